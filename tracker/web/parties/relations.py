"""Says a party's relations in sentences, both ways, with their days; it must not query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from tracker.models import Party, PartyRelation
from tracker.models.choices import PartyRelationKind
from tracker.publishing import figures

# From this party's side, and from the other's: a sentence about the party of the page either way.
ACTIVE: dict[str, str | Promise] = dict(PartyRelationKind.choices)
PASSIVE: dict[str, str | Promise] = {
    PartyRelationKind.LEADS: pgettext_lazy("relation seen from the other side", "is led by"),
    PartyRelationKind.ALLIED: pgettext_lazy("relation seen from the other side", "is allied with"),
    PartyRelationKind.PLEDGED: pgettext_lazy(
        "relation seen from the other side", "received a pledge of allegiance from"
    ),
    PartyRelationKind.SANCTUARY: pgettext_lazy("relation seen from the other side", "was given sanctuary by"),
    PartyRelationKind.ENDORSED: pgettext_lazy("relation seen from the other side", "was endorsed by"),
    PartyRelationKind.PART_OF: pgettext_lazy("relation seen from the other side", "includes"),
    PartyRelationKind.OPPOSES: pgettext_lazy("relation seen from the other side", "is opposed by"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One relation as the page of a party says it: verb, other party, when, note."""

    words: str | Promise
    other: Party
    when: str
    note: str


def told(party: Party, relations: Iterable[PartyRelation]) -> list[Told]:
    """The relations in words, from the party's own side."""
    found = []
    for one in relations:
        own = one.party_id == party.pk
        words = (ACTIVE if own else PASSIVE)[one.kind]
        found.append(Told(words, one.other if own else one.party, when(one), one.note))
    return found


def when(relation: PartyRelation) -> str:
    """From when to when, as far as it is known; empty when it is not."""
    first = figures.day(relation.from_on, relation.precision) if relation.from_on else ""
    last = figures.day(relation.to_on, relation.precision) if relation.to_on else ""
    if first and last:
        return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("since %(first)s") % {"first": first}
    return _("until %(last)s") % {"last": last} if last else ""
