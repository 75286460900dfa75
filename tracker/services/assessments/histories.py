"""Computes the two daily histories of a commitment from its evidence; reads and stores nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tracker.assessment import ReasonCode, Result
from tracker.services.assessments.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Span:
    """The status from a day to a day, both inside; `to_on` is None while it lasts. Figures in per mille."""

    from_on: date
    to_on: date | None
    status: str
    progress_pm: int | None
    late: bool
    material: bool
    self_reported: bool
    confidence: str
    p_pm: int
    fulfilled_on: date | None

    @property
    def reading(self) -> tuple[object, ...]:
        """What makes the next day another span: everything but the days and the figure that ages."""
        return (
            self.status,
            self.progress_pm,
            self.late,
            self.material,
            self.self_reported,
            self.confidence,
            self.fulfilled_on,
        )


class Step(NamedTuple):
    """On this day the status became another."""

    on: date
    status: str


class Course:
    """One history while it grows day by day; `kept` is the span it goes on from, if any."""

    def __init__(self, kept: Span | None = None) -> None:
        self.spans: list[Span] = [] if kept is None else [replace(kept, to_on=None)]
        self.steps: list[Step] = []

    def add(self, day: int, result: Result) -> None:
        """The result of the next day (ordinal) looked at; days left out are like the one before them."""
        on = date.fromordinal(day)
        span = _span(on, result)
        before = self.spans[-1] if self.spans else None
        if before is None or before.status != span.status:
            self.steps.append(Step(on, span.status))
        if before is not None:
            if before.reading == span.reading:
                return
            self.spans[-1] = replace(before, to_on=date.fromordinal(day - 1))
        self.spans.append(span)


def compute(
    evidence: Evidence, *, diagonal: Course, diagonal_from: int, hindsight: Course, hindsight_from: int
) -> None:
    """Continue both histories from their days (ordinals) to today.

    A day whose visible facts are the same then and now is assessed once for both.
    """
    begin = min(diagonal_from, hindsight_from)
    apart = _days_apart(evidence)
    looked_at = _days_to_look_at(evidence, begin, {diagonal_from, hindsight_from})
    for day in looked_at:
        now = evidence.status_now(day) if day >= hindsight_from else None
        if now is not None:
            hindsight.add(day, now)
        if day >= diagonal_from:
            then = now if now is not None and day not in apart else evidence.status_then(day)
            diagonal.add(day, then)


def _days_to_look_at(evidence: Evidence, begin: int, always: set[int]) -> list[int]:
    """Weights age daily, so each day counts; where nothing ages any more, only days of events do."""
    days = set(evidence.ageing_days()) | evidence.event_days() | always
    return sorted(day for day in days if begin <= day <= evidence.today)


def _days_apart(evidence: Evidence) -> set[int]:
    """The days whose facts, as known then, are not those known now."""
    apart = set(range(evidence.first, min(evidence.eras[-1].begins, evidence.today + 1)))
    for findings in evidence.now.findings.values():
        for finding in findings:
            last = finding.known_on.toordinal()
            if finding.superseded_on is not None:
                last = max(last, finding.superseded_on.toordinal())
            apart.update(range(finding.observed_to.toordinal(), min(last, evidence.today + 1)))
    return apart


def _span(on: date, result: Result) -> Span:
    return Span(
        from_on=on,
        to_on=None,
        status=result.status.value,
        progress_pm=result.progress_pm,
        late=result.late,
        material=result.material,
        self_reported=result.has(ReasonCode.SELF_REPORTED_ONLY),
        confidence=result.confidence.value,
        p_pm=result.p_pm,
        fulfilled_on=result.fulfilled_on,
    )
