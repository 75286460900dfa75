"""Answers what standings say together: headline, score, coverage; it reads nothing and weighs no evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.assessment import Commitment as Duty
from tracker.assessment import Kind, Reason, ReasonCode, Result, RollUp
from tracker.assessment.rollup import roll_up
from tracker.models import Commitment
from tracker.selectors.standings import Standing


def roll_up_of(found: Mapping[int, Standing], commitments: Iterable[Commitment]) -> RollUp:
    """What these standings say together (headline, score, coverage); a commitment without one is left out.

    The commitments need `agreement` and `current` at hand. Ids in the answer are `key_of` the commitment.
    """
    rated = [one for one in commitments if one.pk in found]
    results = {key_of(one): _as_result(found[one.pk]) for one in rated}
    return roll_up([_as_duty(one) for one in rated], results)


def key_of(commitment: Commitment) -> str:
    """The commitment's name across agreements, such as `doha-2020/USG-01`."""
    return f"{commitment.agreement.slug}/{commitment.code}"


def _as_duty(commitment: Commitment) -> Duty:
    """As much of the commitment as a roll-up reads."""
    version = commitment.current
    if version is None:
        raise ValueError(f"{commitment.code} has no version: nothing says what kind of duty it is.")
    kind = Kind(version.kind)
    return Duty(
        id=key_of(commitment),
        kind=kind,
        obligors=(),
        starts_on=version.starts_on,
        essential=version.essential,
        weight=version.weight,
        baseline=version.baseline,
        target=version.target,
    )


def _as_result(standing: Standing) -> Result:
    """As much of a result as a roll-up reads."""
    own = (Reason(ReasonCode.SELF_REPORTED_ONLY),) if standing.self_reported else ()
    return Result(
        status=standing.status,
        level=standing.level,
        progress_pm=standing.progress_pm,
        exceeds=False,
        fulfilled_on=None,
        late=standing.late,
        material=standing.material,
        for_mb=0,
        against_mb=0,
        net_mb=0,
        p_pm=standing.p_pm,
        band=standing.band,
        confidence=standing.confidence,
        conflict_pm=0,
        flip_mb=0,
        origins_for=0,
        origins_against=0,
        used_for=(),
        used_against=(),
        excluded=(),
        reasons=own,
    )
