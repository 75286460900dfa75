"""Which words the method uses, each value its own code; nothing here knows how they are reached."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What sort of duty a commitment is."""

    ACT = "ACT"
    METRIC = "METRIC"
    CONTINUING = "CONTINUING"
    PROHIBITION = "PROHIBITION"

    @property
    def is_duty(self) -> bool:
        """Lasting duties (CONTINUING, PROHIBITION) have a last day, no due day and no progress."""
        return self in (Kind.CONTINUING, Kind.PROHIBITION)


class Status(StrEnum):
    """The exclusive statuses, worst first: their order is their rank."""

    BREACHED = "BREACHED"
    REVERSED = "REVERSED"
    OVERDUE = "OVERDUE"
    DISPUTED = "DISPUTED"
    AT_RISK = "AT_RISK"
    UNVERIFIED = "UNVERIFIED"
    SUSPENDED = "SUSPENDED"
    PENDING = "PENDING"
    ON_TRACK = "ON_TRACK"
    COMPLIANT = "COMPLIANT"
    FULFILLED = "FULFILLED"
    CLOSED = "CLOSED"

    @property
    def rank(self) -> int:
        """0 is the worst (BREACHED), 11 the last (CLOSED)."""
        return _RANKS[self]


_RANKS = {status: rank for rank, status in enumerate(Status)}


class Stance(StrEnum):
    """What a finding says about the commitment."""

    SUPPORTS = "SUPPORTS"
    CONTRADICTS = "CONTRADICTS"
    PARTIAL = "PARTIAL"
    NEUTRAL = "NEUTRAL"


class Interest(StrEnum):
    """Whose word it is: independent, the obligor's own, or the counterparty's."""

    IND = "IND"
    OBL = "OBL"
    CTR = "CTR"


class Profile(StrEnum):
    """How a METRIC is expected to move: steadily, or only by its due day."""

    LINEAR = "linear"
    DEADLINE = "deadline"


class Reliability(StrEnum):
    """Admiralty letter of the source; F cannot be judged."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Admiralty digit of the information; 6 cannot be judged."""

    CONFIRMED = "1"
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class Confidence(StrEnum):
    """How much the evidence can bear; never the same thing as likelihood."""

    NONE = "NONE"
    LOW = "LOW"
    MODERATE = "MODERATE"
    HIGH = "HIGH"


