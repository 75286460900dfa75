"""What both directions together say at one day: likelihood and confidence, kept apart; no status yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from functools import lru_cache

from .enums import Band, Confidence
from .parameters import Parameters
from .pooling import Pool, pool
from .weighing import Voice


@dataclass(frozen=True, slots=True, eq=False)
class Judgement:
    """The weights for and against, and what they establish. `reference` is a day's ordinal.

    `net_mb` is prior + for − against. Without information nothing is established, leans, or has a gate.
    """

    side_for: Pool
    side_against: Pool
    net_mb: int
    prior_mb: int
    conflict_pm: int
    informed: bool
    gate: bool
    disputed: bool
    established: bool
    leaning: bool
    confidence: Confidence
    reference: int
    half_lives: tuple[int, int]

    @property
    def for_mb(self) -> int:
        """S: the pool for compliance."""
        return self.side_for.mb

    @property
    def against_mb(self) -> int:
        """C: the pool against compliance."""
        return self.side_against.mb

    @property
    def leads_for(self) -> bool:
        """The winning side; a tie goes to compliance."""
        return self.net_mb >= 0

    @property
    def winner(self) -> Pool:
        """The pool of the winning side."""
        return self.side_for if self.leads_for else self.side_against

    @property
    def winner_half_life(self) -> int:
        """Half-life in days of the winning side; 0 or less: it does not age."""
        return self.half_lives[0 if self.leads_for else 1]

    @property
    def established_for(self) -> bool:
        """Compliance is established."""
        return self.established and self.leads_for

    @property
    def established_against(self) -> bool:
        """Non-compliance is established."""
        return self.established and not self.leads_for

    @property
    def leans_for(self) -> bool:
        """The evidence leans to compliance."""
        return self.leaning and self.leads_for

    @property
    def leans_against(self) -> bool:
        """The evidence leans to non-compliance."""
        return self.leaning and not self.leads_for

    def winner_is_older_than(self, half_lives: int) -> bool:
        """Whether the winning side's newest finding is older than so many of its half-lives."""
        newest, half_life = self.winner.newest, self.winner_half_life
        return half_life > 0 and newest is not None and newest > half_lives * half_life


def judge(
    voices_for: Iterable[Voice],
    voices_against: Iterable[Voice],
    *,
    reference: int,
    half_lives: tuple[int, int],
    prior_mb: int,
    parameters: Parameters,
) -> Judgement:
    """Judge both directions at a reference day (ordinal); half-lives in days (for, against)."""
    side_for = pool(voices_for, reference, half_lives[0], parameters)
    side_against = pool(voices_against, reference, half_lives[1], parameters)
    weight = side_for.mb + side_against.mb
    net = prior_mb + side_for.mb - side_against.mb
    informed = weight >= parameters.information_mb
    conflict = gate = disputed = established = leaning = False
    conflict_pm, confidence = 0, Confidence.NONE
    if informed:
        weaker = min(side_for.mb, side_against.mb)
        conflict_pm = 2000 * weaker // weight
        side = side_for if net >= 0 else side_against
        gate = side.live_origins >= parameters.gate_origins or side.first_rate_present
        conflict = conflict_pm >= parameters.disputed_conflict_pm and weaker >= parameters.disputed_side_mb
        disputed = conflict and side_for.live_origins > 0 and side_against.live_origins > 0
        established = abs(net) >= parameters.established_mb and gate and not disputed
        leaning = abs(net) >= parameters.leaning_mb
        half_life = half_lives[0 if net >= 0 else 1]
        confidence = _confidence(side, half_life, abs(net), conflict_pm, gate and not disputed, parameters)
    return Judgement(
        side_for=side_for,
        side_against=side_against,
        net_mb=net,
        prior_mb=prior_mb,
        conflict_pm=conflict_pm,
        informed=informed,
        gate=gate,
        disputed=disputed,
        established=established,
        leaning=leaning,
        confidence=confidence,
        reference=reference,
        half_lives=half_lives,
    )


def _confidence(
    side: Pool, half_life: int, distance: int, conflict_pm: int, sound: bool, parameters: Parameters
) -> Confidence:
    if not sound or distance < parameters.low_confidence_mb:
        return Confidence.LOW
    if distance < parameters.high_confidence_mb or conflict_pm >= parameters.high_confidence_conflict_pm:
        return Confidence.MODERATE
    if half_life > 0 and (side.fresh is None or side.fresh > half_life):
        return Confidence.MODERATE
    if side.live_origins >= parameters.high_confidence_origins:
        return Confidence.HIGH
    graded = side.live_origins >= parameters.high_confidence_graded_origins
    return (
        Confidence.HIGH
        if graded and side.best_base_mb >= parameters.high_confidence_base_mb
        else Confidence.MODERATE
    )


def probability_pm(net_mb: int, parameters: Parameters) -> int:
    """The probability of compliance in per mille for a net weight in mb; clipped, so never 0 or 1000."""
    clipped = min(abs(net_mb), parameters.probability_clip_mb)
    p = _probability_pm(clipped, parameters.probability_digits)
    return p if net_mb >= 0 else 1000 - p


@lru_cache(maxsize=4096)
def _probability_pm(net_mb: int, digits: int) -> int:
    with localcontext() as context:
        context.prec = digits
        odds = Decimal(10) ** (Decimal(net_mb) / 1000)
        return int((1000 * odds / (1 + odds)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def band_of(p_pm: int, parameters: Parameters) -> Band:
    """The likelihood words for a probability in per mille."""
    for limit, band in zip(parameters.band_limits_pm, Band, strict=False):
        if p_pm < limit:
            return band
    return Band.ALMOST_CERTAIN


def distance_to_flip_mb(net_mb: int, parameters: Parameters) -> int:
    """How far the net weight is from the nearest threshold, in mb."""
    thresholds = (parameters.established_mb, parameters.leaning_mb)
    return min(abs(net_mb - sign * threshold) for threshold in thresholds for sign in (1, -1))
