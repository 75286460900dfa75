"""What status each commitment has at a day, in two passes, the second with the first's results; no clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .act import assess_act
from .case import Case, open_case
from .closing import close
from .conditionality import Suspension, condition, suspension_of
from .duty import assess_duty
from .enums import Basis, Kind, ReasonCode, Status
from .inputs import Commitment, Finding, InvalidInput, by_id
from .metric import assess_metric
from .outcome import Outcome
from .parameters import DEFAULT, Parameters
from .results import Reason, Result

AsOf = date | Mapping[str, date]


@dataclass(frozen=True, slots=True, eq=False)
class Assessed:
    """A result with the outcome it closes and the suspension looked at: what an explanation reads."""

    result: Result
    outcome: Outcome
    suspension: Suspension


def assess(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    *,
    as_of: AsOf,
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
    wanted: Collection[str] | None = None,
) -> dict[str, Result]:
    """The result of each commitment, by ascending id.

    `as_of` is one day, or one for each id where calendars differ; `known_by` defaults to the as-of of each.
    With `wanted` only those are returned, the others serve as links; ids not given count as absent.
    Raises InvalidInput for two different inputs under one id, or a wanted id that is not given.
    """
    assessed = assess_in_full(
        commitments, findings, as_of=as_of, known_by=known_by, parameters=parameters, wanted=wanted
    )
    return {key: one.result for key, one in assessed.items()}


def assess_in_full(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    *,
    as_of: AsOf,
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
    wanted: Collection[str] | None = None,
) -> dict[str, Assessed]:
    """Like `assess`, keeping the outcomes behind the results."""
    given = by_id(commitments, "commitments")
    keys = sorted(given) if wanted is None else sorted(set(wanted))
    for key in keys:
        if key not in given:
            raise InvalidInput("wanted", f"no commitment {key!r} is given")

    def outcome(key: str, suspended_from: date | None) -> Outcome:
        day = day_for(as_of, key)
        case = open_case(
            given[key],
            findings.get(key, ()),
            as_of=day,
            known_by=day if known_by is None else known_by,
            parameters=parameters,
            suspended_from=suspended_from,
        )
        return outcome_of(case)

    alone = {key: outcome(key, None) for key in _needed(given, keys)}
    assessed: dict[str, Assessed] = {}
    for key in keys:
        own = alone[key]
        invoked = own.case.counts_by_now(given[key].suspension_invoked_on)
        suspension = suspension_of(given[key], invoked, alone)
        if suspension.effective_on is not None:
            own = outcome(key, suspension.effective_on)
        status, reasons = condition(own, suspension, alone)
        assessed[key] = Assessed(close(own, status, reasons), own, suspension)
    return assessed


def _needed(given: Mapping[str, Commitment], keys: Iterable[str]) -> list[str]:
    """The wanted ids and those they link to; links of links change nothing."""
    needed = set(keys)
    for key in keys:
        needed.update(given[key].prerequisites, given[key].reciprocal)
    return sorted(needed & given.keys())


def day_for(as_of: AsOf, key: str) -> date:
    """The as-of day of one commitment. Raises InvalidInput when there is none."""
    day = as_of if isinstance(as_of, date) else as_of.get(key)
    if day is None or isinstance(day, datetime):
        raise InvalidInput("as_of", f"must be a day for commitment {key!r}")
    return day


def outcome_of(case: Case) -> Outcome:
    """The outcome of one commitment by itself."""
    commitment = case.commitment
    if case.counts_by_now(commitment.closed_on):
        return _not_in_force(case, Status.CLOSED, Reason(ReasonCode.CLOSED, (commitment.closed_reason,)))
    if case.as_of < commitment.starts_on:
        return _not_in_force(case, Status.PENDING, Reason(ReasonCode.NOT_IN_FORCE, (commitment.starts_on,)))
    match commitment.kind:
        case Kind.ACT:
            return assess_act(case)
        case Kind.METRIC:
            return assess_metric(case)
        case Kind.CONTINUING | Kind.PROHIBITION:
            return assess_duty(case)


def _not_in_force(case: Case, status: Status, reason: Reason) -> Outcome:
    """Closed, or not yet in force: nothing is weighed, not even the prior."""
    return Outcome(
        case=case,
        status=status,
        basis=Basis.NOTHING,
        verdict=case.judge((), (), prior_mb=0),
        reasons=(reason,),
        in_force=False,
        excluded=case.excluded,
    )
