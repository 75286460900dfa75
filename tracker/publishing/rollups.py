"""Answers what roll-ups, agreements and changes say in a few words; it computes none of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from tracker.assessment import Headline, ReasonCode, RollUp, Status
from tracker.models import Agreement, Finding, StatusChange
from tracker.models.choices import AgreementKind, PartyRole
from tracker.publishing import figures, joints
from tracker.publishing.explanations import reason_sentence

Words = str | Promise

# Each status counted, as part of a list: "2 breached, 4 overdue".
COUNTED: dict[Status, Words] = {
    Status.BREACHED: gettext_lazy("%(n)s breached"),
    Status.REVERSED: gettext_lazy("%(n)s reversed"),
    Status.OVERDUE: gettext_lazy("%(n)s overdue"),
    Status.DISPUTED: gettext_lazy("%(n)s disputed"),
    Status.AT_RISK: gettext_lazy("%(n)s at risk"),
    Status.UNVERIFIED: gettext_lazy("%(n)s not verified"),
    Status.SUSPENDED: gettext_lazy("%(n)s suspended"),
    Status.PENDING: gettext_lazy("%(n)s pending"),
    Status.ON_TRACK: gettext_lazy("%(n)s on track"),
    Status.COMPLIANT: gettext_lazy("%(n)s complied with"),
    Status.FULFILLED: gettext_lazy("%(n)s fulfilled"),
    Status.CLOSED: gettext_lazy("%(n)s closed"),
}
# What a headline says of one agreement, of several, and of the only other one.
CLAUSES: dict[Headline, tuple[Words, Words, Words]] = {
    Headline.IN_BREACH: (
        gettext_lazy("one agreement in breach"),
        gettext_lazy("%(n)s agreements in breach"),
        pgettext_lazy("after another clause", "the other in breach"),
    ),
    Headline.CONCERNS: (
        gettext_lazy("concerns in one agreement"),
        gettext_lazy("concerns in %(n)s agreements"),
        pgettext_lazy("after another clause", "concerns in the other"),
    ),
    Headline.AT_RISK: (
        gettext_lazy("one agreement at risk"),
        gettext_lazy("%(n)s agreements at risk"),
        pgettext_lazy("after another clause", "the other at risk"),
    ),
    Headline.INSUFFICIENT_INFORMATION: (
        gettext_lazy("too little known about one agreement"),
        gettext_lazy("too little known about %(n)s agreements"),
        pgettext_lazy("after another clause", "too little known about the other"),
    ),
    Headline.SUSPENDED: (
        gettext_lazy("one agreement suspended"),
        gettext_lazy("%(n)s agreements suspended"),
        pgettext_lazy("after another clause", "the other suspended"),
    ),
    Headline.ON_TRACK: (
        gettext_lazy("one agreement on track"),
        gettext_lazy("%(n)s agreements on track"),
        pgettext_lazy("after another clause", "the other on track"),
    ),
    Headline.NOT_STARTED: (
        gettext_lazy("one agreement not in force yet"),
        gettext_lazy("%(n)s agreements not in force yet"),
        pgettext_lazy("after another clause", "the other not in force yet"),
    ),
    Headline.COMPLETED: (
        gettext_lazy("one agreement completed"),
        gettext_lazy("%(n)s agreements completed"),
        pgettext_lazy("after another clause", "the other completed"),
    ),
    Headline.CLOSED: (
        gettext_lazy("one agreement closed"),
        gettext_lazy("%(n)s agreements closed"),
        pgettext_lazy("after another clause", "the other closed"),
    ),
    Headline.EMPTY: (
        gettext_lazy("nothing tracked yet in one agreement"),
        gettext_lazy("nothing tracked yet in %(n)s agreements"),
        pgettext_lazy("after another clause", "nothing tracked yet in the other"),
    ),
}
CLAUSES_SHOWN = 3
# Reasons that say what follows from a status, or how much weighs, and not why it changed.
NOT_WHY = frozenset(
    {
        ReasonCode.WEIGHT,
        ReasonCode.MATERIAL_BREACH,
        ReasonCode.BREACH_NOT_MATERIAL,
        ReasonCode.PREREQUISITE_OWN,
        ReasonCode.SUSPENSION_AVAILABLE_NOT_INVOKED,
        ReasonCode.SUSPENSION_BARRED_HUMANITARIAN,
        ReasonCode.SUSPENSION_UNSUPPORTED,
    }
)
TOLD_BY = frozenset({Status.BREACHED, Status.REVERSED, Status.OVERDUE})


def joined(words: Iterable[object]) -> str:
    """The words as a list in a sentence: "A, B and C"."""
    return format_list([str(word) for word in words], locale=figures.locale())


def counted(statuses: Iterable[Status], roll_up: RollUp) -> list[str]:
    """How many duties have each of these statuses; those that none has are left out."""
    return [
        str(COUNTED[status]) % {"n": figures.number(roll_up.counts[status])}
        for status in statuses
        if roll_up.counts.get(status)
    ]


def note(roll_up: RollUp) -> str:
    """What stands under a headline: the counts that brought it about."""
    if roll_up.headline in (Headline.IN_BREACH, Headline.CONCERNS):
        return joints.comma().join(counted(sorted(TOLD_BY, key=lambda status: status.rank), roll_up))
    if roll_up.headline is Headline.INSUFFICIENT_INFORMATION:
        return _("%(n)s of %(total)s not verified") % {
            "n": figures.number(roll_up.counts.get(Status.UNVERIFIED, 0)),
            "total": figures.number(roll_up.n),
        }
    return joints.comma().join(counted(Status, roll_up)[:2])


def lead(roll_up: RollUp) -> list[str]:
    """A state in sentences: what is wrong, whether it is essential, what is unknown."""
    if not roll_up.n:
        return [_("There is no duty here to judge.")]
    worrying = [status for status in Status if status.rank < Status.UNVERIFIED.rank]
    said = counted(worrying, roll_up)
    total = ngettext("Of one duty", "Of %(n)s duties", roll_up.n) % {"n": figures.number(roll_up.n)}
    told = [f"{total}: {joined(said)}." if said else _("No duty is breached, overdue, disputed or at risk.")]
    codes = [key.rsplit("/", 1)[-1] for key in roll_up.essential_breaches]
    if codes:
        told.append(
            ngettext(
                "An essential duty is in breach: %(codes)s.",
                "Essential duties are in breach: %(codes)s.",
                len(codes),
            )
            % {"codes": joined(f"\u2068{code}\u2069" for code in codes)}
        )
    elif said:
        told.append(_("No essential duty is in breach."))
    unknown = roll_up.counts.get(Status.UNVERIFIED, 0)
    if unknown:
        told.append(
            ngettext("One cannot be verified.", "%(n)s cannot be verified.", unknown)
            % {"n": figures.number(unknown)}
        )
    return told


def portfolio_headline(headlines: Sequence[Headline]) -> str:
    """The overview's headline in words, gravest first: "Concerns in one agreement; on track in 2"."""
    if not headlines:
        return _("No agreement is tracked yet")
    present = [headline for headline in CLAUSES if headline in headlines]
    said = []
    for place, headline in enumerate(present[:CLAUSES_SHOWN]):
        one, several, other = CLAUSES[headline]
        number = headlines.count(headline)
        is_other = place == 1 and len(headlines) == 2
        words = other if is_other else one if number == 1 else several
        said.append(str(words) % {"n": figures.number(number)} if number > 1 else str(words))
    return capfirst(joints.semicolon().join(said))


