"""Answers what the log of status changes holds for what its address asks; it must not draw or write it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, Commitment, User
from tracker.models.choices import CONFIDENCES, STATUSES
from tracker.publishing import figures, rollups
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.days import Days
from tracker.publishing.tables.listed import Listed
from tracker.selectors import changes as selector
from tracker.selectors import strictest
from tracker.selectors.visibility import visible_to

PERIODS = ("7", "30", "90", "365")

COLUMNS: tuple[Column, ...] = (
    make.day("day", _("Day"), lambda row: row.effective_on),
    make.text("code", _("Code"), lambda row: row.commitment.code),
    make.text("title", _("Commitment"), lambda row: row.commitment.title),
    make.text("agreement_key", _("Agreement's key"), lambda row: row.commitment.agreement.slug),
    make.text("agreement", _("Agreement"), lambda row: row.commitment.agreement.title),
    make.text("from", _("From"), lambda row: row.from_status, words=dict(STATUSES)),
    make.text("to", _("To"), lambda row: row.to_status, words=dict(STATUSES)),
    make.boolean("late", _("Late"), lambda row: row.late),
    make.text("confidence", _("Confidence"), lambda row: row.confidence, words=dict(CONFIDENCES)),
    make.boolean("backfill", _("Backfill"), lambda row: row.backfill),
    make.text("why", _("Why"), lambda row: " ".join(row.told.reasons) or None),
    make.text(
        "findings",
        _("Findings"),
        lambda row: ", ".join(finding.reference for finding in row.told.findings) or None,
    ),
)


def read(reader: User, asked: QueryDict, days: Days, *, from_on: date | None = None) -> Listed:
    """The changes up to the day looked at, latest first, of an agreement and a period where they are named.

    `from_on` is the day `from` in the address names, as the door read it. In `more`: `agreements`, pairs of
    slug and title to choose from; `chosen` and `period`, what is chosen.
    """
    rows = selector.listed(reader).filter(effective_on__lte=min(days.day, days.known_day))
    chosen, problems = asked.get("agreement", "").strip(), []
    agreements = list(visible_to(reader, Agreement.objects.order_by("title")).values_list("slug", "title"))
    used: list[tuple[Any, str]] = []
    if chosen:
        if chosen not in dict(agreements):
            problems.append(
                _now("There is no agreement “%(slug)s” that you may see.") % {"slug": chosen[:80]}
            )
        rows = rows.filter(commitment__agreement__slug=chosen)
        used.append((_("Agreement"), dict(agreements).get(chosen, chosen[:80])))
    period = asked.get("days", "")
    if period in PERIODS:
        rows = rows.filter(effective_on__gt=days.day - timedelta(days=int(period)))
        last = _now("Last %(days)s days") % {"days": figures.digits(period)}
        used.append((_("Period"), last))
    if from_on:
        rows = rows.filter(effective_on__gte=from_on)
        used.append((_("From"), from_on.isoformat()))
    return Listed(
        name="changes",
        title=_("Changes"),
        rows=rows,
        columns=COLUMNS,
        complete=partial(_complete, reader),
        filters=used,
        problems=problems,
        marking=partial(_marking, reader, rows),
        more={"agreements": agreements, "chosen": chosen, "period": period},
    )


def _complete(reader: User, rows: Sequence[Any]) -> None:
    """Put beside each change of a batch its reasons and the findings that brought it about."""
    for told in rollups.told_changes(rows, selector.causes(reader, rows)):
        told.change.told = told  # type: ignore[attr-defined]


def _marking(reader: User, rows: Any) -> int:
    changed = rows.order_by().values("commitment")
    return strictest.of_duties(reader, Commitment.objects.filter(pk__in=changed))
