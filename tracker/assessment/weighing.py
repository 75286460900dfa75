"""How much one finding weighs for one side, before and after ageing; it knows no other finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from .enums import FactorCode, Interest, Kind, Stance
from .inputs import Commitment, Finding
from .parameters import Parameters

PPM = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """A finding speaking for one side. Weights in micro-bans (`_ub`); `observed` is a day's ordinal.

    `base_mb` is the weight after interest only; `first_rate` marks an A1 that interest did not reduce.
    """

    finding: Finding
    id: str
    origin: str
    speaks_for: bool
    observed: int
    base_mb: int
    unaged_ub: int
    credible: bool
    first_rate: bool


def base_mb(finding: Finding, parameters: Parameters) -> int:
    """The lower of the two Admiralty ceilings: analysts use the two scales as one."""
    return min(
        parameters.reliability_ceiling_mb(finding.reliability),
        parameters.credibility_ceiling_mb(finding.credibility),
    )


def interest_factor(
    finding: Finding, speaks_for: bool, parameters: Parameters
) -> tuple[FactorCode, int] | None:
    """Self-praise and accusations by the other side count less; admissions count in full."""
    if finding.interest is Interest.OBL and speaks_for:
        return FactorCode.SELF_PRAISE, parameters.self_praise_ppm
    if finding.interest is Interest.CTR and not speaks_for:
        return FactorCode.COUNTERPARTY, parameters.counterparty_ppm
    return None


def duty_factors(
    finding: Finding, commitment: Commitment, parameters: Parameters
) -> list[tuple[FactorCode, int]]:
    """What only lasting duties do to a weight, in the method's order."""
    factors: list[tuple[FactorCode, int]] = []
    if not commitment.kind.is_duty:
        return factors
    began = finding.observed_from
    if began is not None and began < commitment.starts_on <= finding.observed_to:
        factors.append((FactorCode.STRADDLES_START, parameters.straddling_ppm))
    if commitment.kind is Kind.PROHIBITION and finding.stance is Stance.SUPPORTS:
        factors.append((FactorCode.NO_VIOLATION_SEEN, parameters.no_violation_ppm))
    if finding.stance is Stance.PARTIAL:
        factors.append((FactorCode.PARTIAL, parameters.partial_ppm))
    return factors


@lru_cache(maxsize=1 << 16)
def decay_ppm(age: int, half_life: int, most_halvings: int) -> int:
    """What is left of 1 000 000 after `age` days: straight lines between halvings, floored."""
    if half_life <= 0 or age <= 0:
        return PPM
    halvings, rest = divmod(age, half_life)
    if halvings >= most_halvings:
        return 0
    return (PPM * (2 * half_life - rest) // (2 * half_life)) >> halvings


@dataclass(slots=True, eq=False)
class Scale:
    """Turns the findings of one commitment into voices, each once for a side."""

    commitment: Commitment
    parameters: Parameters
    _voices: dict[tuple[str, bool], Voice] = field(default_factory=dict)

    @property
    def half_lives(self) -> tuple[int, int]:
        """Half-lives in days (for, against): the commitment's own, else those of its kind."""
        own = self.commitment.half_life_days
        return own if own is not None else self.parameters.half_lives(self.commitment.kind)

    def voice(self, finding: Finding, speaks_for: bool) -> Voice:
        """The finding as a voice for (True) or against (False) compliance."""
        held = self._voices.get((finding.id, speaks_for))
        if held is None:
            held = self._voices[finding.id, speaks_for] = self._weigh(finding, speaks_for)
        return held

    def is_credible(self, finding: Finding, speaks_for: bool) -> bool:
        """Whether it is credible when it speaks for this side."""
        return self.voice(finding, speaks_for).credible

    def _weigh(self, finding: Finding, speaks_for: bool) -> Voice:
        parameters = self.parameters
        weight = base_mb(finding, parameters) * 1000
        interest = interest_factor(finding, speaks_for, parameters)
        if interest is not None:
            weight = weight * interest[1] // PPM
        after_interest = weight // 1000
        for _, ppm in duty_factors(finding, self.commitment, parameters):
            weight = weight * ppm // PPM
        return Voice(
            finding=finding,
            id=finding.id,
            origin=finding.origin,
            speaks_for=speaks_for,
            observed=finding.observed_to.toordinal(),
            base_mb=after_interest,
            unaged_ub=weight,
            credible=after_interest >= parameters.credible_mb,
            first_rate=after_interest >= parameters.first_rate_mb,
        )
