"""Which numbers the method uses: one frozen, versioned object, which knows nothing of any commitment."""

from __future__ import annotations

from dataclasses import dataclass

from .enums import Credibility, Kind, Reliability

_LETTERS = {letter: place for place, letter in enumerate(Reliability)}
_DIGITS = {digit: place for place, digit in enumerate(Credibility)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Every number of the method. Units are in the names: mb, micro-bans (ub), per mille (pm), ppm, days."""

    name: str = "CT-LO/1"

    # Weighing one finding
    reliability_mb: tuple[int, ...] = (1000, 700, 400, 150, 0, 250)
    credibility_mb: tuple[int, ...] = (1000, 700, 400, 150, 0, 250)
    self_praise_ppm: int = 250_000
    counterparty_ppm: int = 500_000
    straddling_ppm: int = 500_000
    no_violation_ppm: int = 500_000
    partial_ppm: int = 500_000
    credible_mb: int = 400
    first_rate_mb: int = 1000
    half_lives_act: tuple[int, int] = (0, 0)
    half_lives_metric: tuple[int, int] = (180, 180)
    half_lives_continuing: tuple[int, int] = (180, 180)
    half_lives_prohibition: tuple[int, int] = (180, 360)
    most_halvings: int = 20

    # Pooling one direction
    same_voice_ppm: int = 700_000
    weak_cap_ub: int = 300_000
    live_ub: int = 100_000
    first_rate_alone_ub: int = 500_000

    # Judging both directions
    information_mb: int = 100
    gate_origins: int = 2
    disputed_conflict_pm: int = 500
    disputed_side_mb: int = 400
    established_mb: int = 600
    leaning_mb: int = 90
    low_confidence_mb: int = 300
    high_confidence_mb: int = 600
    high_confidence_conflict_pm: int = 250
    high_confidence_origins: int = 3
    high_confidence_graded_origins: int = 2
    high_confidence_base_mb: int = 700
    probability_clip_mb: int = 2000
    probability_digits: int = 40
    band_limits_pm: tuple[int, ...] = (50, 200, 450, 550, 800, 950)
    conflict_reason_pm: int = 250

    # The kinds
    partial_progress_pm: tuple[int, int] = (333, 667)
    leaning_progress_pm: int = 667
    on_schedule_pm: int = 950
    far_behind_pm: int = 600
    window_days: int = 30
    unmet_lead_days: int = 7
    state_window_days: int = 90
    stale_half_lives: int = 2
    serious: int = 2

    # Levels and roll-ups
    level_two_pm: int = 500
    coverage_needed_pm: int = 500

    def reliability_ceiling_mb(self, letter: Reliability) -> int:
        """The most a source of this letter can weigh, in mb."""
        return self.reliability_mb[_LETTERS[letter]]

    def credibility_ceiling_mb(self, digit: Credibility) -> int:
        """The most information of this digit can weigh, in mb."""
        return self.credibility_mb[_DIGITS[digit]]

    def half_lives(self, kind: Kind) -> tuple[int, int]:
        """Half-lives in days (for, against) of a kind; 0 means no ageing."""
        match kind:
            case Kind.ACT:
                return self.half_lives_act
            case Kind.METRIC:
                return self.half_lives_metric
            case Kind.CONTINUING:
                return self.half_lives_continuing
            case Kind.PROHIBITION:
                return self.half_lives_prohibition


DEFAULT = Parameters()
