"""What several results say together, for an agreement, a party or a theme; it assesses nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .enums import Confidence, Headline, ReasonCode, Status
from .inputs import Commitment
from .parameters import DEFAULT, Parameters
from .results import Result, RollUp

_BROKEN = {Status.BREACHED, Status.REVERSED}
_NOT_IN_FORCE = {Status.PENDING, Status.CLOSED, Status.SUSPENDED}
_UNSCORED = {*_NOT_IN_FORCE, Status.UNVERIFIED}
_CONCERNS = {*_BROKEN, Status.OVERDUE}
_RISKS = {Status.AT_RISK, Status.DISPUTED}


def score_pm(commitment: Commitment, result: Result) -> int | None:
    """The score of one commitment in per mille, None where it enters no mean."""
    if result.status in (Status.FULFILLED, Status.COMPLIANT):
        return 1000
    duty = commitment.kind.is_duty
    if result.status is Status.REVERSED or (result.status is Status.BREACHED and duty):
        return 0
    if result.has(ReasonCode.SELF_REPORTED_ONLY):
        return None
    if result.status in _UNSCORED or result.confidence is Confidence.NONE:
        return None
    return result.p_pm if duty else result.progress_pm


def roll_up(
    commitments: Iterable[Commitment], results: Mapping[str, Result], parameters: Parameters = DEFAULT
) -> RollUp:
    """Roll the results of these commitments up; a commitment without a result is left out."""
    rated = {one.id: (one, results[one.id]) for one in commitments if one.id in results}
    pairs = list(rated.values())
    statuses = [result.status for _, result in pairs]
    breaches = tuple(sorted(one.id for one, result in pairs if one.essential and result.status in _BROKEN))
    coverage = coverage_pm(pairs)
    return RollUp(
        n=len(pairs),
        counts={status: statuses.count(status) for status in Status if status in statuses},
        worst=min(statuses, key=lambda status: status.rank, default=None),
        headline=headline_of(set(statuses), bool(breaches), coverage, parameters),
        implementation_pm=implementation_pm(pairs),
        coverage_pm=coverage,
        essential_breaches=breaches,
    )


def implementation_pm(pairs: Iterable[tuple[Commitment, Result]]) -> int | None:
    """The weighted mean of the scores, None where nothing is scored."""
    total = weight = 0
    for commitment, result in pairs:
        score = score_pm(commitment, result)
        if score is not None:
            total += commitment.weight * score
            weight += commitment.weight
    return total // weight if weight else None


def coverage_pm(pairs: Iterable[tuple[Commitment, Result]]) -> int | None:
    """The share of the weight in force that can be judged, None where nothing is in force."""
    judged = in_force = 0
    for commitment, result in pairs:
        if result.status in _NOT_IN_FORCE:
            continue
        in_force += commitment.weight
        known = result.status is not Status.UNVERIFIED and result.confidence is not Confidence.NONE
        if result.status in _BROKEN or known:
            judged += commitment.weight
    return judged * 1000 // in_force if in_force else None


def headline_of(
    statuses: set[Status], essential_breach: bool, coverage: int | None, parameters: Parameters
) -> Headline:
    """The first headline that holds for the statuses that occur; a mean never hides a breach."""
    if not statuses:
        return Headline.EMPTY
    if essential_breach:
        return Headline.IN_BREACH
    if statuses & _CONCERNS:
        return Headline.CONCERNS
    if statuses == {Status.CLOSED}:
        return Headline.CLOSED
    if statuses <= {Status.CLOSED, Status.FULFILLED}:
        return Headline.COMPLETED
    if statuses <= _NOT_IN_FORCE:
        return Headline.SUSPENDED if Status.SUSPENDED in statuses else Headline.NOT_STARTED
    if coverage is None or coverage < parameters.coverage_needed_pm:
        return Headline.INSUFFICIENT_INFORMATION
    return Headline.AT_RISK if statuses & _RISKS else Headline.ON_TRACK
