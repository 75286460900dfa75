"""The jobs of the ledger: one checkpoint a day, and its letters, however often they are called."""

import pytest

from tests.factories import LedgerEntryFactory, WitnessFactory
from tests.post_office import post_office
from tracker.models import Checkpoint, CheckpointLetter
from tracker.services import witnesses
from tracker.tasks.ledger import mail_checkpoint, publish_checkpoint

pytestmark = pytest.mark.django_db


def test_the_checkpoint_of_the_day_is_made_and_mailed_once() -> None:
    LedgerEntryFactory()
    WitnessFactory()
    with post_office() as office:
        for _ in range(2):
            publish_checkpoint()
            letter = CheckpointLetter.objects.get()
            mail_checkpoint(letter.pk)
        assert len(office.messages) == 1
    assert Checkpoint.objects.count() == 1
    assert witnesses.due(at=letter.due_at) == []
