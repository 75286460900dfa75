"""Which duties are suggested to whom, with which words, and when the index is made anew."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AgreementFactory,
    AudienceFactory,
    ClauseFactory,
    CommitmentFactory,
    CommitmentLinkFactory,
    FindingFactory,
    PartyAliasFactory,
    PartyFactory,
    TeamFactory,
    UserFactory,
)
from tracker.ingestion.suggesting import Place, keeping, suggest
from tracker.models import Commitment, Finding, LedgerEntry, User
from tracker.services import commitments, findings

pytestmark = pytest.mark.django_db

AT = datetime(2020, 6, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def reader() -> User:
    return UserFactory(roles=("analyst",))


def codes(reader: User, words: str, **rest: object) -> list[str]:
    return [one.commitment.code for one in suggest(reader, words, **rest)]  # type: ignore[arg-type]


def test_the_title_the_clause_the_guide_the_party_and_a_passage_tell(reader: User) -> None:
    agreement = AgreementFactory()
    told = {
        Place.TITLE: CommitmentFactory(agreement=agreement, title="Release prisoners"),
        Place.CLAUSE: CommitmentFactory(
            agreement=agreement, clause=ClauseFactory(agreement=agreement, text="Lighthouses stay lit.")
        ),
        Place.GUIDE: CommitmentFactory(agreement=agreement, coding_full="Every orchard is replanted."),
        Place.PARTY: CommitmentFactory(agreement=agreement, obligors=[PartyFactory(name="Zanzibar")]),
        Place.PASSAGE: CommitmentFactory(agreement=agreement),
    }
    FindingFactory(
        accepted=True, commitment=told[Place.PASSAGE], excerpt="The ferry to the island was stopped."
    )
    for place, word in zip(told, ["prisoner", "lighthouse", "Orchards", "Zanzibar", "ferries"], strict=True):
        (found,) = suggest(reader, f"We saw the {word} there.")
        assert (found.commitment, found.matched, found.where) == (told[place], (word,), (place,))


def test_an_alias_in_another_script_tells(reader: User) -> None:
    party = PartyFactory()
    PartyAliasFactory(party=party, name="طالبان")
    duty = CommitmentFactory(obligors=[party])
    CommitmentFactory()
    assert codes(reader, "مجاهدین طالبان گفتند") == [duty.code]


def test_words_are_shown_as_they_stand_in_the_text_rare_ones_first(reader: User) -> None:
    duty = CommitmentFactory(title="Five bases are vacated by the soldiers")
    for number in range(5):
        CommitmentFactory(title=f"Soldiers stay in town {number}")
    found = suggest(reader, "The SOLDIERS vacated their Bases; the soldiers left.")
    assert found[0].commitment == duty
    assert set(found[0].matched[:2]) == {"vacated", "Bases"}
    assert found[0].matched[-1] == "SOLDIERS"


def test_a_word_of_the_same_meaning_tells_less_than_the_word_itself(reader: User) -> None:
    detainees = CommitmentFactory(title="Detainees are fed")
    prisoners = CommitmentFactory(title="Prisoners are fed")
    CommitmentFactory(title="Roads are repaired")
    assert codes(reader, "many prisoners") == [prisoners.code, detainees.code]
    assert suggest(reader, "many inmates")[0].matched == ("inmates",)


def test_what_stands_around_a_passage_helps_and_counts_for_less(reader: User) -> None:
    bases = CommitmentFactory(title="Vacate the bases")
    roads = CommitmentFactory(title="Repair the roads")
    assert codes(reader, "they did so on time") == []
    assert codes(reader, "they did so on time", around="The roads of the province") == [roads.code]
    assert codes(reader, "the bases", around="The roads of the province") == [bases.code, roads.code]


@pytest.mark.parametrize("words", ["", "   ", "the of and", "12 2020 March", "\x00", "—", "x" * 100_000])
def test_a_text_that_tells_nothing_gets_no_suggestion(reader: User, words: str) -> None:
    CommitmentFactory(title="March 2020: the twelve")
    assert suggest(reader, words) == []


def test_without_commitments_there_is_none(reader: User) -> None:
    assert suggest(reader, "prisoners") == []


def test_at_most_as_many_as_asked_and_of_one_agreement_only(reader: User) -> None:
    one, other = AgreementFactory(), AgreementFactory()
    own = [CommitmentFactory(agreement=one, title=f"Prisoners of town {number}") for number in range(7)]
    CommitmentFactory(agreement=other, title="Prisoners, prisoners")
    assert len(suggest(reader, "prisoners")) == 5
    assert len(suggest(reader, "prisoners", most=3)) == 3
    found = suggest(reader, "prisoners", agreement=one, most=20)
    assert {suggestion.commitment for suggestion in found} == set(own)


def test_a_linked_duty_is_lent_a_share_and_says_so(reader: User) -> None:
    duty, same, reciprocal = (CommitmentFactory(title=title) for title in ("Ferries run", "Boats", "Cars"))
    CommitmentLinkFactory(commitment=duty, other=same, kind="same_duty_as")
    CommitmentLinkFactory(commitment=duty, other=reciprocal, kind="reciprocal")
    first, second = suggest(reader, "the ferries")
    assert (first.commitment, first.where) == (duty, (Place.TITLE,))
    assert (second.commitment, second.where, second.matched) == (same, (Place.LINK,), ("ferries",))


def test_duties_cited_for_the_same_passage_lend_to_each_other(reader: User) -> None:
    duty, beside, apart = (CommitmentFactory(title=title) for title in ("Ferries run", "Boats", "Cars"))
    for passage in ("Nobody crossed.", "The quay lay empty."):
        for commitment in (duty, beside):
            FindingFactory(accepted=True, commitment=commitment, excerpt=passage, statement="Seen.")
    FindingFactory(accepted=True, commitment=apart, excerpt="A car was seen.", statement="Seen.")
    assert codes(reader, "the ferries") == [duty.code, beside.code]


# Who sees what.


def test_only_what_the_reader_may_see_is_suggested() -> None:
    CommitmentFactory(title="Prisoners in secret", marking=3)
    open_duty = CommitmentFactory(title="Prisoners")
    assert codes(UserFactory(level=1), "prisoners") == [open_duty.code]
    assert len(codes(UserFactory(level=3), "prisoners")) == 2


def test_a_team_sees_its_own_and_no_other_team_does() -> None:
    team, other = TeamFactory(), TeamFactory()
    duty = CommitmentFactory(title="Prisoners", restricted=True)
    duty.teams.add(team)
    member = UserFactory(audience=AudienceFactory(level=4, teams=[team]))
    stranger = UserFactory(audience=AudienceFactory(level=4, teams=[other]))
    assert codes(member, "prisoners") == [duty.code]
    assert codes(stranger, "prisoners") == codes(UserFactory(), "prisoners") == []


def answers(reader: User) -> list[tuple[str, tuple[str, ...], tuple[Place, ...]]]:
    texts = ["the ferry and the harbour", "harbour masters", "ferries", "harbours of salt", "salt ferries"]
    return [
        (one.commitment.code, one.matched, one.where)
        for text in texts
        for one in suggest(reader, text, most=20)
    ]


def test_what_is_out_of_sight_changes_neither_order_nor_words() -> None:
    """Rarity is counted in what the reader may see: a hidden passage, clause or duty moves nothing."""
    reader = UserFactory(level=1)
    agreement = AgreementFactory()
    ferry = CommitmentFactory(agreement=agreement, code="A", title="The ferry runs")
    CommitmentFactory(agreement=agreement, code="B", title="The harbour is open")
    CommitmentFactory(agreement=agreement, code="C", title="Salt is sold in the harbour")
    FindingFactory(accepted=True, commitment=ferry, excerpt="A ferry left the harbour with salt.")
    before = answers(reader)
    assert len(before) > 6
    for number in range(12):
        FindingFactory(
            accepted=True, commitment=ferry, marking=3, excerpt=f"The ferry brought salt, {number} times."
        )
        hidden = CommitmentFactory(agreement=agreement, title=f"Ferry {number}", marking=4)
        CommitmentLinkFactory(commitment=ferry, other=hidden, kind="same_duty_as")
    clause = ClauseFactory(agreement=agreement, marking=3, text="Harbours, ferries and salt.")
    Commitment.objects.filter(code="B").update(clause=clause)
    keeping.forget()
    assert answers(reader) == before
    keeping.forget()
    assert answers(UserFactory(level=4)) != before


def test_drafts_rejected_and_superseded_findings_tell_nothing(reader: User) -> None:
    duty = CommitmentFactory()
    for state in ({}, {"submitted": True}, {"rejected": True}, {"superseded": True}):
        FindingFactory(commitment=duty, excerpt="The ferry was stopped.", **state)
    assert codes(reader, "ferry") == []


# Kept in memory.


def test_an_accepted_passage_tells_at_once_and_a_drafted_one_does_not_rebuild(reader: User) -> None:
    duty = CommitmentFactory(title="Boats")
    assert codes(reader, "the quay") == []
    kept = keeping.index_for(reader.audience)
    author, reviewer = UserFactory(roles=("analyst",)), UserFactory(roles=("analyst",))
    found = FindingFactory(
        commitment=duty, author=author, excerpt="The quay is closed.", statement="Closed.", state="draft"
    )
    findings.submit(finding=found, by=author, at=AT)
    assert keeping.index_for(reader.audience) is kept
    findings.accept(finding=Finding.objects.get(pk=found.pk), by=reviewer, at=AT)
    assert keeping.index_for(reader.audience) is not kept
    assert codes(reader, "the quay") == [duty.code]


def test_a_changed_title_tells_at_once(reader: User) -> None:
    duty = CommitmentFactory(title="Boats")
    assert codes(reader, "lanterns") == []
    commitments.edit(commitment=duty, version=duty.version, changes={"title": "Lanterns"}, by=reader, at=AT)
    assert codes(reader, "lanterns") == [duty.code]


def test_asking_again_reads_the_index_from_memory(reader: User) -> None:
    for number in range(5):
        CommitmentFactory(title=f"Prisoners of town {number}")
    suggest(reader, "prisoners")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(suggest(reader, "prisoners")) == 5
    assert len(asked) <= 3, [query["sql"][:80] for query in asked]


def test_another_history_of_the_same_length_is_noticed(reader: User) -> None:
    """A transaction rolled back, or a copy restored: the ledger is as long as before, and another."""
    first = CommitmentFactory(title="Boats")
    commitments.edit(commitment=first, version=first.version, changes={"title": "Ferries"}, by=reader, at=AT)
    assert codes(reader, "ferries") == [first.code]
    Commitment.objects.update(title="Lanterns")
    LedgerEntry.objects.update(leaf_hash="0" * 64)
    assert codes(reader, "lanterns") == [first.code]


def test_memory_holds_a_bounded_number_of_audiences() -> None:
    CommitmentFactory(title="Prisoners")
    for _ in range(keeping.MOST_AUDIENCES + 3):
        suggest(UserFactory(audience=AudienceFactory(level=4, teams=[TeamFactory()])), "prisoners")
    assert len(keeping._kept) == keeping.MOST_AUDIENCES


@pytest.mark.once
def test_a_process_that_suggests_nothing_does_not_pay_for_it() -> None:
    code = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup(); "
        "before = set(sys.modules); import tracker.ingestion.suggesting; loaded = set(sys.modules) - before; "
        "print(sorted(loaded & {'numpy', 'bm25s', 'snowballstemmer'}), 'bm25s' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[] False"


def test_nothing_is_written(reader: User) -> None:
    CommitmentFactory(title="Prisoners")
    with CaptureQueriesContext(connection) as asked:
        suggest(reader, "prisoners")
    assert all(query["sql"].lstrip().upper().startswith(("SELECT", "DECLARE")) for query in asked)
