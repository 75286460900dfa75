"""The tree that explains one result, in codes and numbers; it knows neither sentences nor how it is built."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .enums import Basis, CheckCode, Credibility, FactorCode, Interest, Kind, Reliability, Stance
from .parameters import Parameters
from .results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """One multiplication, applied in the order listed.

    AGE carries `age_days` and `half_life_days`; ORIGINS_BEFORE carries `origins_before`, the k of 0.7^k.
    """

    code: FactorCode
    ppm: int
    age_days: int | None = None
    half_life_days: int | None = None
    origins_before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingWeight:
    """One finding in one direction.

    `ceiling_mb` × the factors up to AGE = `weight_mb`, its own weight; `contributed_mb` is its share of the
    direction (0 unless kept); `already_said_mb` what its origin's credible finding had said before.
    `kept` is counted for its origin; `live` is kept, credible and heavy enough; `weak` is not credible.
    """

    finding_id: str
    origin: str
    speaks_for: bool
    stance: Stance
    interest: Interest
    reliability: Reliability
    credibility: Credibility
    observed_on: date
    age_days: int
    ceiling_mb: int
    factors: tuple[Factor, ...]
    weight_mb: int
    already_said_mb: int
    contributed_mb: int
    kept: bool
    live: bool
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginWeight:
    """One origin in one direction: all its findings, those kept first; an origin is counted once."""

    origin: str
    contributed_mb: int
    live: bool
    findings: tuple[FindingWeight, ...]

    @property
    def counted_once(self) -> int:
        """How many findings of this origin are counted as one voice."""
        return len(self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What speaks for, or against, compliance; the origins that weigh most come first."""

    speaks_for: bool
    total_mb: int
    half_life_days: int
    origins: tuple[OriginWeight, ...]
    live_origins: int
    first_rate_present: bool
    newest_age_days: int | None

    @property
    def used(self) -> tuple[str, ...]:
        """The ids of the findings kept, ascending."""
        return tuple(sorted(f.finding_id for origin in self.origins for f in origin.findings if f.kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question to the evidence: what it has and what it needs.

    INFORMED, STRONG_ENOUGH: mb, at least. CORROBORATED: live origins, at least, or one first-rate finding
    (`first_rate`). FREE_OF_CONFLICT: conflict in per mille, disputed from `need` on if both sides are heavy.
    """

    code: CheckCode
    passed: bool
    have: int
    need: int
    first_rate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingShown:
    """A METRIC reading: its progress, the progress due by its day, the side it spoke for in the verdict."""

    finding_id: str
    origin: str
    observed_on: date
    value: int
    raw_pm: int
    expected_pm: int
    met: bool
    on_schedule: bool
    in_last_window: bool
    weight_mb: int
    speaks_for: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A METRIC against its target: met from `met_from_pm`; `expected_pm` is due by the last anchor."""

    baseline: int
    target: int
    met_from_pm: int
    progress_pm: int
    expected_pm: int | None
    anchor_on: date | None
    last_anchor_on: date | None
    window_days: int
    readings: tuple[ReadingShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyState:
    """The side a lasting duty was last established on, and the day from which the other side is overtaken."""

    speaks_for: bool
    established_on: date
    overtaken_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachShown:
    """An established breach: whether material, since when, and the findings that carry it."""

    material: bool
    since: date | None
    finding_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionShown:
    """What a breach by the other side allows; `effective_on` only where the suspension is valid."""

    grounds: tuple[str, ...]
    invoked: bool
    effective_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one commitment has the status shown; the numbers add up to `result`.

    `basis` says which judgement is shown, `reference_on` the day it is weighed at. `due_on` includes grace;
    for a duty it is the last day. `visible` counts the findings seen; `aside` are live ones, with no code,
    that the judgement shown does not hear. Excluded findings and reasons are the result's own.
    """

    commitment_id: str
    kind: Kind
    as_of: date
    known_by: date
    result: Result
    basis: Basis
    reference_on: date
    prior_mb: int
    informed: Check
    checks: tuple[Check, Check, Check]
    speaking_for: Direction
    speaking_against: Direction
    visible: int
    aside: tuple[str, ...]
    due_on: date | None
    cut_on: date | None
    target: Target | None
    state: DutyState | None
    breach: BreachShown | None
    suspension: SuspensionShown
    parameters: Parameters
