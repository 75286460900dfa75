"""What other commitments' results do to one: suspension and prerequisites; it weighs no finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .breach import breach_of
from .enums import ReasonCode, Status
from .inputs import Commitment
from .outcome import Outcome
from .results import Reason

_UNTOUCHED_BY_SUSPENSION = (Status.CLOSED, Status.FULFILLED, Status.BREACHED, Status.REVERSED)
_FREE_OF_PREREQUISITES = (Status.CLOSED, Status.FULFILLED, Status.SUSPENDED)
_MET = (Status.FULFILLED, Status.COMPLIANT, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Suspension:
    """What the other side's breach allows. `effective_on` is None unless the suspension is valid."""

    grounds: tuple[str, ...]
    invoked: bool
    humanitarian: bool
    effective_on: date | None

    @property
    def reason(self) -> Reason | None:
        """Why a commitment that is not validly suspended may, or may not, be."""
        if self.effective_on is not None:
            return None
        if self.grounds and self.humanitarian:
            return Reason(ReasonCode.SUSPENSION_BARRED_HUMANITARIAN, self.grounds)
        if self.grounds and not self.invoked:
            return Reason(ReasonCode.SUSPENSION_AVAILABLE_NOT_INVOKED, self.grounds)
        if self.invoked and not self.grounds:
            return Reason(ReasonCode.SUSPENSION_UNSUPPORTED)
        return None


def suspension_of(commitment: Commitment, invoked: bool, alone: Mapping[str, Outcome]) -> Suspension:
    """Whether a commitment is validly suspended, judged by the first-pass outcomes of its reciprocal ones."""
    grounds: list[str] = []
    since: list[date] = []
    for other in sorted(set(commitment.reciprocal)):
        breach = breach_of(alone[other]) if other in alone else None
        if breach is not None and breach.material and breach.since is not None:
            grounds.append(other)
            since.append(breach.since)
    effective_on = None
    invoked_on = commitment.suspension_invoked_on
    if invoked and invoked_on is not None and grounds and not commitment.humanitarian:
        effective_on = max(invoked_on, min(since))
    return Suspension(tuple(grounds), invoked, commitment.humanitarian, effective_on)


def condition(
    outcome: Outcome, suspension: Suspension, alone: Mapping[str, Outcome]
) -> tuple[Status, tuple[Reason, ...]]:
    """The status after suspension and prerequisites, with the reasons they add; nothing else changes."""
    status = outcome.status
    reasons: list[Reason] = []
    if suspension.effective_on is not None:
        if status not in _UNTOUCHED_BY_SUSPENSION:
            status = Status.SUSPENDED
            reasons.append(Reason(ReasonCode.SUSPENDED_BY, suspension.grounds))
    elif status not in (Status.CLOSED, Status.FULFILLED) and suspension.reason is not None:
        reasons.append(suspension.reason)
    if status in _FREE_OF_PREREQUISITES:
        return status, tuple(reasons)
    own, unmet = _unmet_prerequisites(outcome.case.commitment, alone)
    if unmet:
        status = Status.PENDING
        reasons.append(Reason(ReasonCode.PREREQUISITE_UNMET, tuple(unmet)))
    if own:
        reasons.append(Reason(ReasonCode.PREREQUISITE_OWN, tuple(own)))
    return status, tuple(reasons)


def _unmet_prerequisites(commitment: Commitment, alone: Mapping[str, Outcome]) -> tuple[list[str], list[str]]:
    """Unmet prerequisites owed by one of the commitment's own obligors, and the others."""
    own: list[str] = []
    others: list[str] = []
    for other in sorted(set(commitment.prerequisites)):
        outcome = alone.get(other)
        if outcome is not None and outcome.status in _MET:
            continue
        obligors = outcome.case.commitment.obligors if outcome is not None else ()
        (own if set(obligors) & set(commitment.obligors) else others).append(other)
    return own, others
