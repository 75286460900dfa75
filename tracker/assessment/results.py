"""What the method answers: a result per commitment, a roll-up per group; numbers and codes, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .enums import Band, Confidence, ExclusionCode, Headline, ReasonCode, Status

Argument = int | str | date | None


class Reason(NamedTuple):
    """One reason code with its arguments, in the order the reference table names them."""

    code: ReasonCode
    arguments: tuple[Argument, ...] = ()


class Exclusion(NamedTuple):
    """A visible finding that was not counted, and why."""

    finding_id: str
    code: ExclusionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The status of one commitment at one day, with the figures and reasons behind it.

    `*_mb` are milli-bans, `*_pm` per mille; `origins_*` count live origins; ids ascend by code point.
    """

    status: Status
    level: int | None
    progress_pm: int | None
    exceeds: bool
    fulfilled_on: date | None
    late: bool
    material: bool
    for_mb: int
    against_mb: int
    net_mb: int
    p_pm: int
    band: Band
    confidence: Confidence
    conflict_pm: int
    flip_mb: int
    origins_for: int
    origins_against: int
    used_for: tuple[str, ...]
    used_against: tuple[str, ...]
    excluded: tuple[Exclusion, ...]
    reasons: tuple[Reason, ...]

    def has(self, code: ReasonCode) -> bool:
        """Whether this reason was given."""
        return any(reason.code is code for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """The statuses of several commitments in one view; a score is always shown with its coverage."""

    n: int
    counts: dict[Status, int]
    worst: Status | None
    headline: Headline
    implementation_pm: int | None
    coverage_pm: int | None
    essential_breaches: tuple[str, ...]
