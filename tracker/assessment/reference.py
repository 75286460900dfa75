"""What every code of the method means; documentation is made from it, the interface has its own words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .enums import Confidence, ExclusionCode, FactorCode, Headline, Interest, Kind, ReasonCode, Status


class ArgumentKind(StrEnum):
    """How an argument of a reason is to be read. IDS takes all the rest."""

    DAY = "day"
    DAYS = "days"
    MB = "milli-bans"
    PM = "per mille"
    TEXT = "text"
    IDS = "ids"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code means, and what its arguments are."""

    text: str
    arguments: tuple[ArgumentKind, ...] = ()


_DAY, _DAYS, _MB, _PM, _TEXT, _IDS = ArgumentKind

STATUSES: dict[Status, Meaning] = {
    Status.BREACHED: Meaning("Non-compliance is established, and nothing established has mended it."),
    Status.REVERSED: Meaning("It was fulfilled, and is established as undone since."),
    Status.OVERDUE: Meaning("The deadline has passed and performance is not established."),
    Status.DISPUTED: Meaning("Credible evidence stands on both sides; it is not averaged away."),
    Status.AT_RISK: Meaning("The evidence leans to non-compliance, or the indicator is behind schedule."),
    Status.UNVERIFIED: Meaning("In force, with too little to judge. It is never counted as 0 or 100."),
    Status.SUSPENDED: Meaning("Validly suspended after a material breach by the other side."),
    Status.PENDING: Meaning("Not in force, waiting for a prerequisite, or not due with nothing to judge."),
    Status.ON_TRACK: Meaning("The evidence leans to compliance, or the indicator keeps to its schedule."),
    Status.COMPLIANT: Meaning("A lasting duty or a target to be held: compliance is established."),
    Status.FULFILLED: Meaning("Done, late or not; or a duty kept to its last day."),
    Status.CLOSED: Meaning("Waived, terminated or superseded by the parties."),
}

REASONS: dict[ReasonCode, Meaning] = {
    ReasonCode.CLOSED: Meaning("The parties closed it, for the reason given.", (_TEXT,)),
    ReasonCode.NOT_IN_FORCE: Meaning("It starts on a later day.", (_DAY,)),
    ReasonCode.REVERSAL_ESTABLISHED: Meaning("What was done is established as undone."),
    ReasonCode.REPERFORMED: Meaning("It was undone and done again; the new done day.", (_DAY,)),
    ReasonCode.REVERSAL_REPORTED: Meaning("Its undoing is reported, not established.", (_MB,)),
    ReasonCode.REPUDIATION: Meaning("Before it is due, the evidence leans to a refusal to perform."),
    ReasonCode.DUE: Meaning("The due day with grace is still ahead.", (_DAY,)),
    ReasonCode.LATE_PERFORMANCE_REPORTED: Meaning("Performance after the due day is reported.", (_MB,)),
    ReasonCode.DEADLINE_PASSED: Meaning("The due day with grace has passed.", (_DAY,)),
    ReasonCode.TARGET_REACHED: Meaning("The target was established as met and has to be held.", (_DAY,)),
    ReasonCode.SCHEDULE: Meaning("Progress made, and progress due at the last anchor.", (_PM, _PM)),
    ReasonCode.FAR_BEHIND: Meaning("Progress is far below what is due by now."),
    ReasonCode.EARLIER_BREACH_CEASED: Meaning("A breach once established was followed by compliance."),
    ReasonCode.EARLIER_COMPLIANCE_ENDED: Meaning("Compliance once established was followed by a breach."),
    ReasonCode.BREACH_NOT_CEASED: Meaning(
        "The breach was last established on that day; it stands until compliance is established.", (_DAY,)
    ),
    ReasonCode.INCONCLUSIVE: Meaning("There is evidence, and it establishes nothing."),
    ReasonCode.PERIOD_ENDED: Meaning("The duty's last day has passed.", (_DAY,)),
    ReasonCode.SUSPENDED_BY: Meaning("Suspended on the ground of these material breaches.", (_IDS,)),
    ReasonCode.SUSPENSION_BARRED_HUMANITARIAN: Meaning(
        "There is a ground, and a humanitarian duty is never suspended.", (_IDS,)
    ),
    ReasonCode.SUSPENSION_AVAILABLE_NOT_INVOKED: Meaning(
        "These material breaches allow suspension; nobody has invoked it.", (_IDS,)
    ),
    ReasonCode.SUSPENSION_UNSUPPORTED: Meaning(
        "Suspension was invoked without a material breach to support it."
    ),
    ReasonCode.PREREQUISITE_UNMET: Meaning("It waits for these, owed by others.", (_IDS,)),
    ReasonCode.PREREQUISITE_OWN: Meaning(
        "These are unmet, but the obligor owes them itself: no excuse.", (_IDS,)
    ),
    ReasonCode.MATERIAL_BREACH: Meaning("An essential commitment, and a serious finding carries the breach."),
    ReasonCode.BREACH_NOT_MATERIAL: Meaning("Not essential, or no serious finding carries the breach."),
    ReasonCode.WEIGHT: Meaning("Weight for, weight against, and the net with the prior.", (_MB, _MB, _MB)),
    ReasonCode.CORROBORATION_MISSING: Meaning("Heavy enough, but not from two independent credible origins."),
    ReasonCode.SELF_REPORTED_ONLY: Meaning("Only the obligor itself says so; it enters no score."),
    ReasonCode.ACCUSER_ONLY: Meaning("Only the counterparty says so."),
    ReasonCode.CONFLICT: Meaning("Both sides carry weight; how evenly, per mille.", (_PM,)),
    ReasonCode.STALE: Meaning(
        "The newest finding of the winning side is older than its half-life.", (_DAYS,)
    ),
    ReasonCode.NO_EFFECTIVE_EVIDENCE: Meaning("What was counted weighs too little to say anything."),
}

