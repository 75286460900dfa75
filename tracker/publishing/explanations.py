"""Answers what each code of the method says in a sentence; it must not know where the codes come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tracker.assessment.enums import (
    Band,
    Confidence,
    ExclusionCode,
    FactorCode,
    Headline,
    ReasonCode,
    Status,
)
from tracker.publishing import figures, joints

Words = str | Promise

STATUS_SENTENCES: dict[Status, Words] = {
    Status.BREACHED: _("Non-compliance is established."),
    Status.REVERSED: _("It was fulfilled; that it was undone is established."),
    Status.OVERDUE: _("The deadline passed; performance is not established."),
    Status.DISPUTED: _("There is credible evidence on both sides."),
    Status.AT_RISK: _("The evidence leans to non-compliance, or progress is behind schedule."),
    Status.UNVERIFIED: _("In force; not enough is known to judge."),
    Status.SUSPENDED: _("Validly suspended."),
    Status.PENDING: _("Not in force, or not due and nothing to judge."),
    Status.ON_TRACK: _("The evidence leans to compliance, or progress is on schedule."),
    Status.COMPLIANT: _("A lasting duty; compliance is established."),
    Status.FULFILLED: _("Done; it says so when it was late."),
    Status.CLOSED: _("Waived, ended or superseded by the parties."),
}

STATUS_LETTERS: dict[Status, str] = {
    Status.BREACHED: "B",
    Status.REVERSED: "R",
    Status.OVERDUE: "O",
    Status.DISPUTED: "D",
    Status.AT_RISK: "A",
    Status.UNVERIFIED: "U",
    Status.SUSPENDED: "S",
    Status.PENDING: "P",
    Status.ON_TRACK: "T",
    Status.COMPLIANT: "C",
    Status.FULFILLED: "F",
    Status.CLOSED: "X",
}

HEADLINES: dict[Headline, Words] = {
    Headline.EMPTY: _("Nothing tracked yet"),
    Headline.IN_BREACH: _("In breach"),
    Headline.CONCERNS: _("Concerns"),
    Headline.CLOSED: _("Closed"),
    Headline.COMPLETED: _("Completed"),
    Headline.SUSPENDED: _("Suspended"),
    Headline.NOT_STARTED: _("Not started"),
    Headline.INSUFFICIENT_INFORMATION: _("Insufficient information"),
    Headline.AT_RISK: _("At risk"),
    Headline.ON_TRACK: _("On track"),
}

HEADLINE_SENTENCES: dict[Headline, Words] = {
    Headline.EMPTY: _("There is no duty here to judge."),
    Headline.IN_BREACH: _("At least one essential duty is breached or reversed."),
    Headline.CONCERNS: _("No essential duty is in breach, but some duty is breached, reversed or overdue."),
    Headline.CLOSED: _("Every duty is closed."),
    Headline.COMPLETED: _("Every duty that is not closed is fulfilled."),
    Headline.SUSPENDED: _("No duty is in force, and some are suspended."),
    Headline.NOT_STARTED: _("No duty is in force yet."),
    Headline.INSUFFICIENT_INFORMATION: _("Less than half of what is in force can be judged."),
    Headline.AT_RISK: _("No duty is breached or overdue, but some are at risk or disputed."),
    Headline.ON_TRACK: _("Nothing that can be judged gives cause for concern."),
}

BANDS: dict[Band, Words] = {
    Band.ALMOST_NO_CHANCE: _("Almost no chance"),
    Band.VERY_UNLIKELY: _("Very unlikely"),
    Band.UNLIKELY: _("Unlikely"),
    Band.ROUGHLY_EVEN: _("Roughly even chance"),
    Band.LIKELY: _("Likely"),
    Band.VERY_LIKELY: _("Very likely"),
    Band.ALMOST_CERTAIN: _("Almost certain"),
}

CONFIDENCE_SENTENCES: dict[Confidence, Words] = {
    Confidence.NONE: _("Nothing that counts has been reported."),
    Confidence.LOW: _("The evidence is thin, disputed, or comes from one origin."),
    Confidence.MODERATE: _("Corroborated, but not strong, fresh or broad enough for high confidence."),
    Confidence.HIGH: _("Strong, recent and corroborated by independent origins, with little against it."),
}

EXCLUSION_SENTENCES: dict[ExclusionCode, Words] = {
    ExclusionCode.SUPERSEDED: _("A later finding replaced it."),
    ExclusionCode.NEUTRAL: _("It says neither that the duty is kept nor that it is not."),
    ExclusionCode.BEFORE_START: _("It speaks about a time before the duty was in force."),
    ExclusionCode.NO_WEIGHT: _("Its source or its content is graded too low to carry weight."),
    ExclusionCode.AFTER_SUSPENSION: _("It speaks about a time when the duty was suspended."),
    ExclusionCode.NOT_YET_DUE: _("It reports non-performance before the duty was due."),
    ExclusionCode.NO_READING: _("It gives no value that can be read against the target."),
    ExclusionCode.NOT_IN_WINDOW: _(
        "It lies outside the readings that count now, or a better one of its origin stands in its place."
    ),
    ExclusionCode.AFTER_END: _("It speaks about a time after the duty ended."),
    ExclusionCode.EARLIER_STATE: _("It speaks about an earlier state that has since changed."),
}

FACTORS: dict[FactorCode, Words] = {
    FactorCode.SELF_PRAISE: _("the obligor about itself"),
    FactorCode.COUNTERPARTY: _("the counterparty's word"),
    FactorCode.STRADDLES_START: _("begins before the duty was in force"),
    FactorCode.NO_VIOLATION_SEEN: _("“no violation seen”"),
    FactorCode.PARTIAL: _("partly performed"),
    FactorCode.AGE: _("age of the observation"),
    FactorCode.ORIGINS_BEFORE: _("stronger origins spoke before"),
    FactorCode.WEAK_CAP: _("weak origins together are capped"),
}

# Sentences with arguments in their order; the plain ones take none.
_PLAIN: dict[ReasonCode, Words] = {
    ReasonCode.REVERSAL_ESTABLISHED: _("It was performed, and it is established that this was undone."),
    ReasonCode.REPUDIATION: _("The obligor refused the duty in words."),
    ReasonCode.FAR_BEHIND: _("That is less than 60 % of what was due by then."),
    ReasonCode.EARLIER_BREACH_CEASED: _("An earlier breach has ceased."),
    ReasonCode.EARLIER_COMPLIANCE_ENDED: _("Earlier compliance has ended."),
    ReasonCode.INCONCLUSIVE: _("The evidence leans to neither side far enough to say more."),
    ReasonCode.SUSPENSION_UNSUPPORTED: _(
        "A suspension was invoked, but no material breach of a reciprocal duty supports it."
    ),
    ReasonCode.MATERIAL_BREACH: _("The breach is material: the duty is essential and the breach serious."),
    ReasonCode.BREACH_NOT_MATERIAL: _("The breach is not material: it gives no ground to suspend."),
    ReasonCode.CORROBORATION_MISSING: _(
        "The evidence is strong enough, but a second independent origin is missing."
    ),
    ReasonCode.SELF_REPORTED_ONLY: _("Only the obligor itself says that the duty is kept."),
    ReasonCode.ACCUSER_ONLY: _("Only the counterparty says that the duty is not kept."),
    ReasonCode.NO_EFFECTIVE_EVIDENCE: _("No finding carries enough weight to judge."),
}
_WITH_ARGUMENTS: dict[ReasonCode, tuple[Words, tuple[str, ...]]] = {
    ReasonCode.CLOSED: (_("The parties closed it: %(why)s."), ("why",)),
    ReasonCode.NOT_IN_FORCE: (_("It is not in force before %(day)s."), ("day",)),
    ReasonCode.REPERFORMED: (_("It was undone and performed again on %(day)s."), ("day",)),
    ReasonCode.REVERSAL_REPORTED: (
        _("That it was undone is reported with weight %(weight)s, and not established."),
        ("weight",),
    ),
    ReasonCode.DUE: (_("It is due on %(day)s."), ("day",)),
    ReasonCode.DEADLINE_PASSED: (_("The deadline passed on %(day)s."), ("day",)),
    ReasonCode.LATE_PERFORMANCE_REPORTED: (
        _("Performance after the deadline is reported, with weight %(weight)s."),
        ("weight",),
    ),
    ReasonCode.TARGET_REACHED: (_("The target was reached on %(day)s; it must be kept up."), ("day",)),
    ReasonCode.SCHEDULE: (
        _("Progress stands at %(progress)s; %(expected)s was due by the latest reading."),
        ("progress", "expected"),
    ),
    ReasonCode.BREACH_NOT_CEASED: (
        _("A breach was established on %(day)s, and compliance has not been established since."),
        ("day",),
    ),
    ReasonCode.PERIOD_ENDED: (_("The period of the duty ended on %(day)s."), ("day",)),
    ReasonCode.WEIGHT: (
        _("Weight for compliance %(supports)s, against it %(against)s, net %(net)s."),
        ("supports", "against", "net"),
    ),
    ReasonCode.CONFLICT: (_("The evidence conflicts: %(conflict)s of 1,000."), ("conflict",)),
}
_WITH_IDS: dict[ReasonCode, Words] = {
    ReasonCode.SUSPENDED_BY: _("It is suspended because of a material breach of %(duties)s."),
    ReasonCode.SUSPENSION_BARRED_HUMANITARIAN: _(
        "A material breach of %(duties)s gives no right to suspend it: it is a humanitarian duty."
    ),
    ReasonCode.SUSPENSION_AVAILABLE_NOT_INVOKED: _(
        "A material breach of %(duties)s allows the obligor to suspend it; nobody has invoked that."
    ),
    ReasonCode.PREREQUISITE_UNMET: _("It waits for %(duties)s, which is not fulfilled."),
    ReasonCode.PREREQUISITE_OWN: _(
        "%(duties)s should have come first; the obligor itself owes that, so it excuses nothing."
    ),
}


def _as_day(value: object) -> str:
    if isinstance(value, str):
        value = date.fromisoformat(value)
    if not isinstance(value, date):
        raise TypeError(f"A day was expected, not {value!r}.")
    return figures.day(value)


def _as_weight(value: object) -> str:
    return figures.number(int(str(value)))


def _as_share(value: object) -> str:
    return figures.per_mille(int(str(value)))


def _as_words(value: object) -> str:
    return str(value).rstrip(".")


_WRITTEN: dict[str, Callable[[object], str]] = {
    "day": _as_day,
    "weight": _as_weight,
    "supports": _as_weight,
    "against": _as_weight,
    "conflict": _as_weight,
    "net": lambda value: figures.signed(int(str(value))),
    "progress": _as_share,
    "expected": _as_share,
    "why": _as_words,
}


def reason_sentence(code: ReasonCode | str, arguments: Sequence[object] = ()) -> str:
    """One sentence for a reason in the active language; days are dates or ISO text. ValueError if unknown."""
    reason = ReasonCode(code)
    if reason in _PLAIN:
        return str(_PLAIN[reason])
    if reason in _WITH_IDS:
        # Isolated one by one: codes are Latin, and would otherwise change places in a right-to-left sentence.
        duties = joints.comma().join(f"\u2068{duty}\u2069" for duty in arguments)
        return str(_WITH_IDS[reason]) % {"duties": duties}
    if reason is ReasonCode.STALE:
        age = int(str(arguments[0]))
        sentence = ngettext(
            "The newest finding on the stronger side is %(age)s day old: older than its half-life.",
            "The newest finding on the stronger side is %(age)s days old: older than its half-life.",
            age,
        )
        return sentence % {"age": figures.number(age)}
    pattern, names = _WITH_ARGUMENTS[reason]
    written = {name: _WRITTEN[name](value) for name, value in zip(names, arguments, strict=True)}
    return str(pattern) % written


def reason_pattern(code: ReasonCode | str) -> str:
    """The sentence of a reason with dots for its figures, for a table of all codes; ValueError if unknown."""
    reason = ReasonCode(code)
    if reason in _PLAIN:
        return str(_PLAIN[reason])
    if reason in _WITH_IDS:
        return str(_WITH_IDS[reason]) % {"duties": "…"}
    if reason is ReasonCode.STALE:
        return reason_sentence(reason, [2]).replace(figures.number(2), "…")
    pattern, names = _WITH_ARGUMENTS[reason]
    return str(pattern) % dict.fromkeys(names, "…")


def factor_words(code: FactorCode | str, ppm: int) -> str:
    """What multiplied a weight and by how much (`ppm`: parts per million), as "partly performed: × 0.5"."""
    words = FACTORS[FactorCode(code)]
    return f"{words}: \u2066× {figures.number(round(ppm / 1_000_000, 2))}\u2069"


def exclusion_sentence(code: ExclusionCode | str) -> str:
    """Why a visible finding was not counted, in the active language; ValueError if the code is unknown."""
    return str(EXCLUSION_SENTENCES[ExclusionCode(code)])


def status_sentence(status: Status | str) -> str:
    """What a status means, in the active language; ValueError if it is unknown."""
    return str(STATUS_SENTENCES[Status(status)])


def headline_sentence(headline: Headline | str) -> str:
    """What a headline means, in the active language; ValueError if it is unknown."""
    return str(HEADLINE_SENTENCES[Headline(headline)])


def confidence_sentence(confidence: Confidence | str) -> str:
    """What a confidence rests on, in the active language; ValueError if it is unknown."""
    return str(CONFIDENCE_SENTENCES[Confidence(confidence)])
