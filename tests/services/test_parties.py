"""Parties: entered, corrected, related; refused in a sentence with its field; each with its entry."""

from datetime import date, datetime

import pytest

from tests.factories import PartyFactory, PartyRelationFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Party, User
from tracker.services import parties
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_a_party_is_entered_with_its_names_and_ids(admin: User, at: datetime) -> None:
    party = parties.create(
        slug="taliban",
        name="Taliban",
        kind="armed_group",
        aliases=["طالبان", "Islamic Emirate of Afghanistan"],
        identifiers={"wikidata": "Q42418"},
        by=admin,
        at=at,
    )
    assert [alias.name for alias in party.aliases.all()] == ["Islamic Emirate of Afghanistan", "طالبان"]
    assert party.identifiers.get().value == "Q42418"
    entry = entries(party)[0]
    assert (entry.action, entry.actor, entry.at) == ("party.create", "ahmad", at)
    assert entry.after == {"slug": "taliban", "name": "Taliban", "kind": "armed_group"}
    assert actions(party) == ["party.create", "party.add_alias", "party.add_alias", "party.add_identifier"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"slug": "old"}, "slug", "“old” is taken already"),
        ({"name": "Old"}, "name", "“Old” is taken already"),
        ({"name": ""}, "name", "is empty"),
        ({"name": "x" * 201}, "name", "at most 200 characters"),
        ({"slug": "not a slug"}, "slug", "valid “slug”"),
        ({"kind": "planet"}, "kind", "not a valid choice"),
    ],
)
def test_a_party_that_cannot_be_is_refused(
    wrong: dict[str, str], field: str, words: str, admin: User, at: datetime
) -> None:
    PartyFactory(slug="old", name="Old")
    sent = {"slug": "new", "name": "New", "kind": "state", **wrong}
    with pytest.raises(Refused, match=words) as refused:
        parties.create(**sent, by=admin, at=at)
    assert refused.value.field == field
    assert Party.objects.count() == 1


def test_nothing_is_entered_when_one_of_its_names_is_refused(admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="has this name already") as refused:
        parties.create(slug="a", name="A", kind="state", aliases=["B", "B"], by=admin, at=at)
    assert refused.value.field == "name"
    assert not Party.objects.exists()


def test_a_party_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(
        monkeypatch, lambda: parties.create(slug="a", name="A", kind="state", by=admin, at=at)
    )
    assert not Party.objects.exists()


def test_an_edit_records_what_differed_and_raises_the_version(admin: User, at: datetime) -> None:
    party, whole = PartyFactory(name="Talban"), PartyFactory(slug="whole")
    changes = {"name": "Taliban", "kind": party.kind, "parent": whole}
    edited = parties.edit(party=party, version=1, changes=changes, by=admin, at=at)
    assert (edited.name, edited.parent, edited.version) == ("Taliban", whole, 2)
    [entry] = entries(party)
    assert entry.before == {"name": "Talban", "parent": None}
    assert entry.after == {"name": "Taliban", "parent": "whole"}


def test_an_edit_that_changes_nothing_leaves_no_trace(admin: User, at: datetime) -> None:
    party = PartyFactory(name="Taliban")
    edited = parties.edit(party=party, version=1, changes={"name": " Taliban "}, by=admin, at=at)
    assert edited.version == 1
    assert entries(party) == []


def test_a_stale_edit_gets_both_texts_and_writes_nothing(admin: User, at: datetime) -> None:
    party = PartyFactory(description="First.")
    parties.edit(party=party, version=1, changes={"description": "Theirs."}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        parties.edit(party=party, version=1, changes={"description": "Mine."}, by=admin, at=at)
    assert stale.value.theirs == {"description": "Theirs."}
    assert stale.value.yours == {"description": "Mine."}
    party.refresh_from_db()
    assert party.description == "Theirs."


def test_a_field_that_is_not_edited_here_is_refused_by_name(admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="“version” cannot be changed here"):
        parties.edit(party=PartyFactory(), version=1, changes={"version": 9}, by=admin, at=at)


def test_an_edit_of_a_party_that_is_gone_is_refused(admin: User, at: datetime) -> None:
    party = PartyFactory()
    Party.objects.all().delete()
    with pytest.raises(Refused, match="Somebody removed this"):
        parties.edit(party=party, version=1, changes={"name": "A"}, by=admin, at=at)


def test_a_party_is_never_part_of_itself_however_far_down(admin: User, at: datetime) -> None:
    top = PartyFactory()
    middle = PartyFactory(parent=top)
    below = PartyFactory(parent=middle)
    for wrong in (top, below):
        with pytest.raises(Refused, match="itself part of this") as refused:
            parties.edit(party=top, version=1, changes={"parent": wrong}, by=admin, at=at)
        assert refused.value.field == "parent"


def test_a_relation_has_two_days_in_order(admin: User, at: datetime) -> None:
    party, other = PartyFactory(), PartyFactory()
    relation = parties.relate(
        party=party, other=other, kind="pledged_allegiance_to", from_on=date(2016, 6, 11), by=admin, at=at
    )
    assert actions(party) == ["party.relate"]
    changes = {"to_on": date(2010, 1, 1)}
    with pytest.raises(Refused, match="ends before it begins") as refused:
        parties.edit_relation(relation=relation, changes=changes, by=admin, at=at)
    assert refused.value.field == "to_on"
    parties.edit_relation(relation=relation, changes={"note": "Renewed."}, by=admin, at=at)
    parties.unrelate(relation=relation, by=admin, at=at)
    assert actions(party) == ["party.relate", "party.edit_relation", "party.unrelate"]
    assert not party.relations.exists()


def test_a_party_is_not_related_to_itself(admin: User, at: datetime) -> None:
    party = PartyFactory()
    with pytest.raises(Refused, match="related to itself") as refused:
        parties.relate(party=party, other=party, kind="leads", by=admin, at=at)
    assert refused.value.field == "other"


def test_names_and_ids_are_taken_away_with_a_record(admin: User, at: datetime) -> None:
    party = parties.create(
        slug="a", name="A", kind="state", aliases=["B"], identifiers={"iso": "AF"}, by=admin, at=at
    )
    parties.remove_alias(alias=party.aliases.get(), by=admin, at=at)
    parties.remove_identifier(identifier=party.identifiers.get(), by=admin, at=at)
    assert not party.aliases.exists()
    assert not party.identifiers.exists()
    assert entries(party)[-2].before["name"] == "B"


def test_a_nul_character_is_dropped(admin: User, at: datetime) -> None:
    party = parties.create(slug="a", name="A\x00B", kind="state", by=admin, at=at)
    assert party.name == "AB"


def test_a_removed_relation_cannot_be_removed_again(admin: User, at: datetime) -> None:
    relation = PartyRelationFactory()
    parties.unrelate(relation=relation, by=admin, at=at)
    relation.pk = 1
    with pytest.raises(Refused, match="Somebody removed this"):
        parties.unrelate(relation=relation, by=admin, at=at)
