"""Answers what standings say together: headline, score, coverage; it reads nothing and weighs no evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from tracker.assessment import Band, Confidence, Kind, Reason, ReasonCode, Result, RollUp, Status
from tracker.assessment import Commitment as Duty
from tracker.assessment.rollup import roll_up
from tracker.models import Commitment
from tracker.selectors.standings import Standing

KEPT = 4096  # duties, and results, whose forms are kept


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
    return _duty(
        key_of(commitment),
        Kind(version.kind),
        version.starts_on,
        version.essential,
        version.weight,
        version.baseline,
        version.target,
    )


@lru_cache(maxsize=KEPT)
def _duty(
    key: str,
    kind: Kind,
    starts_on: date,
    essential: bool,
    weight: int,
    baseline: int | None,
    target: int | None,
) -> Duty:
    # A page rolls the same duties up for all, for each party, for each section: each is checked once.
    return Duty(
        id=key,
        kind=kind,
        obligors=(),
        starts_on=starts_on,
        essential=essential,
        weight=weight,
        baseline=baseline,
        target=target,
    )


def _as_result(standing: Standing) -> Result:
    """As much of a result as a roll-up reads."""
    return _result(
        standing.status,
        standing.level,
        standing.progress_pm,
        standing.late,
        standing.material,
        standing.p_pm,
        standing.band,
        standing.confidence,
        standing.self_reported,
    )


@lru_cache(maxsize=KEPT)
def _result(
    status: Status,
    level: int | None,
    progress_pm: int | None,
    late: bool,
    material: bool,
    p_pm: int,
    band: Band,
    confidence: Confidence,
    self_reported: bool,
) -> Result:
    own = (Reason(ReasonCode.SELF_REPORTED_ONLY),) if self_reported else ()
    return Result(
        status=status,
        level=level,
        progress_pm=progress_pm,
        exceeds=False,
        fulfilled_on=None,
        late=late,
        material=material,
        for_mb=0,
        against_mb=0,
        net_mb=0,
        p_pm=p_pm,
        band=band,
        confidence=confidence,
        conflict_pm=0,
        flip_mb=0,
        origins_for=0,
        origins_against=0,
        used_for=(),
        used_against=(),
        excluded=(),
        reasons=own,
    )
