"""Answers what a status page shows: TLP:CLEAR material alone, whoever asks; it knows no layout.

Everything is read as an audience without teams at TLP:CLEAR, so that two worlds that differ only in closed
material give the same page. What cannot be seen there is not counted, named or missed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Prefetch, QuerySet, Sum

from tracker.assessment import RollUp
from tracker.models import (
    Agreement,
    Audience,
    Commitment,
    CurrentAssessment,
    Finding,
    LedgerEntry,
    StatusChange,
    StatusPage,
    User,
)
from tracker.models.choices import Series, Tlp
from tracker.selectors import changes as change_log
from tracker.selectors import portfolio, spans
from tracker.selectors.portfolio import Line
from tracker.selectors.visibility import visible_to

CHANGES_SHOWN = 10
DUTIES_SHOWN = 300  # of one agreement; the figures are of all


@dataclass(frozen=True, slots=True)
class Part:
    """One agreement of a page: what its duties say together, and the duties, worst first."""

    agreement: Agreement
    roll_up: RollUp
    lines: Sequence[Line]
    left_out: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of a day; `roll_up` is of all its agreements together."""

    parts: Sequence[Part]
    roll_up: RollUp
    changes: Sequence[StatusChange]
    causes: dict[str, Finding]


def the_public() -> User:
    """A reader who may see what anybody may: TLP:CLEAR, no teams. Not stored, and nobody signs in as it."""
    return User(username="", audience=Audience.objects.get(level=Tlp.CLEAR, team_key=""))


def opened(slug: str) -> StatusPage | None:
    """The page at an address; None when there is none or it is closed."""
    return StatusPage.objects.filter(slug=slug, closed_at__isnull=True).first()


def listed() -> QuerySet[StatusPage]:
    """The open pages that are found from the list of them."""
    return StatusPage.objects.filter(listed=True, closed_at__isnull=True).order_by("title", "pk")


def kept(reader: User) -> QuerySet[StatusPage]:
    """All pages for those who keep them, open ones first, with the agreements the reader may see at hand."""
    seen = visible_to(reader, Agreement.objects.order_by("title"))
    rows = StatusPage.objects.select_related("created_by")
    return rows.prefetch_related(Prefetch("agreements", queryset=seen, to_attr="seen")).order_by(
        F("closed_at").asc(nulls_first=True), "title", "pk"
    )


def shown(page: StatusPage, day: date, *, as_of: date | None = None) -> Shown:
    """What a page shows on a day (`as_of` None in the present): nine queries, whatever it holds."""
    public = the_public()
    agreements = list(visible_to(public, page.agreements.all()).order_by("title", "pk"))
    rows = portfolio.commitments_for(public).filter(agreement__in=agreements)
    lines = portfolio.lines(public, day, as_of=as_of, today=day, commitments=rows)
    history = spans.runs(public, [line.commitment.pk for line in lines], day, Series.DIAGONAL)
    for line in lines:
        runs = history.get(line.commitment.pk)
        line.since = runs[-1].from_on if runs and runs[-1].status == line.status else None
    grouped = portfolio.by_agreement(lines)
    log = change_log.listed(public).filter(commitment__agreement__in=agreements, effective_on__lte=day)
    told = list(log[:CHANGES_SHOWN])
    return Shown(
        parts=[_part(one, grouped.get(one.pk, [])) for one in agreements],
        roll_up=portfolio.roll_up_lines(lines),
        changes=told,
        causes=change_log.causes(public, told),
    )


def _part(agreement: Agreement, lines: list[Line]) -> Part:
    lines.sort(key=lambda line: (line.standing.rank if line.standing else 99, line.commitment.code))
    return Part(
        agreement, portfolio.roll_up_lines(lines), lines[:DUTIES_SHOWN], max(0, len(lines) - DUTIES_SHOWN)
    )


def stamp(page: StatusPage) -> str:
    """Another one whenever anything the page shows may have changed; four queries.

    Made of open material alone. It never leaves the house: it names what is kept in the cache.
    """
    public = the_public()
    agreements = visible_to(public, page.agreements.all()).order_by("pk")
    held = list(agreements.values_list("pk", "version", "slug", "title"))
    duties = visible_to(public, Commitment.objects.filter(agreement__in=[one[0] for one in held])).order_by()
    counted = duties.aggregate(number=Count("pk"), versions=Sum("version"))
    stored = CurrentAssessment.objects.filter(
        commitment__in=duties.values("pk"), perspective__readers__audience=public.audience
    ).aggregate(number=Count("pk"), last=Max("computed_at"))
    entry = LedgerEntry.objects.filter(marking=Tlp.CLEAR).aggregate(last=Max("seq"))
    said = (page.pk, page.title, page.note, page.listed, held, counted, stored, entry)
    return hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()
