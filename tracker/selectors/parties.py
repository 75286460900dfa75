"""Answers what a reader sees of parties: names, relations both ways, duties, what they say; no status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tracker.models import Agreement, Commitment, CommitmentParty, Party, PartyRelation, Position, User
from tracker.models.choices import DutyRole
from tracker.selectors import replies
from tracker.selectors.visibility import audience_of, permitted, visible_to


def listed() -> QuerySet[Party]:
    """All parties with their aliases at hand; a party carries no marking."""
    return Party.objects.select_related("parent").prefetch_related("aliases").order_by("name")


def matching(parties: QuerySet[Party], words: str) -> QuerySet[Party]:
    """Those in whose name, slug, aliases or outside ids every word occurs."""
    for word in words.split()[:8]:
        parties = parties.filter(
            Q(name__icontains=word)
            | Q(slug__icontains=word)
            | Q(pk__in=Party.objects.filter(aliases__name__icontains=word).values("pk"))
            | Q(pk__in=Party.objects.filter(identifiers__value__icontains=word).values("pk"))
        )
    return parties


def with_duties(reader: User, parties: QuerySet[Party]) -> QuerySet[Party]:
    """Those that owe, or are owed, a duty the reader sees."""
    seen = CommitmentParty.objects.filter(
        permitted(audience_of(reader), "commitment__"), party=OuterRef("pk")
    )
    return parties.filter(Exists(seen))


def obligors(reader: User) -> dict[int, list[int]]:
    """The numbers of the parties that owe each duty the reader sees, by the number of the duty; one query."""
    rows = visible_to(reader, Commitment.objects.filter(roles__role=DutyRole.OBLIGOR)).order_by()
    owed: dict[int, list[int]] = {}
    for commitment, party in rows.values_list("pk", "roles__party"):
        owed.setdefault(commitment, []).append(party)
    return owed


def named(slug: str) -> Party | None:
    """The party with its aliases, outside ids and whole at hand; None when there is none."""
    rows = listed().prefetch_related("identifiers")
    return rows.filter(slug=slug).first()


def relations_of(party: Party) -> list[PartyRelation]:
    """Its dated relations, both ways, oldest first; those without a beginning come first."""
    rows = PartyRelation.objects.filter(Q(party=party) | Q(other=party)).select_related("party", "other")
    return list(rows.order_by(F("from_on").asc(nulls_first=True), "pk"))


def agreements_of(reader: User, party: Party) -> list[tuple[Agreement, list[str]]]:
    """The agreements the reader sees in which it has roles, and which."""
    rows = visible_to(reader, Agreement.objects.filter(roles__party=party)).distinct().order_by("title")
    own = rows.prefetch_related("roles")
    return [
        (one, [str(role.get_role_display()) for role in one.roles.all() if role.party_id == party.pk])
        for one in own
    ]


def positions_of(reader: User, party: Party, day: date) -> QuerySet[Position]:
    """What the party itself had said by a day, newest first, with what was answered to it."""
    rows = visible_to(reader, Position.objects.filter(party=party, stated_on__lte=day))
    rows = rows.select_related("commitment", "commitment__agreement", "report", "about")
    return replies.with_answers(reader, rows, day).order_by("-stated_on", "-pk")


def awaited_from(reader: User, party: Party, day: date) -> QuerySet[Position]:
    """The accusations of the party that await its reply on a day, those due first first."""
    return replies.accusations(reader, day).filter(about=party)


def duties_of(party: Party, others: Iterable[int] = ()) -> Q:
    """The condition on commitments that this party owes or is owed, or that are among `others`."""
    roles = (DutyRole.OBLIGOR, DutyRole.BENEFICIARY)
    held = CommitmentParty.objects.filter(party=party, role__in=roles)
    return Q(pk__in=held.values("commitment")) | Q(pk__in=list(others))