EXCLUSIONS: dict[ExclusionCode, Meaning] = {
    ExclusionCode.SUPERSEDED: Meaning("Withdrawn or replaced by then."),
    ExclusionCode.NEUTRAL: Meaning("It takes no side."),
    ExclusionCode.BEFORE_START: Meaning("It speaks only of the time before the commitment."),
    ExclusionCode.NO_WEIGHT: Meaning("Its source or its content is graded unusable."),
    ExclusionCode.AFTER_SUSPENSION: Meaning("It burdens the obligor for a time validly suspended."),
    ExclusionCode.NOT_YET_DUE: Meaning("It reports that an act is not done before it was due."),
    ExclusionCode.NO_READING: Meaning("It carries no value for the indicator."),
    ExclusionCode.NOT_IN_WINDOW: Meaning("A better or later reading speaks for the last window."),
    ExclusionCode.AFTER_END: Meaning("It speaks only of the time after the duty's last day."),
    ExclusionCode.EARLIER_STATE: Meaning("The other side was established later; this belongs to the past."),
}

CONFIDENCES: dict[Confidence, Meaning] = {
    Confidence.NONE: Meaning("Nothing to judge: no probability is shown."),
    Confidence.LOW: Meaning("One origin, a dispute, or a light net weight."),
    Confidence.MODERATE: Meaning(
        "Corroborated and undisputed, but not heavy, calm, fresh and broad at once."
    ),
    Confidence.HIGH: Meaning("Heavy, calm, fresh, from three live origins or two of good grade."),
}

HEADLINES: dict[Headline, Meaning] = {
    Headline.EMPTY: Meaning("There are no commitments."),
    Headline.IN_BREACH: Meaning("An essential commitment is breached or reversed."),
    Headline.CONCERNS: Meaning("Something is breached, reversed or overdue."),
    Headline.CLOSED: Meaning("All are closed."),
    Headline.COMPLETED: Meaning("All that are not closed are fulfilled."),
    Headline.SUSPENDED: Meaning("Nothing is in force, and something is suspended."),
    Headline.NOT_STARTED: Meaning("Nothing is in force yet."),
    Headline.INSUFFICIENT_INFORMATION: Meaning("Too little of what is in force can be judged."),
    Headline.AT_RISK: Meaning("Something is at risk or disputed."),
    Headline.ON_TRACK: Meaning("None of the above."),
}

FACTORS: dict[FactorCode, Meaning] = {
    FactorCode.SELF_PRAISE: Meaning("The obligor speaks for itself; its admissions count in full."),
    FactorCode.COUNTERPARTY: Meaning("The counterparty accuses."),
    FactorCode.STRADDLES_START: Meaning("The days it speaks about began before the duty did."),
    FactorCode.NO_VIOLATION_SEEN: Meaning("Somebody looked and saw no violation of a prohibition."),
    FactorCode.PARTIAL: Meaning("A lasting duty kept in part counts against, at part weight."),
    FactorCode.AGE: Meaning("Evidence ages: half is left after each half-life."),
    FactorCode.ORIGINS_BEFORE: Meaning("So many heavier origins of the same direction spoke before."),
    FactorCode.WEAK_CAP: Meaning("Findings that are not credible add only so much together."),
}

KINDS: dict[Kind, Meaning] = {
    Kind.ACT: Meaning("One thing to be done, once."),
    Kind.METRIC: Meaning("An indicator to be moved from a baseline to a target."),
    Kind.CONTINUING: Meaning("Something to be done for as long as the duty lasts."),
    Kind.PROHIBITION: Meaning("Something not to be done for as long as the duty lasts."),
}

INTERESTS: dict[Interest, Meaning] = {
    Interest.IND: Meaning("Independent of both sides."),
    Interest.OBL: Meaning("The obligor itself."),
    Interest.CTR: Meaning("The counterparty."),
}
