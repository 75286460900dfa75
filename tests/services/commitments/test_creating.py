"""Commitments are entered whole, with a first version, or not at all; their words are edited apart."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.factories import AgreementFactory, AnchorFactory, ClauseFactory, PartyFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Agreement, Commitment, CommitmentVersion, ReassessmentRequest, User
from tracker.services import commitments
from tracker.services.deadlines import BadDeadlineRule
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db

START = date(2020, 2, 29)
ACT = {"kind": "ACT", "starts_on": START, "deadline_rule": "signature + 135 days"}
METRIC = {**ACT, "kind": "METRIC", "unit": "persons", "baseline": 13000, "target": 8600}
DUTY = {"kind": "CONTINUING", "starts_on": START}


@pytest.fixture
def agreement(db: None) -> Agreement:
    agreement = AgreementFactory(marking=1)
    AnchorFactory(agreement=agreement, code="signature", happened_on=START)
    return agreement


def create(agreement: Agreement, by: User, at: datetime, **wanted: Any) -> Commitment:
    sent = {"code": "USG-02", "title": "Reduce forces", "inputs": METRIC, "obligors": [PartyFactory()]}
    return commitments.create(agreement=agreement, **{**sent, **wanted}, by=by, at=at)


def test_a_commitment_is_entered_with_its_first_version(
    agreement: Agreement, admin: User, at: datetime
) -> None:
    owed, carries = PartyFactory(), PartyFactory()
    commitment = create(agreement, admin, at, beneficiaries=[owed], implementers=[carries])
    version = commitment.current
    assert version is not None
    assert (version.number, version.due_on) == (1, date(2020, 7, 13))
    assert (version.recorded_on, version.recorded_by) == (date(2020, 7, 14), admin)
    assert sorted(commitment.roles.values_list("role", flat=True)) == [
        "beneficiary",
        "implementer",
        "obligor",
    ]
    assert commitment.effective_marking == 1
    assert ReassessmentRequest.objects.get().commitment == commitment
    assert actions(commitment) == [
        "commitment.create",
        "commitment.define",
        *["commitment.add_party"] * 3,
    ]
    assert entries(commitment)[1].after["due_on"] == "2020-07-13"


def test_an_anchor_without_a_day_leaves_the_due_day_open(
    agreement: Agreement, admin: User, at: datetime
) -> None:
    AnchorFactory(agreement=agreement, code="talks", happened_on=None)
    commitment = create(agreement, admin, at, inputs={**ACT, "deadline_rule": "3 months after talks"})
    assert commitment.current is not None
    assert commitment.current.due_on is None


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"code": ""}, "code", "is empty"),
        ({"obligors": []}, "obligors", "Somebody must owe the duty"),
        ({"inputs": {**METRIC, "target": None}}, "target", "needs a baseline and a target"),
        ({"inputs": {**METRIC, "baseline": None}}, "baseline", "needs a baseline and a target"),
        ({"inputs": {**ACT, "target": 3}}, "target", "Only a measured target"),
        ({"inputs": {**ACT, "sustain": True}}, "sustain", "Only a measured target is kept up"),
        ({"inputs": {**DUTY, "grace_days": 3}}, "grace_days", "Set them to 0"),
        ({"inputs": {**ACT, "deadline_rule": "2020-01-01"}}, "deadline_rule", "before it starts on 2020-02"),
        ({"inputs": {**ACT, "deadline_rule": "2020-02-30"}}, "deadline_rule", "does not exist"),
        ({"inputs": {**ACT, "deadline_rule": "signing + 3 days"}}, "deadline_rule", "it has: signature"),
        ({"inputs": {**ACT, "deadline_rule": "signature + -3 days"}}, "deadline_rule", "character 13"),
        ({"inputs": {**ACT, "starts_on": "2020-02-30"}}, "starts_on", "invalid date"),
        ({"inputs": {**ACT, "starts_on": None}}, "starts_on", "is empty"),
        ({"inputs": {**ACT, "kind": "WISH"}}, "kind", "not a valid choice"),
        ({"inputs": {**ACT, "half_life_for_days": 9}}, "half_life_against_days", "come in pairs"),
        ({"inputs": {**ACT, "closed_on": START}}, "closed_reason", "Say why it is closed"),
        ({"inputs": {**ACT, "closed_reason": "Done."}}, "closed_on", "Give the day"),
        ({"inputs": {**METRIC, "tolerance_pm": 1001}}, "tolerance_pm", "at most 1000"),
        ({"inputs": {**METRIC, "decimals": 10}}, "decimals", "At most nine decimals"),
        ({"inputs": {**METRIC, "target": 2**63}}, "target", "less than or equal to"),
        ({"inputs": {**ACT, "grace_days": 2**31 - 1}}, "grace_days", "after the year 9999"),
        ({"inputs": {**ACT, "due_on": START}}, "deadline_rule", "follows from the deadline rule"),
        ({"inputs": {**ACT, "colour": "red"}}, "colour", "not an input of the method"),
    ],
)
def test_a_commitment_that_cannot_be_is_refused_whole(
    wrong: dict[str, Any], field: str, words: str, agreement: Agreement, admin: User, at: datetime
) -> None:
    with pytest.raises(Refused, match=words) as refused:
        create(agreement, admin, at, **wrong)
    assert refused.value.field == field
    assert not Commitment.objects.exists()
    assert not CommitmentVersion.objects.exists()
    assert not ReassessmentRequest.objects.exists()


def test_a_bad_rule_says_where_it_stopped(agreement: Agreement, admin: User, at: datetime) -> None:
    with pytest.raises(BadDeadlineRule) as refused:
        create(agreement, admin, at, inputs={**ACT, "deadline_rule": "14 moons after signature"})
    assert refused.value.position == 4


def test_a_code_is_used_once_in_an_agreement(agreement: Agreement, admin: User, at: datetime) -> None:
    create(agreement, admin, at)
    with pytest.raises(Refused, match="commitment with this code already") as refused:
        create(agreement, admin, at)
    assert refused.value.field == "code"
    other = AgreementFactory()
    create(other, admin, at, inputs=DUTY)


def test_a_commitment_fails_with_its_entry(
    agreement: Agreement, admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies_with_its_entry(monkeypatch, lambda: create(agreement, admin, at))
    assert not Commitment.objects.exists()


def test_words_are_edited_without_another_version_of_the_inputs(
    agreement: Agreement, admin: User, at: datetime
) -> None:
    commitment = create(agreement, admin, at)
    ReassessmentRequest.objects.all().delete()
    clause = ClauseFactory(agreement=agreement, reference="1.A.1")
    edited = commitments.edit(
        commitment=commitment, version=1, changes={"title": "Withdraw", "clause": clause}, by=admin, at=at
    )
    assert (edited.title, edited.version) == ("Withdraw", 2)
    assert edited.current is not None
    assert edited.current.number == 1
    assert entries(commitment)[-1].after == {"title": "Withdraw", "clause": "1.A.1"}
    assert not ReassessmentRequest.objects.exists()


def test_a_clause_of_another_agreement_is_refused(agreement: Agreement, admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="belongs to another agreement") as refused:
        create(agreement, admin, at, clause=ClauseFactory())
    assert refused.value.field == "clause"


def test_a_stale_edit_gets_both_texts(agreement: Agreement, admin: User, at: datetime) -> None:
    commitment = create(agreement, admin, at)
    commitments.edit(commitment=commitment, version=1, changes={"title": "Theirs"}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        commitments.edit(commitment=commitment, version=1, changes={"title": "Mine"}, by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"title": "Theirs"}, {"title": "Mine"})


def test_another_marking_asks_for_reassessment(agreement: Agreement, admin: User, at: datetime) -> None:
    commitment = create(agreement, admin, at)
    ReassessmentRequest.objects.all().delete()
    commitments.edit(commitment=commitment, version=1, changes={"marking": 4}, by=admin, at=at)
    assert ReassessmentRequest.objects.get().commitment == commitment
