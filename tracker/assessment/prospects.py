"""What would change a status next: a few futures tried with the same method; it writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .assessing import AsOf, assess, day_for
from .enums import Credibility, Interest, Kind, ProspectCode, Reliability, Stance
from .inputs import Commitment, Finding, InvalidInput
from .parameters import DEFAULT, Parameters
from .results import Result

NEWCOMER = "another independent source"
_A_YEAR = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """One future: the day it is looked at, the finding supposed (if any), and the result it would have."""

    code: ProspectCode
    as_of: date
    finding: Finding | None
    result: Result
    status_changes: bool


def next_changes(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    commitment_id: str,
    *,
    as_of: AsOf,
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
) -> tuple[Prospect, ...]:
    """Try one more independent B2 source each way, the due day passing, and a year with nothing new.

    Raises InvalidInput as `assess` does.
    """
    commitment = next((one for one in commitments if one.id == commitment_id), None)
    if commitment is None:
        raise InvalidInput("commitment_id", f"no commitment {commitment_id!r} is given")
    today = day_for(as_of, commitment_id)
    known = today if known_by is None else known_by

    def result(rows: Mapping[str, Sequence[Finding]], days: int = 0) -> Result:
        when = as_of if not days else {one.id: _later(day_for(as_of, one.id), days) for one in commitments}
        # What is known stays as it is: a later as-of must not let in what was not known by then.
        known_then = known_by if not days else known
        return assess(
            commitments,
            rows,
            as_of=when,
            known_by=known_then,
            parameters=parameters,
            wanted=[commitment_id],
        )[commitment_id]

    now = result(findings)
    prospects: list[Prospect] = []

    def add(code: ProspectCode, then: Result, days: int = 0, finding: Finding | None = None) -> None:
        prospects.append(
            Prospect(
                code=code,
                as_of=_later(today, days),
                finding=finding,
                result=then,
                status_changes=then.status is not now.status,
            )
        )

    own = list(findings.get(commitment_id, ()))
    for complies, code in (
        (False, ProspectCode.SOURCE_REPORTS_VIOLATION),
        (True, ProspectCode.SOURCE_REPORTS_COMPLIANCE),
    ):
        supposed = newcomer_finding(commitment, own, complies, today, min(today, known))
        add(code, result({**findings, commitment_id: [*own, supposed]}), finding=supposed)
    until_due = _days_until_passed(commitment, today)
    if until_due is not None:
        add(ProspectCode.DUE_DAY_PASSES, result(findings, until_due), until_due)
    add(ProspectCode.NOTHING_NEW, result(findings, _A_YEAR), _A_YEAR)
    return tuple(prospects)


def newcomer_finding(
    commitment: Commitment, findings: Sequence[Finding], complies: bool, today: date, known_on: date
) -> Finding:
    """What one more independent B2 source would say, in the way that counts for this kind of commitment.

    A METRIC is read at its target, or back at its baseline; an ACT not yet due is announced as refused.
    """
    taken = {finding.id for finding in findings} | {finding.origin for finding in findings}
    name = NEWCOMER
    while name in taken:
        name += "'"
    value = None
    if commitment.kind is Kind.METRIC:
        value = commitment.target if complies else commitment.baseline
    due_passed = commitment.due_on is not None and _days_until_passed(commitment, today) is None
    return Finding(
        id=name,
        origin=name,
        stance=Stance.SUPPORTS if complies else Stance.CONTRADICTS,
        reliability=Reliability.B,
        credibility=Credibility.PROBABLE,
        interest=Interest.IND,
        observed_to=today,
        published_on=known_on,
        value=value,
        repudiation=commitment.kind is Kind.ACT and not complies and not due_passed,
    )


def _days_until_passed(commitment: Commitment, today: date) -> int | None:
    """Days until the due day with grace (a duty's last day) has passed; None if it has, or there is none."""
    if commitment.due_on is None:
        return None
    grace = 0 if commitment.kind.is_duty else commitment.grace_days
    days = commitment.due_on.toordinal() + grace + 1 - today.toordinal()
    return days if days > 0 else None


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))
