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
    world = _World(commitments, findings, commitment_id, as_of, known_by, parameters)
    own = list(findings.get(commitment_id, ()))
    now = world.result(findings)
    known = min(world.today, world.known_by)
    prospects = []
    for complies, code in (
        (False, ProspectCode.SOURCE_REPORTS_VIOLATION),
        (True, ProspectCode.SOURCE_REPORTS_COMPLIANCE),
    ):
        supposed = newcomer_finding(world.commitment, own, complies, world.today, known)
        then = world.result({**findings, commitment_id: [*own, supposed]})
        prospects.append(_prospect(code, world.today, now, then, supposed))
    until_due = _days_until_passed(world.commitment, world.today)
    for code, days in ((ProspectCode.DUE_DAY_PASSES, until_due), (ProspectCode.NOTHING_NEW, _A_YEAR)):
        if days is not None:
            then = world.result(findings, days)
            prospects.append(_prospect(code, _later(world.today, days), now, then))
    return tuple(prospects)


class _World:
    """One commitment among others, asked for its result now or some days later."""

    def __init__(
        self,
        commitments: Sequence[Commitment],
        findings: Mapping[str, Sequence[Finding]],
        commitment_id: str,
        as_of: AsOf,
        known_by: date | None,
        parameters: Parameters,
    ) -> None:
        found = next((one for one in commitments if one.id == commitment_id), None)
        if found is None:
            raise InvalidInput("commitment_id", f"no commitment {commitment_id!r} is given")
        self.commitment = found
        self.commitments = commitments
        self.as_of = as_of
        self.today = day_for(as_of, commitment_id)
        self.given_known_by = known_by
        self.known_by = self.today if known_by is None else known_by
        self.parameters = parameters

    def result(self, findings: Mapping[str, Sequence[Finding]], days: int = 0) -> Result:
        """The result `days` later. What is known stays as it is: time alone must not let in what was not."""
        when = self.as_of
        if days:
            when = {one.id: _later(day_for(self.as_of, one.id), days) for one in self.commitments}
        return assess(
            self.commitments,
            findings,
            as_of=when,
            known_by=self.known_by if days else self.given_known_by,
            parameters=self.parameters,
            wanted=[self.commitment.id],
        )[self.commitment.id]


def _prospect(
    code: ProspectCode, as_of: date, now: Result, then: Result, finding: Finding | None = None
) -> Prospect:
    return Prospect(
        code=code, as_of=as_of, finding=finding, result=then, status_changes=then.status is not now.status
    )


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