class Band(StrEnum):
    """Likelihood words (ICD 203)."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"


class Headline(StrEnum):
    """One word for an agreement, a party or a theme; the first that holds."""

    EMPTY = "EMPTY"
    IN_BREACH = "IN_BREACH"
    CONCERNS = "CONCERNS"
    CLOSED = "CLOSED"
    COMPLETED = "COMPLETED"
    SUSPENDED = "SUSPENDED"
    NOT_STARTED = "NOT_STARTED"
    INSUFFICIENT_INFORMATION = "INSUFFICIENT_INFORMATION"
    AT_RISK = "AT_RISK"
    ON_TRACK = "ON_TRACK"


class Bound(StrEnum):
    """How a reported figure is to be read."""

    EXACT = "exact"
    ABOUT = "about"
    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    RANGE = "range"


class ExclusionCode(StrEnum):
    """Why a visible finding was not counted."""

    SUPERSEDED = "SUPERSEDED"
    NEUTRAL = "NEUTRAL"
    BEFORE_START = "BEFORE_START"
    NO_WEIGHT = "NO_WEIGHT"
    AFTER_SUSPENSION = "AFTER_SUSPENSION"
    NOT_YET_DUE = "NOT_YET_DUE"
    NO_READING = "NO_READING"
    NOT_IN_WINDOW = "NOT_IN_WINDOW"
    AFTER_END = "AFTER_END"
    EARLIER_STATE = "EARLIER_STATE"


class ReasonCode(StrEnum):
    """Why a status is what it is; each has one sentence in every interface language, kept elsewhere."""

    CLOSED = "CLOSED"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    REVERSAL_ESTABLISHED = "REVERSAL_ESTABLISHED"
    REPERFORMED = "REPERFORMED"
    REVERSAL_REPORTED = "REVERSAL_REPORTED"
    REPUDIATION = "REPUDIATION"
    DUE = "DUE"
    LATE_PERFORMANCE_REPORTED = "LATE_PERFORMANCE_REPORTED"
    DEADLINE_PASSED = "DEADLINE_PASSED"
    TARGET_REACHED = "TARGET_REACHED"
    SCHEDULE = "SCHEDULE"
    FAR_BEHIND = "FAR_BEHIND"
    EARLIER_BREACH_CEASED = "EARLIER_BREACH_CEASED"
    EARLIER_COMPLIANCE_ENDED = "EARLIER_COMPLIANCE_ENDED"
    BREACH_NOT_CEASED = "BREACH_NOT_CEASED"
    INCONCLUSIVE = "INCONCLUSIVE"
    PERIOD_ENDED = "PERIOD_ENDED"
    SUSPENDED_BY = "SUSPENDED_BY"
    SUSPENSION_BARRED_HUMANITARIAN = "SUSPENSION_BARRED_HUMANITARIAN"
    SUSPENSION_AVAILABLE_NOT_INVOKED = "SUSPENSION_AVAILABLE_NOT_INVOKED"
    SUSPENSION_UNSUPPORTED = "SUSPENSION_UNSUPPORTED"
    PREREQUISITE_UNMET = "PREREQUISITE_UNMET"
    PREREQUISITE_OWN = "PREREQUISITE_OWN"
    MATERIAL_BREACH = "MATERIAL_BREACH"
    BREACH_NOT_MATERIAL = "BREACH_NOT_MATERIAL"
    WEIGHT = "WEIGHT"
    CORROBORATION_MISSING = "CORROBORATION_MISSING"
    SELF_REPORTED_ONLY = "SELF_REPORTED_ONLY"
    ACCUSER_ONLY = "ACCUSER_ONLY"
    CONFLICT = "CONFLICT"
    STALE = "STALE"
    NO_EFFECTIVE_EVIDENCE = "NO_EFFECTIVE_EVIDENCE"


class FactorCode(StrEnum):
    """What multiplies a finding's weight; the explanation lists them in the order they are applied."""

    SELF_PRAISE = "SELF_PRAISE"
    COUNTERPARTY = "COUNTERPARTY"
    STRADDLES_START = "STRADDLES_START"
    NO_VIOLATION_SEEN = "NO_VIOLATION_SEEN"
    PARTIAL = "PARTIAL"
    AGE = "AGE"
    ORIGINS_BEFORE = "ORIGINS_BEFORE"
    WEAK_CAP = "WEAK_CAP"


class Basis(StrEnum):
    """Which judgement a result shows."""

    NOTHING = "NOTHING"
    NOW = "NOW"
    TIMELY = "TIMELY"
    REVERSAL = "REVERSAL"
    TARGET_AT_ANCHOR = "TARGET_AT_ANCHOR"
    TARGET_AGED = "TARGET_AGED"
    SCHEDULE = "SCHEDULE"
    REFERENCE_DAY = "REFERENCE_DAY"


class CheckCode(StrEnum):
    """What evidence is asked before anything is established."""

    INFORMED = "INFORMED"
    STRONG_ENOUGH = "STRONG_ENOUGH"
    CORROBORATED = "CORROBORATED"
    FREE_OF_CONFLICT = "FREE_OF_CONFLICT"


class ProspectCode(StrEnum):
    """The few futures tried for every commitment."""

    SOURCE_REPORTS_COMPLIANCE = "SOURCE_REPORTS_COMPLIANCE"
    SOURCE_REPORTS_VIOLATION = "SOURCE_REPORTS_VIOLATION"
    DUE_DAY_PASSES = "DUE_DAY_PASSES"
    NOTHING_NEW = "NOTHING_NEW"
