"""Answers what a reader's whole portfolio says on a day: broken, late, due, unknown; no words, no pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tracker.assessment import ReasonCode, Status
from tracker.selectors.portfolio import DONE, NOT_IN_FORCE, Line

AHEAD = timedelta(days=90)
BROKEN = frozenset({Status.BREACHED, Status.REVERSED, Status.DISPUTED, Status.AT_RISK})
OPEN = frozenset(
    {Status.UNVERIFIED, Status.AT_RISK, Status.ON_TRACK, Status.OVERDUE, Status.DISPUTED, Status.PENDING}
)


class Gap(StrEnum):
    """Why something is not known."""

    NOBODY_LOOKED = "nobody_looked"
    ONE_VOICE = "one_voice"
    OBLIGOR_ONLY = "obligor_only"
    ACCUSER_ONLY = "accuser_only"
    STALE = "stale"
    NOTHING_COUNTS = "nothing_counts"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The lines of a day, sorted into the questions a manager asks."""

    lines: Sequence[Line]

    @property
    def counts(self) -> dict[Status, int]:
        """How many duties have which status."""
        found: dict[Status, int] = {}
        for line in self.lines:
            if line.status:
                found[line.status] = found.get(line.status, 0) + 1
        return found

    @property
    def unassessed(self) -> int:
        """How many duties have no result for that day."""
        return sum(line.standing is None for line in self.lines)

    @property
    def broken(self) -> list[Line]:
        """Established breaches, then duties that lean that way; worst first."""
        return sorted((line for line in self.lines if line.status in BROKEN), key=_worst_first)

    @property
    def late(self) -> list[Line]:
        """Unmet duties whose day has passed, latest first."""
        found = [line for line in self.lines if line.days_late and line.status not in DONE]
        return sorted(found, key=lambda line: (-line.days_late, line.commitment.code))

    @property
    def due(self) -> list[Line]:
        """What falls due in the next 90 days, soonest first; what is done or closed is left out."""
        found = [
            line
            for line in self.lines
            if line.due_on and line.day < line.due_on <= line.day + AHEAD and line.status not in DONE
        ]
        return sorted(found, key=lambda line: (line.due_on or line.day, line.commitment.code))

    @property
    def gaps(self) -> dict[Gap, list[Line]]:
        """What is not known, by why; needs `looked_at` on the commitments and outcomes on the lines."""
        found: dict[Gap, list[Line]] = {}
        for line in self.lines:
            gap = gap_of(line)
            if gap:
                found.setdefault(gap, []).append(line)
        return {gap: found[gap] for gap in Gap if gap in found}


def gap_of(line: Line) -> Gap | None:
    """Why this duty is not known better, None where it is; the first that holds."""
    if line.status is None or line.status in NOT_IN_FORCE or line.status is Status.FULFILLED:
        return None
    if not getattr(line.commitment, "has_finding", True) and not getattr(
        line.commitment, "has_coverage", True
    ):
        return Gap.NOBODY_LOOKED
    if line.standing and line.standing.self_reported:
        return Gap.OBLIGOR_ONLY
    if line.outcome is None:
        return None
    if line.outcome.says(ReasonCode.ACCUSER_ONLY):
        return Gap.ACCUSER_ONLY
    if line.outcome.says(ReasonCode.STALE):
        return Gap.STALE
    if line.outcome.says(ReasonCode.CORROBORATION_MISSING):
        return Gap.ONE_VOICE
    if line.outcome.says(ReasonCode.NO_EFFECTIVE_EVIDENCE):
        return Gap.NOTHING_COUNTS
    origins = line.outcome.origins_for + line.outcome.origins_against
    return Gap.ONE_VOICE if origins == 1 and line.status in OPEN else None


def _worst_first(line: Line) -> tuple[int, str, str]:
    rank = line.standing.rank if line.standing else len(Status)
    return rank, line.agreement.title, line.commitment.code
