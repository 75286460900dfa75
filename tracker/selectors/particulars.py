"""What is kept about one commitment: findings, links, positions, coverage, changes; it judges none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from tracker.models import (
    Commitment,
    CommitmentLink,
    CommitmentVersion,
    Coverage,
    Finding,
    Origin,
    Position,
    Report,
    Ruling,
    StatusChange,
    User,
)
from tracker.models.choices import FindingState, LinkKind
from tracker.models.states import RequestState, RulingState
from tracker.selectors import replies
from tracker.selectors.visibility import audience_of, permitted, visible_to


def commitment_for(reader: User, slug: str, code: str) -> Commitment:
    """The commitment of this code under this agreement, with agreement, clause and definition at hand.

    Raises Commitment.DoesNotExist when there is none, and alike when the reader may not see it.
    """
    rows = Commitment.objects.select_related("agreement", "clause", "current")
    return visible_to(reader, rows).get(agreement__slug=slug, code=code)


def current_and_fresh(reader: User, slug: str, code: str) -> tuple[Commitment, tuple[str, bool]]:
    """What `commitment_for` and `freshness` answer, in one query."""
    rows = _with_freshness(Commitment.objects.select_related("agreement", "clause", "current"), reader)
    found: Any = visible_to(reader, rows).get(agreement__slug=slug, code=code)
    return found, _stamp(*(getattr(found, name) for name in _FRESHNESS))


def definition_at(commitment: Commitment, known_by: date | None) -> CommitmentVersion | None:
    """The definition in use at a known-by day; without one, the present one."""
    if known_by is None:
        return commitment.current
    known = Q(number=1) | Q(retroactive=True) | Q(recorded_on__lte=known_by)
    return commitment.versions.filter(known).order_by("-number").first()


def versions_of(commitment: Commitment, known_by: date | None = None) -> QuerySet[CommitmentVersion]:
    """The definitions known at a known-by day (all, without one), the newest first."""
    rows = commitment.versions.all()
    if known_by is not None:
        rows = rows.filter(Q(number=1) | Q(retroactive=True) | Q(recorded_on__lte=known_by))
    return rows.select_related("recorded_by").order_by("-number")


def findings_of(reader: User, commitment: Commitment) -> dict[str, Finding]:
    """The findings that are or were accepted, by reference, with report, source, origin and page at hand."""
    return {finding.reference: finding for finding in finding_rows(reader, commitment)}


def finding_rows(reader: User, commitment: Commitment) -> QuerySet[Finding]:
    """The rows of `findings_of`."""
    rows = Finding.objects.filter(
        commitment=commitment, state__in=(FindingState.ACCEPTED, FindingState.SUPERSEDED)
    ).select_related("report", "report__source", "origin", "page")
    return visible_to(reader, rows)


def waiting_findings(reader: User, commitment: Commitment) -> QuerySet[Finding]:
    """The proposed findings about it that wait for review."""
    rows = Finding.objects.filter(commitment=commitment, state=FindingState.SUBMITTED)
    return visible_to(reader, rows)


def origin_names(reader: User, slugs: Sequence[str]) -> dict[str, str]:
    """What the origins are called; one the reader may not see is left out."""
    return dict(visible_to(reader, Origin.objects.filter(slug__in=slugs)).values_list("slug", "name"))


@dataclass(frozen=True, slots=True)
class Linked:
    """A commitment that this one hangs together with; `inverse` when the link was drawn from there."""

    commitment: Commitment
    kind: LinkKind
    inverse: bool
    note: str


def link_rows(reader: User, commitment: Commitment, known_by: date | None) -> QuerySet[CommitmentLink]:
    """The links from and to it that count at a known-by day, with what they lead to; only what is visible."""
    rows = CommitmentLink.objects.filter(
        Q(commitment=commitment) & permitted(audience_of(reader), "other__")
        | Q(other=commitment) & permitted(audience_of(reader), "commitment__")
    ).select_related("commitment__agreement", "other__agreement")
    if known_by is None:
        rows = rows.filter(removed_on__isnull=True)
    else:
        rows = rows.filter(
            Q(removed_on__isnull=True) | Q(removed_on__gt=known_by),
            Q(retroactive=True) | Q(recorded_on__lte=known_by),
        )
    return rows.order_by("kind", "id")


def linked_by(rows: Iterable[CommitmentLink], commitment: Commitment) -> list[Linked]:
    """What a commitment hangs together with by these links, each pair once."""
    found: dict[tuple[int, str, bool], Linked] = {}
    for row in rows:
        inverse = row.other_id == commitment.pk
        other = row.commitment if inverse else row.other
        # Only a prerequisite reads differently from the other end.
        directed = row.kind == LinkKind.PREREQUISITE and inverse
        found.setdefault(
            (other.pk, row.kind, directed), Linked(other, LinkKind(row.kind), directed, row.note)
        )
    return list(found.values())


def positions_of(reader: User, commitment: Commitment, day: date) -> QuerySet[Position]:
    """What parties had said about it by a day, the latest first."""
    rows = visible_to(reader, Position.objects.filter(commitment=commitment, stated_on__lte=day))
    rows = rows.select_related("party", "about", "report", "replies_to__party")
    return replies.with_answers(reader, rows, day).order_by("-stated_on", "-pk")


def removed_beside(reader: User, commitment: Commitment) -> dict[str, QuerySet[Any]]:
    """The positions and coverage records that were put away, for those who may bring them back."""
    seen = permitted(audience_of(reader))
    return {
        name: model._default_manager.filter(seen, commitment=commitment, removed_at__isnull=False)
        .select_related("removed_by", named)
        .distinct()
        .order_by("-removed_at", "-pk")
        for name, model, named in (("positions", Position, "party"), ("coverage", Coverage, "source"))
    }


def report_called(reader: User, reference: str) -> Report | None:
    """The report of this reference; None when there is none the reader may see."""
    return visible_to(reader, Report.objects.filter(reference=reference.strip().upper())).first()


def position_called(reader: User, commitment: Commitment, reference: str) -> Position | None:
    """The position of this reference on this duty; None when there is none the reader may see."""
    rows = Position.objects.filter(commitment=commitment, reference=reference.strip().upper())
    return visible_to(reader, rows).first()


def coverage_of(reader: User, commitment: Commitment, day: date) -> QuerySet[Coverage]:
    """Who had looked at it by a day, the latest first."""
    rows = Coverage.objects.filter(commitment=commitment, from_on__lte=day)
    return visible_to(reader, rows).select_related("source", "report").order_by("-to_on", "-pk")


def changes_of(reader: User, commitment: Commitment, day: date) -> QuerySet[StatusChange]:
    """How its status changed up to a day, as the reader's audience sees it, the latest first."""
    rows = StatusChange.objects.filter(
        commitment=commitment,
        perspective__readers__audience=audience_of(reader),
        effective_on__lte=day,
    )
    return rows.order_by("-effective_on", "-pk")


