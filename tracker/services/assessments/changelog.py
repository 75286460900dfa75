"""Says which lines the log of changes lacks to tell what the diagonal history tells; it stores nothing."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tracker.assessment import Result
from tracker.services.assessments.evidence import Evidence
from tracker.services.assessments.histories import Step


class Line(NamedTuple):
    """A line to append: on this day the status became another than the log said so far."""

    on: date
    before: str
    result: Result


def missing_lines(
    logged: Iterable[tuple[date, str]],
    steps: Iterable[Step],
    carried: str,
    result_on: Callable[[date], Result],
) -> Iterator[Line]:
    """The lines to append so that the last line of each day again says what the history says.

    `logged` are (day, status after) in the order written, from the first day computed anew on; `carried` is
    the status of the day before it, empty when there is none. The log is only added to: what no longer holds
    is answered by a later line for the same day.
    """
    said = dict(logged)
    becomes = dict(steps)
    status = carried
    for day in sorted({*said, *becomes}):
        wanted = becomes.get(day, status)
        if not wanted:
            continue  # a line about a day before the history begins now
        told = said.get(day, status)
        if told != wanted:
            yield Line(day, told, result_on(day))
        status = wanted


def cause_of(evidence: Evidence, line: Line) -> str:
    """What brought it about: the findings that began to count or were withdrawn on its day, else the rule."""
    findings = [
        finding.id
        for finding in evidence.own_findings
        if line.on in (max(finding.observed_to, finding.known_on), finding.superseded_on)
    ]
    if findings:
        return ", ".join(sorted(findings))[:300]
    return line.result.reasons[0].code.value if line.result.reasons else ""
