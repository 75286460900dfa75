"""Answers why a result is not known better than it is, from what it says of itself; it reads nothing."""

from __future__ import annotations

from tracker.assessment import ReasonCode, Result, Status
from tracker.models.choices import Doubt
from tracker.selectors.outcomes import Outcome, from_result

# The first reason that was given names the doubt.
NAMED = {
    ReasonCode.SELF_REPORTED_ONLY: Doubt.OBLIGOR_ONLY,
    ReasonCode.ACCUSER_ONLY: Doubt.ACCUSER_ONLY,
    ReasonCode.STALE: Doubt.STALE,
    ReasonCode.CORROBORATION_MISSING: Doubt.ONE_VOICE,
    ReasonCode.NO_EFFECTIVE_EVIDENCE: Doubt.NOTHING_COUNTS,
}
OPEN = frozenset(
    {Status.UNVERIFIED, Status.AT_RISK, Status.ON_TRACK, Status.OVERDUE, Status.DISPUTED, Status.PENDING}
)


def doubt_in(outcome: Outcome, status: Status | str) -> str:
    """Why a result of this status is not known better: a `Doubt`, "" where nothing says so."""
    codes = {reason[0] for reason in outcome.reasons}
    for code, doubt in NAMED.items():
        if code in codes:
            return doubt.value
    lone = outcome.origins_for + outcome.origins_against == 1 and status in OPEN
    return Doubt.ONE_VOICE.value if lone else ""


def doubt_of(result: Result) -> str:
    """Why a computed result is not known better: a `Doubt`, "" where nothing says so."""
    return doubt_in(from_result(result), result.status)
