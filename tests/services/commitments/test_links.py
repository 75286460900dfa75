"""Links and parties of commitments: one of a kind, kept when they end, and always reassessed."""

from datetime import date, datetime

import pytest

from tests.factories import CommitmentFactory, CommitmentLinkFactory, PartyFactory
from tests.services.ledgered import actions, dies_with_its_entry
from tracker.models import CommitmentLink, ReassessmentRequest, User
from tracker.services import commitments
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_link_is_dated_and_asks_for_reassessment(admin: User, at: datetime) -> None:
    duty, other = CommitmentFactory(), CommitmentFactory()
    link = commitments.link(commitment=duty, other=other, kind="prerequisite", by=admin, at=at)
    assert (link.recorded_on, link.recorded_by) == (date(2020, 7, 14), admin)
    assert ReassessmentRequest.objects.get().commitment == duty
    assert actions(duty) == ["commitment.link"]


def test_a_link_is_refused_to_itself_and_a_second_time(admin: User, at: datetime) -> None:
    duty, other = CommitmentFactory(), CommitmentFactory()
    commitments.link(commitment=duty, other=other, kind="reciprocal", by=admin, at=at)
    for wrong, words in ((duty, "linked to itself"), (other, "linked like this already")):
        with pytest.raises(Refused, match=words) as refused:
            commitments.link(commitment=duty, other=wrong, kind="reciprocal", by=admin, at=at)
        assert refused.value.field == "other"
    with pytest.raises(Refused, match="not a valid choice"):
        commitments.link(commitment=duty, other=other, kind="likes", by=admin, at=at)


def test_a_link_that_ends_stays_and_may_be_made_again(admin: User, at: datetime) -> None:
    link = CommitmentLinkFactory()
    ended = commitments.unlink(link=link, reason="They are apart.", by=admin, at=at)
    assert (ended.removed_on, ended.removed_by) == (date(2020, 7, 14), admin)
    assert ReassessmentRequest.objects.get().commitment == link.commitment
    with pytest.raises(Refused, match="has ended already"):
        commitments.unlink(link=link, reason="Again.", by=admin, at=at)
    commitments.link(commitment=link.commitment, other=link.other, kind=link.kind, by=admin, at=at)
    assert CommitmentLink.objects.count() == 2


def test_unlinking_needs_a_reason(admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="Say why") as refused:
        commitments.unlink(link=CommitmentLinkFactory(), reason="", by=admin, at=at)
    assert refused.value.field == "reason"


def test_only_the_note_of_a_link_is_edited(admin: User, at: datetime) -> None:
    link = CommitmentLinkFactory()
    edited = commitments.edit_link(link=link, changes={"note": "By article 4."}, by=admin, at=at)
    assert edited.note == "By article 4."
    with pytest.raises(Refused, match="cannot be changed here"):
        commitments.edit_link(link=link, changes={"kind": "repeats"}, by=admin, at=at)


def test_a_link_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    duty, other = CommitmentFactory(), CommitmentFactory()
    dies_with_its_entry(
        monkeypatch,
        lambda: commitments.link(commitment=duty, other=other, kind="reciprocal", by=admin, at=at),
    )
    assert not CommitmentLink.objects.exists()


def test_the_last_that_owes_a_duty_cannot_be_taken_out(admin: User, at: datetime) -> None:
    duty = CommitmentFactory()
    last = duty.roles.get(role="obligor")
    with pytest.raises(Refused, match="Somebody must owe the duty") as refused:
        commitments.remove_party(role=last, by=admin, at=at)
    assert refused.value.field == "obligors"
    commitments.add_party(commitment=duty, party=PartyFactory(), role="obligor", by=admin, at=at)
    commitments.remove_party(role=last, by=admin, at=at)
    assert actions(duty) == ["commitment.add_party", "commitment.remove_party"]
    assert ReassessmentRequest.objects.get().seq == 2
