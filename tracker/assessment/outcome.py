"""What a kind concludes about one commitment before conditionality; no output format, no other commitment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .case import Case
from .enums import Basis, ExclusionCode, Status
from .inputs import Finding
from .judging import Judgement
from .results import Reason


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """A METRIC reading: progress per mille, not clamped, and its weight for the median."""

    finding: Finding
    raw_pm: int
    met: bool
    on_schedule: bool
    weight_ub: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outcome:
    """A status with the verdict shown for it. `state` is a duty's judgement at the day of its state, if any.

    `cut_on` is an ACT's cut, `anchor_on` a METRIC verdict's anchor, `window` the ids in its last window.
    """

    case: Case
    status: Status
    basis: Basis
    verdict: Judgement
    reasons: tuple[Reason, ...] = ()
    progress_pm: int | None = None
    exceeds: bool = False
    done_on: date | None = None
    late: bool = False
    in_force: bool = True
    excluded: dict[str, ExclusionCode] = field(default_factory=dict)
    state: Judgement | None = None
    state_on: date | None = None
    cut_on: date | None = None
    anchor_on: date | None = None
    readings: tuple[Reading, ...] = ()
    window: frozenset[str] = frozenset()
