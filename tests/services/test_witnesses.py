"""Witnesses are mailed the first checkpoint of a day, once each, and what fails is tried again or parked."""

from datetime import timedelta

import pytest

from tests.factories import NOW, TODAY, LedgerEntryFactory, UserFactory, WitnessFactory
from tests.post_office import post_office
from tracker.models import Checkpoint, CheckpointLetter, Witness
from tracker.models.states import LetterState
from tracker.publishing import witness_letters
from tracker.services import checkpoints, witnesses
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def post_all(at=NOW) -> None:
    for number in witnesses.due(at=at):
        witness_letters.post(number, at=at)


def test_each_witness_of_the_day_is_mailed_a_checkpoint_once() -> None:
    WitnessFactory(email="court@example.org")
    WitnessFactory(since_on=TODAY + timedelta(days=1))
    WitnessFactory(until_on=TODAY - timedelta(days=1))
    LedgerEntryFactory()
    with post_office() as office:
        for _ in range(2):
            witnesses.publish_daily(at=NOW)
            post_all()
        assert [recipients for recipients, _message in office.taken] == [["court@example.org"]]
        text = office.messages[0].get_content()
    head = Checkpoint.objects.get()
    kept, key = checkpoints.from_text(text[text.index(checkpoints.ORIGIN) :].replace("\r\n", "\n"))
    assert (kept.size, kept.root_hash, key) == (head.size, head.root_hash, checkpoints.public_key())
    assert checkpoints.is_signed(kept)
    assert CheckpointLetter.objects.get().state == LetterState.SENT


def test_a_day_has_one_checkpoint_by_itself_and_as_many_as_are_asked_for() -> None:
    assert witnesses.publish_daily(at=NOW) is None
    LedgerEntryFactory()
    first = witnesses.publish_daily(at=NOW)
    LedgerEntryFactory()
    assert witnesses.publish_daily(at=NOW + timedelta(hours=1)) == first
    asked = witnesses.publish(by=UserFactory(roles=("admin",)), at=NOW)
    assert asked.size == 2
    assert witnesses.publish_daily(at=NOW + timedelta(days=1)) is None
    LedgerEntryFactory()
    assert witnesses.publish_daily(at=NOW + timedelta(days=1)).size == 3


def test_a_letter_that_fails_waits_and_is_parked_after_three_times() -> None:
    WitnessFactory()
    LedgerEntryFactory()
    with post_office() as office:
        office.refuses = ["451 Later"] * 3
        witnesses.publish(at=NOW)
        at = NOW
        for attempt in range(1, 4):
            post_all(at)
            row = CheckpointLetter.objects.get()
            assert row.attempts == attempt
            assert "451" in row.last_error
            assert witnesses.due(at=at) == []
            at += timedelta(hours=2)
        assert row.state == LetterState.PARKED
        assert office.taken == []


def test_without_mail_nothing_waits_and_the_checkpoint_is_there(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    WitnessFactory()
    LedgerEntryFactory()
    witnesses.publish(at=NOW)
    assert Checkpoint.objects.exists()
    assert not CheckpointLetter.objects.exists()


def test_a_letter_held_by_a_worker_is_not_sent_by_another() -> None:
    WitnessFactory()
    LedgerEntryFactory()
    with post_office():
        witnesses.publish(at=NOW)
        (number,) = witnesses.due(at=NOW)
        assert witnesses.claim(letter_id=number, at=NOW) is not None
        assert witnesses.claim(letter_id=number, at=NOW) is None
        assert witnesses.due(at=NOW) == []
        assert witnesses.due(at=NOW + timedelta(minutes=4)) == [number]


def test_only_administrators_name_witnesses_and_publish() -> None:
    manager = UserFactory(roles=("manager",))
    with pytest.raises(Refused):
        witnesses.add(name="A court", email="court@example.org", since_on=TODAY, by=manager, at=NOW)
    with pytest.raises(Refused):
        witnesses.publish(by=manager, at=NOW)
    admin = UserFactory(roles=("admin",))
    row = witnesses.add(name="A court", email="court@example.org", since_on=TODAY, by=admin, at=NOW)
    witnesses.edit(witness=row, changes={"until_on": TODAY}, by=admin, at=NOW)
    assert Witness.objects.get().until_on == TODAY
    with pytest.raises(Refused):
        witnesses.edit(witness=row, changes={"until_on": TODAY - timedelta(days=4000)}, by=admin, at=NOW)
