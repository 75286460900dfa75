"""Computes what is to be stored about a commitment, perspective by perspective; it must not write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.assessment import Result
from tracker.models import Audience, StatusChange, StatusSpan
from tracker.models.choices import Series
from tracker.selectors.records import Records
from tracker.services.assessments.changelog import Line, missing_lines
from tracker.services.assessments.evidence import (
    NEVER,
    Evidence,
    Marks,
    audiences_alike,
    evidence_for,
    first_changed,
)
from tracker.services.assessments.histories import Course, Span, compute
from tracker.services.assessments.perspectives import Held, continued

SPAN_FIELDS = tuple(Span.__dataclass_fields__)
# Fewer days than these are computed sooner than a second transaction is worth.
MANY_DAYS = 60


@dataclass(frozen=True, slots=True)
class NewSpans:
    """The spans of one history from a day on; those stored from that day on go."""

    series: Series
    from_on: date
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be stored about a commitment for audiences that see the same."""

    held: Held | None
    audiences: frozenset[int]
    evidence: Evidence
    result: Result
    inputs_digest: str
    evidence_digest: str
    marks: Marks
    histories: tuple[NewSpans, ...]
    lines: tuple[Line, ...]

    @property
    def as_of(self) -> date:
        """The day of the present result."""
        return date.fromordinal(self.evidence.today)

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is stored already."""
        held = self.held
        return (
            held is not None
            and held.current is not None
            and held.current.inputs_digest == self.inputs_digest
            and held.current.as_of == self.as_of
            and held.readers == self.audiences
            and held.perspective.marks == self.marks
            and not self.histories
            and not self.lines
        )


def drafts_for(
    records: Records,
    commitment_id: int,
    audiences: Iterable[Audience],
    held: Sequence[Held],
    today: date,
    *,
    afresh: bool = False,
) -> list[Draft]:
    """One draft for each distinct body of evidence; `afresh` computes all days again, whatever is stored."""
    groups = audiences_alike(records, commitment_id, audiences)
    drafts = []
    for group, one in zip(groups, continued(groups, held), strict=True):
        evidence = evidence_for(records, commitment_id, group[0], today)
        if evidence is not None:
            drafts.append(_draft(evidence, frozenset(audience.pk for audience in group), one, afresh))
    return drafts


def present_drafts(
    records: Records, commitment_id: int, audiences: Iterable[Audience], held: Sequence[Held], today: date
) -> list[Draft]:
    """The new present results alone, where many past days have to be computed before the rest is ready.

    Only for perspectives that stay as they are: a split, or a new day, waits for its histories.
    """
    groups = audiences_alike(records, commitment_id, audiences)
    return [
        draft
        for group, one in zip(groups, continued(groups, held), strict=True)
        if one is not None and one.readers == frozenset(audience.pk for audience in group)
        if (draft := _present_draft(records, commitment_id, group[0], one, today)) is not None
    ]


def _present_draft(
    records: Records, commitment_id: int, audience: Audience, held: Held, today: date
) -> Draft | None:
    if held.current is None or held.current.as_of != today:
        return None
    evidence = evidence_for(records, commitment_id, audience, today)
    if evidence is None:
        return None
    inputs_digest = evidence.inputs_digest()
    begin = min(_begin(evidence, evidence.marks(), held, afresh=False))
    if inputs_digest == held.current.inputs_digest or evidence.today - begin < MANY_DAYS:
        return None
    return Draft(
        held=held,
        audiences=held.readers,
        evidence=evidence,
        result=evidence.as_known_then(evidence.today),
        inputs_digest=inputs_digest,
        # Both stay as they are until the histories agree with them.
        evidence_digest=held.perspective.evidence_digest,
        marks=held.perspective.marks,
        histories=(),
        lines=(),
    )


def _draft(evidence: Evidence, audiences: frozenset[int], held: Held | None, afresh: bool) -> Draft:
    marks = evidence.marks()
    begin = _begin(evidence, marks, held, afresh)
    kept = [
        None if day <= evidence.first else _kept(held, series, day)
        for series, day in zip(Series, begin, strict=True)
    ]
    diagonal, hindsight = Course(kept[0]), Course(kept[1])
    compute(evidence, diagonal=diagonal, diagonal_from=begin[0], hindsight=hindsight, hindsight_from=begin[1])
    histories = [
        NewSpans(series, old.from_on if old else date.min, tuple(course.spans))
        for series, day, old, course in zip(Series, begin, kept, (diagonal, hindsight), strict=True)
        if day <= evidence.today and course.spans != [old]
    ]
    return Draft(
        held=held,
        audiences=audiences,
        evidence=evidence,
        result=evidence.as_known_then(evidence.today),
        inputs_digest=evidence.inputs_digest(),
        evidence_digest=evidence.own_digest(),
        marks=marks,
        histories=tuple(histories),
        lines=tuple(_lines(evidence, held, kept[0], diagonal, begin[0])),
    )


def _begin(evidence: Evidence, marks: Marks, held: Held | None, afresh: bool) -> tuple[int, int]:
    """The first day (ordinal) to compute of the diagonal and of hindsight; the days before are as stored."""
    through = held.current.as_of.toordinal() if held is not None and held.current is not None else NEVER
    if afresh or held is None or through > evidence.today:
        return evidence.first, evidence.first
    before: Marks = held.perspective.marks
    days = [min(first_changed(before, marks, series), through + 1) for series in (0, 1)]
    return max(days[0], evidence.first), max(days[1], evidence.first)


def _kept(held: Held | None, series: Series, day: int) -> Span | None:
    """The stored span that reaches the day before, if any."""
    if held is None:
        return None
    before = date.fromordinal(day) - timedelta(days=1)
    row = (
        StatusSpan.objects.filter(perspective=held.perspective, series=series, from_on__lte=before)
        .order_by("-from_on")
        .values(*SPAN_FIELDS)
        .first()
    )
    return None if row is None else Span(**row)


def _lines(
    evidence: Evidence, held: Held | None, kept: Span | None, course: Course, begin: int
) -> Iterable[Line]:
    if begin > evidence.today:
        return ()
    logged: list[tuple[date, str]] = []
    if held is not None:
        rows = StatusChange.objects.filter(
            perspective=held.perspective,
            effective_on__gte=date.fromordinal(max(begin, 1)),
            effective_on__lte=date.fromordinal(evidence.today),
        )
        logged = list(rows.order_by("id").values_list("effective_on", "to_status"))
    return missing_lines(
        logged,
        course.steps,
        kept.status if kept else "",
        lambda day: evidence.as_known_then(day.toordinal()),
    )