def ruling_rows(reader: User, commitment: Commitment, day: date) -> QuerySet[Ruling]:
    """The rulings in force on a day, and those proposed and not yet decided: see `in_force_first`."""
    rows = Ruling.objects.filter(
        Q(perspective__isnull=True) | Q(perspective__readers__audience=audience_of(reader)),
        commitment=commitment,
    ).select_related("proposed_by", "decided_by")
    in_force = Q(
        state__in=(RulingState.APPROVED, RulingState.LAPSED, RulingState.WITHDRAWN),
        effective_on__lte=day,
        lapses_on__gt=day,
    ) & (Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    rows = rows.filter(in_force | Q(state=RulingState.PROPOSED, proposed_at__date__lte=day))
    return visible_to(reader, rows)


def in_force_first(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings in force, then those proposed, the latest of each first."""
    return sorted(rulings, key=lambda one: (one.effective_on is None, -one.pk))


def freshness(reader: User, slug: str, code: str) -> tuple[str, bool] | None:
    """What the reader's stored result was made from, as a short text, and whether a new one is on its way.

    One indexed query, for pages that ask every second. The text changes with the evidence or the result.
    None where there is no such commitment for this reader.
    """
    rows = _with_freshness(Commitment.objects.filter(agreement__slug=slug, code=code), reader)
    row = visible_to(reader, rows).order_by().values_list(*_FRESHNESS).first()
    return None if row is None else _stamp(*row)


_FRESHNESS = ("fresh_perspective", "fresh_evidence", "fresh_inputs", "fresh_request")


def _with_freshness(rows: QuerySet[Commitment], reader: User) -> QuerySet[Any]:
    own = FilteredRelation("readers", condition=Q(readers__audience=audience_of(reader)))
    return rows.alias(reader_of=own).annotate(
        fresh_perspective=F("reader_of__perspective"),
        fresh_evidence=F("reader_of__perspective__evidence_digest"),
        fresh_inputs=F("reader_of__perspective__current__inputs_digest"),
        fresh_request=F("reassessment_request__state"),
    )


def _stamp(
    perspective: int | None, evidence: str | None, inputs: str | None, state: str | None
) -> tuple[str, bool]:
    stamp = f"{perspective or 0}-{(evidence or '')[:12]}-{(inputs or '')[:12]}"
    return stamp, state == RequestState.WAITING
