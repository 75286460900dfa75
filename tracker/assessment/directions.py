"""How one direction's weight divides among origins and findings, to the last milli-ban; it judges nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .case import Case
from .enums import FactorCode
from .explanation import Direction, Factor, FindingWeight, OriginWeight
from .pooling import Kept, Pool, voice_factors_ppm
from .weighing import PPM, Voice, base_mb, decay_ppm, duty_factors, interest_factor


def direction_of(case: Case, pool: Pool, speaks_for: bool, reference: int, half_life: int) -> Direction:
    """Explain a pool at the reference day (ordinal) and half-life (days) it was made with."""
    ledger = _Ledger(case, pool, reference, half_life)
    by_origin: dict[str, list[FindingWeight]] = {}
    for voice in pool.heard:
        by_origin.setdefault(voice.origin, []).append(ledger.finding_weight(voice, speaks_for))
    live = {held.voice.origin for held in pool.live}
    origins = [
        OriginWeight(
            origin=origin,
            contributed_mb=sum(one.contributed_mb for one in findings),
            live=origin in live,
            findings=tuple(
                sorted(findings, key=lambda one: (not one.kept, one.weak, -one.weight_mb, one.finding_id))
            ),
        )
        for origin, findings in by_origin.items()
    ]
    return Direction(
        speaks_for=speaks_for,
        total_mb=pool.mb,
        half_life_days=half_life,
        origins=tuple(sorted(origins, key=lambda one: (-one.contributed_mb, one.origin))),
        live_origins=pool.live_origins,
        first_rate_present=pool.first_rate_present,
        newest_age_days=pool.newest,
    )


class _Ledger:
    """What each kept finding of a pool added, and by which factors."""

    def __init__(self, case: Case, pool: Pool, reference: int, half_life: int) -> None:
        self.case = case
        self.reference = reference
        self.half_life = half_life
        self.live = {held.id for held in pool.live}
        self.kept = set(pool.used)
        self.shares: dict[str, int] = {}
        self.counting: dict[str, list[Factor]] = {}
        self.rest_ub = {held.id: held.weight_ub for held in (*pool.credible, *pool.weak)}
        top = self._share(pool.credible, 0, None)
        self._share(pool.weak, top, case.parameters.weak_cap_ub)

    def _share(self, ranked: Sequence[Kept], before_ub: int, cap_ub: int | None) -> int:
        """Divide a list's weight (micro-bans); running totals are floored, so that the shares add up."""
        factors = voice_factors_ppm(len(ranked), self.case.parameters)
        full = sum(held.weight_ub * ppm for held, ppm in zip(ranked, factors, strict=True)) // PPM
        capped = cap_ub is not None and full > cap_ub
        total = 0
        shared = before_ub // 1000
        for place, (held, ppm) in enumerate(zip(ranked, factors, strict=True)):
            total += held.weight_ub * ppm
            so_far = total // PPM
            counting = []
            if place:
                counting.append(Factor(code=FactorCode.ORIGINS_BEFORE, ppm=ppm, origins_before=place))
            if capped and cap_ub is not None:
                so_far = so_far * cap_ub // full
                counting.append(Factor(code=FactorCode.WEAK_CAP, ppm=cap_ub * PPM // full))
            upto = (before_ub + so_far) // 1000
            self.shares[held.id] = upto - shared
            self.counting[held.id] = counting
            shared = upto
        return total // PPM

    def finding_weight(self, voice: Voice, speaks_for: bool) -> FindingWeight:
        """One finding of the direction, kept or not."""
        finding = voice.finding
        age = max(0, self.reference - voice.observed)
        left = decay_ppm(age, self.half_life, self.case.parameters.most_halvings)
        weight_ub = voice.unaged_ub * left // PPM
        factors = self._own_factors(voice, speaks_for)
        if left != PPM:
            factors.append(Factor(code=FactorCode.AGE, ppm=left, age_days=age, half_life_days=self.half_life))
        kept = voice.id in self.kept
        said_ub = weight_ub - self.rest_ub.get(voice.id, 0) if kept else 0
        return FindingWeight(
            finding_id=voice.id,
            origin=voice.origin,
            speaks_for=speaks_for,
            stance=finding.stance,
            interest=finding.interest,
            reliability=finding.reliability,
            credibility=finding.credibility,
            observed_on=finding.observed_to,
            age_days=age,
            ceiling_mb=base_mb(finding, self.case.parameters),
            factors=(*factors, *self.counting.get(voice.id, ())),
            weight_mb=weight_ub // 1000,
            already_said_mb=said_ub // 1000,
            contributed_mb=self.shares.get(voice.id, 0),
            kept=kept,
            live=voice.id in self.live,
            weak=not voice.credible,
        )

    def _own_factors(self, voice: Voice, speaks_for: bool) -> list[Factor]:
        case = self.case
        interest = interest_factor(voice.finding, speaks_for, case.parameters)
        pairs = [] if interest is None else [interest]
        pairs += duty_factors(voice.finding, case.commitment, case.parameters)
        return [Factor(code=code, ppm=ppm) for code, ppm in pairs]
