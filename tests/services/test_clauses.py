"""Clauses: a tree within one agreement; secret text is never stored."""

from datetime import datetime

import pytest

from tests.factories import AgreementFactory, ClauseFactory, CommitmentFactory
from tests.services.ledgered import actions, dies_with_its_entry
from tracker.models import Clause, User
from tracker.services import clauses, commitments
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_a_clause_stands_below_another_and_is_no_more_open_than_its_agreement(
    admin: User, at: datetime
) -> None:
    agreement = AgreementFactory(marking=1)
    part = clauses.add(agreement=agreement, reference="Part Two", by=admin, at=at)
    clause = clauses.add(
        agreement=agreement, reference="Part Two, 1", parent=part, text="No threat.", by=admin, at=at
    )
    assert clause.parent == part
    assert clause.effective_marking == 1
    assert actions(clause) == ["clause.add"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"reference": "Part One"}, "reference", "clause with this reference already"),
        ({"reference": ""}, "reference", "is empty"),
        ({"withheld": True, "text": "Secret."}, "text", "withheld clause carries no text"),
        ({"withheld": True, "translation": "Secret."}, "text", "withheld clause carries no text"),
        ({"position": -1}, "position", "greater than or equal to 0"),
    ],
)
def test_a_clause_that_cannot_be_is_refused(
    wrong: dict[str, object], field: str, words: str, admin: User, at: datetime
) -> None:
    agreement = ClauseFactory(reference="Part One").agreement
    with pytest.raises(Refused, match=words) as refused:
        clauses.add(agreement=agreement, **{"reference": "Part Two", **wrong}, by=admin, at=at)
    assert refused.value.field == field
    assert Clause.objects.count() == 1


def test_a_clause_belongs_to_a_clause_of_its_own_agreement(admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="belongs to another agreement") as refused:
        clauses.add(agreement=AgreementFactory(), reference="1", parent=ClauseFactory(), by=admin, at=at)
    assert refused.value.field == "parent"


def test_an_edit_is_recorded_and_a_stale_one_gets_both_texts(admin: User, at: datetime) -> None:
    clause = ClauseFactory(text="First.")
    clauses.edit(clause=clause, version=1, changes={"text": "Theirs."}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        clauses.edit(clause=clause, version=1, changes={"text": "Mine."}, by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"text": "Theirs."}, {"text": "Mine."})
    assert actions(clause) == ["clause.edit"]


def test_a_clause_is_never_part_of_itself(admin: User, at: datetime) -> None:
    part = ClauseFactory()
    below = ClauseFactory(agreement=part.agreement, parent=part)
    with pytest.raises(Refused, match="itself part of this"):
        clauses.edit(clause=part, version=1, changes={"parent": below}, by=admin, at=at)


def test_a_clause_in_use_stays(admin: User, at: datetime) -> None:
    clause = ClauseFactory()
    commitment = CommitmentFactory(agreement=clause.agreement, clause=clause)
    with pytest.raises(Refused, match="rest on this clause"):
        clauses.remove(clause=clause, reason="A slip.", by=admin, at=at)
    commitments.edit(commitment=commitment, version=1, changes={"clause": None}, by=admin, at=at)
    clauses.remove(clause=clause, reason="A slip.", by=admin, at=at)
    assert actions(clause.agreement) == ["clause.remove"]


def test_a_clause_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    agreement = AgreementFactory()
    dies_with_its_entry(monkeypatch, lambda: clauses.add(agreement=agreement, reference="1", by=admin, at=at))
    assert not Clause.objects.exists()