def agreement_line(agreement: Agreement) -> str:
    """Between whom and when: "United States and Taliban, signed 29 Feb 2020"; needs its roles at hand."""
    named: dict[str, list[str]] = {}
    for role in agreement.roles.all():
        named.setdefault(role.role, []).append(role.party.name)
    told = []
    if PartyRole.SIGNATORY in named:
        told.append(joined(named[PartyRole.SIGNATORY]))
    elif PartyRole.ADDRESSEE in named:
        told.append(_("addressed to %(parties)s") % {"parties": joined(named[PartyRole.ADDRESSEE])})
    if agreement.signed_on:
        day = figures.day(agreement.signed_on, agreement.precision)
        adopted = agreement.kind == AgreementKind.RESOLUTION
        told.append(_("adopted %(day)s") % {"day": day} if adopted else _("signed %(day)s") % {"day": day})
    elif agreement.in_force_on:
        told.append(_("in force %(day)s") % {"day": figures.day(agreement.in_force_on, agreement.precision)})
    return joints.comma().join(told)


def change_sentences(change: StatusChange, most: int = 2) -> list[str]:
    """Why a status changed, in sentences; the bare weights only where nothing else is said."""
    reasons: list[list[Any]] = [list(reason) for reason in change.reasons]
    telling = [reason for reason in reasons if reason[0] not in NOT_WHY]
    weights = [reason for reason in reasons if reason[0] == ReasonCode.WEIGHT]
    return [reason_sentence(code, arguments) for code, *arguments in (telling or weights)[:most]]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change with its reasons in sentences and the findings that brought it about."""

    change: StatusChange
    reasons: Sequence[str]
    findings: Sequence[Finding]


def told_changes(changes: Iterable[StatusChange], causes: Mapping[str, Finding]) -> list[ToldChange]:
    """The changes in words; `causes` are the findings the reader may see, by reference."""
    return [
        _told(change, [causes[name] for name in change.cause.split(", ") if name in causes])
        for change in changes
    ]


def _told(change: StatusChange, findings: list[Finding]) -> ToldChange:
    """What a finding says is a better reason than bare weights."""
    said = change_sentences(change)
    only_weights = all(reason[0] in NOT_WHY for reason in change.reasons)
    told_by_findings = any(finding.statement for finding in findings)
    return ToldChange(change, [] if only_weights and told_by_findings else said, findings)
