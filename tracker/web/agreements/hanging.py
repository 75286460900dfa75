"""Says what hangs on what between duties, and which suspension holds on a day; it judges no evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.assessment import Status
from tracker.models import Commitment, CommitmentLink
from tracker.models.choices import LinkKind
from tracker.publishing import figures
from tracker.selectors.portfolio import DONE, Line

# A material breach of the other suspends none of these.
PAST_SUSPENDING = frozenset({Status.CLOSED, Status.FULFILLED, Status.BREACHED, Status.REVERSED})


class Effect(StrEnum):
    """What a link does on the day looked at; the sentences in `SAID` are said of `one` and `other`."""

    SUSPENDS = "suspends"
    ALLOWS = "allows"
    BARRED = "barred"
    SPENT = "spent"
    WOULD_ALLOW = "would_allow"
    BLOCKS = "blocks"
    EXCUSES_NOTHING = "excuses_nothing"
    MET = "met"
    COMES_FIRST = "comes_first"
    SAME = "same"
    REPEATS = "repeats"


SAID: dict[Effect, str | Promise] = {
    Effect.SUSPENDS: gettext_lazy("%(one)s is suspended because of a material breach of %(other)s."),
    Effect.ALLOWS: gettext_lazy(
        "A material breach of %(other)s allows the obligor of %(one)s to suspend it; nobody has invoked that."
    ),
    Effect.BARRED: gettext_lazy(
        "%(other)s is in material breach, but %(one)s is a humanitarian duty and may not be suspended."
    ),
    Effect.SPENT: gettext_lazy("%(other)s is in material breach, which no longer suspends %(one)s."),
    Effect.WOULD_ALLOW: gettext_lazy(
        "A material breach of %(other)s would allow the obligor of %(one)s to suspend it; there is none."
    ),
    Effect.BLOCKS: gettext_lazy("%(one)s waits for %(other)s, which is not done."),
    Effect.EXCUSES_NOTHING: gettext_lazy(
        "%(other)s should come before %(one)s; the obligor itself owes that, so it excuses nothing."
    ),
    Effect.MET: gettext_lazy("%(one)s had to wait for %(other)s, which is done."),
    Effect.COMES_FIRST: gettext_lazy("%(other)s comes before %(one)s."),
    Effect.SAME: gettext_lazy("%(one)s is the same duty as %(other)s."),
    Effect.REPEATS: gettext_lazy("%(one)s repeats %(other)s."),
}
HOLDING = frozenset({Effect.SUSPENDS, Effect.ALLOWS, Effect.BARRED, Effect.BLOCKS})


@dataclass(frozen=True, slots=True)
class Hanging:
    """One link on the day looked at: the duty it bears on, the other one, what it does, the note."""

    one: Commitment
    other: Commitment
    kind: str
    effect: Effect
    note: str

    @property
    def holds(self) -> bool:
        """Whether it bears on the duty on this very day."""
        return self.effect in HOLDING

    @property
    def pattern(self) -> str:
        """The sentence, with places for `one` and `other`."""
        return str(SAID[self.effect])


def hangings(links: Iterable[CommitmentLink], lines: Sequence[Line], day: date) -> list[Hanging]:
    """The links on a day, those that bear on a duty then first."""
    known = {line.commitment.pk: line for line in lines}
    found = [
        Hanging(link.commitment, link.other, link.kind, _effect(link, known, day), link.note)
        for link in links
    ]
    return sorted(found, key=lambda one: not one.holds)


def headline(found: Iterable[Hanging]) -> str:
    """What the links come to on the day, in a sentence: what is suspended, what might be, what waits."""
    codes: dict[Effect, list[str]] = {}
    for one in found:
        codes.setdefault(one.effect, []).append(one.one.code)
    suspended = len(set(codes.get(Effect.SUSPENDS, ())))
    might = len(set(codes.get(Effect.ALLOWS, ())))
    waits = len(set(codes.get(Effect.BLOCKS, ())))
    said = [
        ngettext("One duty is suspended.", "%(n)s duties are suspended.", suspended)
        if suspended
        else _("No duty is suspended.")
    ]
    numbers = [suspended]
    if might:
        said.append(
            ngettext(
                "One could be, because of a material breach.",
                "%(n)s could be, because of a material breach.",
                might,
            )
        )
        numbers.append(might)
    if waits:
        said.append(ngettext("One waits for another.", "%(n)s wait for others.", waits))
        numbers.append(waits)
    return " ".join(
        words % {"n": figures.number(number)} for words, number in zip(said, numbers, strict=True)
    )


def _effect(link: CommitmentLink, known: Mapping[int, Line], day: date) -> Effect:
    if link.kind == LinkKind.SAME_DUTY:
        return Effect.SAME
    if link.kind == LinkKind.REPEATS:
        return Effect.REPEATS
    one, other = known.get(link.commitment_id), known.get(link.other_id)
    if link.kind == LinkKind.PREREQUISITE:
        return _prerequisite(one, other)
    return _reciprocal(one, other, day)


def _prerequisite(one: Line | None, other: Line | None) -> Effect:
    if one is None or other is None or other.status is None:
        return Effect.COMES_FIRST
    if other.status in DONE:
        return Effect.MET
    if one.status is Status.PENDING:
        return Effect.BLOCKS
    shared = {party.pk for party in one.obligors} & {party.pk for party in other.obligors}
    return Effect.EXCUSES_NOTHING if shared else Effect.COMES_FIRST


def _reciprocal(one: Line | None, other: Line | None, day: date) -> Effect:
    standing = other.standing if other else None
    if one is None or standing is None or not standing.material:
        return Effect.WOULD_ALLOW
    version = one.commitment.current
    if one.status is Status.SUSPENDED:
        return Effect.SUSPENDS
    if version is not None and version.humanitarian:
        return Effect.BARRED
    if one.status in PAST_SUSPENDING:
        return Effect.SPENT
    invoked = version.suspension_invoked_on if version else None
    return Effect.SPENT if invoked and invoked <= day else Effect.ALLOWS
