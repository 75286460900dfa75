"""Whether an established breach is material, and since when; not what others may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .enums import ReasonCode, Status
from .inputs import Finding
from .outcome import Outcome
from .results import Reason

BROKEN = (Status.BREACHED, Status.REVERSED)


@dataclass(frozen=True, slots=True)
class Breach:
    """A BREACHED or REVERSED outcome: `since` is the first day of a serious finding, if there is one."""

    material: bool
    since: date | None

    @property
    def reason(self) -> Reason:
        """Says whether it is material."""
        return Reason(ReasonCode.MATERIAL_BREACH if self.material else ReasonCode.BREACH_NOT_MATERIAL)


def breach_findings(outcome: Outcome) -> list[Finding]:
    """The findings that carry a breach: live against at the day of the state, else in the verdict shown."""
    state = outcome.state
    judgement = state if state is not None and not state.leads_for else outcome.verdict
    return [held.voice.finding for held in judgement.side_against.live]


def breach_of(outcome: Outcome) -> Breach | None:
    """The breach of a BREACHED or REVERSED outcome, None for any other status."""
    if outcome.status not in BROKEN:
        return None
    serious = [
        finding.observed_to
        for finding in breach_findings(outcome)
        if finding.severity >= outcome.case.parameters.serious
    ]
    return Breach(outcome.case.commitment.essential and bool(serious), min(serious, default=None))
