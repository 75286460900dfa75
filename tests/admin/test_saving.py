"""What administrators save goes through the services: an entry each, and refusals on the form."""

from typing import Any

import pytest
from django.test import Client

from tests.admin.posting import lines, sentences, url
from tests.factories import (
    ClauseFactory,
    CommitmentFactory,
    PartyAliasFactory,
    PartyFactory,
    PartyRelationFactory,
    SourceFactory,
    TeamFactory,
)
from tests.services.ledgered import actions, entries
from tracker.models import (
    Clause,
    LedgerEntry,
    Party,
)

pytestmark = pytest.mark.django_db

PARTY_LINES = ("aliases", "identifiers", "relations")


def party_form(**changed: Any) -> dict[str, Any]:
    form = {"slug": "taliban", "name": "Taliban", "kind": "armed_group", "parent": "", "description": ""}
    return lines(*PARTY_LINES) | form | changed


def test_adding_and_changing_leaves_an_entry_each(browser: Client) -> None:
    added = browser.post(url("party", "add"), party_form())
    assert added.status_code == 302
    party = Party.objects.get(slug="taliban")
    changed = browser.post(url("party", "change", party.pk), party_form(name="The Taliban", read_version=1))
    assert changed.status_code == 302
    party.refresh_from_db()
    assert (party.name, party.version) == ("The Taliban", 2)
    assert actions(party) == ["party.create", "party.edit"]
    assert [entry.actor for entry in entries(party)] == ["ahmad", "ahmad"]
    assert entries(party)[1].before == {"name": "Taliban"}


def test_a_refusal_stands_at_its_field_and_nothing_is_saved(browser: Client) -> None:
    PartyFactory(slug="taliban", name="Old")
    page = sentences(browser.post(url("party", "add"), party_form()))
    assert "“taliban” is taken already" in page
    assert Party.objects.count() == 1
    assert not LedgerEntry.objects.exists()


def test_a_stale_save_shows_both_texts_and_the_next_one_goes_through(browser: Client) -> None:
    party = PartyFactory(slug="taliban", name="Theirs", kind="armed_group", version=2)
    form = party_form(name="Mine", read_version=1)
    response = browser.post(url("party", "change", party.pk), form)
    page = sentences(response)
    assert "Now stored: “Theirs”. You wrote: “Mine”." in page
    assert 'value="Mine"' in page
    party.refresh_from_db()
    assert party.name == "Theirs"
    read = response.context["adminform"].form["read_version"].value()
    assert browser.post(url("party", "change", party.pk), form | {"read_version": read}).status_code == 302
    party.refresh_from_db()
    assert party.name == "Mine"


def test_a_stale_choice_of_several_rows_is_shown_by_their_names(browser: Client) -> None:
    north, south = TeamFactory(name="North"), TeamFactory(name="South")
    source = SourceFactory(version=2, kind="press")
    source.teams.set([north])
    form = lines("reliabilities", "interests") | {
        "slug": source.slug,
        "name": source.name,
        "kind": "press",
        "marking": 0,
        "teams": [south.pk],
        "read_version": 1,
    }
    page = sentences(browser.post(url("source", "change", source.pk), form))
    assert "Now stored: “North”. You wrote: “South”." in page


def test_lines_are_added_changed_and_taken_away_through_services(browser: Client) -> None:
    party = PartyFactory(slug="taliban", name="Taliban", kind="armed_group")
    alias = PartyAliasFactory(party=party)
    relation = PartyRelationFactory(party=party, note="Old")
    other = PartyFactory()
    form = party_form(
        **{
            "read_version": 1,
            "aliases-TOTAL_FORMS": 2,
            "aliases-INITIAL_FORMS": 1,
            "aliases-0-id": alias.pk,
            "aliases-0-party": party.pk,
            "aliases-0-name": alias.name,
            "aliases-0-DELETE": "on",
            "aliases-1-name": "طالبان",
            "aliases-1-party": party.pk,
            "relations-TOTAL_FORMS": 2,
            "relations-INITIAL_FORMS": 1,
            "relations-0-id": relation.pk,
            "relations-0-party": party.pk,
            "relations-0-other": relation.other_id,
            "relations-0-kind": relation.kind,
            "relations-0-from_on": relation.from_on,
            "relations-0-precision": "day",
            "relations-0-note": "New",
            "relations-1-party": party.pk,
            "relations-1-other": other.pk,
            "relations-1-kind": "leads",
            "relations-1-precision": "day",
        }
    )
    response = browser.post(url("party", "change", party.pk), form)
    assert response.status_code == 302, response.context["errors"]
    assert [one.name for one in party.aliases.all()] == ["طالبان"]
    assert sorted(one.note for one in party.relations.all()) == ["", "New"]
    assert sorted(actions(party)) == [
        "party.add_alias",
        "party.edit_relation",
        "party.relate",
        "party.remove_alias",
    ]


def test_a_refused_line_undoes_the_whole_page(browser: Client) -> None:
    party = PartyFactory(slug="taliban", name="Taliban", kind="armed_group")
    form = party_form(
        **{
            "name": "Renamed",
            "read_version": 1,
            "relations-TOTAL_FORMS": 1,
            "relations-0-party": party.pk,
            "relations-0-other": party.pk,
            "relations-0-kind": "leads",
            "relations-0-precision": "day",
        }
    )
    page = sentences(browser.post(url("party", "change", party.pk), form))
    assert "A party cannot be related to itself" in page
    party.refresh_from_db()
    assert party.name == "Taliban"
    assert not LedgerEntry.objects.exists()


def test_a_row_without_version_is_guarded_by_what_was_read(browser: Client) -> None:
    relation = PartyRelationFactory(note="Theirs")
    form = {
        "kind": relation.kind,
        "from_on": relation.from_on,
        "precision": "day",
        "note": "Mine",
        "initial-note": "First",
    }
    page = sentences(browser.post(url("partyrelation", "change", relation.pk), form))
    assert "Now stored: “Theirs”. You wrote: “Mine”." in page
    done = browser.post(url("partyrelation", "change", relation.pk), form | {"initial-note": "Theirs"})
    assert done.status_code == 302
    relation.refresh_from_db()
    assert relation.note == "Mine"


def test_a_clause_in_use_is_not_taken_away(browser: Client) -> None:
    clause = ClauseFactory()
    CommitmentFactory(agreement=clause.agreement, clause=clause)
    browser.post(url("clause", "delete", clause.pk), {"post": "yes"})
    assert Clause.objects.exists()
    other = ClauseFactory()
    browser.post(url("clause", "delete", other.pk), {"post": "yes", "reason": "A slip."})
    assert not Clause.objects.filter(pk=other.pk).exists()
    assert entries(other.agreement)[0].reason == "A slip."
