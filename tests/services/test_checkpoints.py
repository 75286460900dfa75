"""A checkpoint holds the ledger to what it said: one changed, lost or swapped entry is noticed."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F

from tests.factories import NOW, LedgerEntryFactory
from tracker.models import Checkpoint, LedgerEntry
from tracker.services import checkpoints

pytestmark = pytest.mark.django_db


def test_a_head_is_signed_once_for_a_size():
    LedgerEntryFactory.create_batch(3)
    made = checkpoints.make(at=NOW)
    assert made.size == LedgerEntry.objects.count()
    assert checkpoints.agrees(made)
    assert checkpoints.make(at=NOW + timedelta(days=1)) == made
    LedgerEntryFactory()
    later = checkpoints.make(at=NOW + timedelta(days=1))
    assert later.size == made.size + 1
    assert checkpoints.agrees(made)
    assert checkpoints.agrees(later)


def test_an_empty_ledger_has_a_head_too():
    assert checkpoints.agrees(checkpoints.make(at=NOW))


@pytest.mark.parametrize("field", ["size", "root_hash", "at", "signature"])
def test_no_part_of_a_checkpoint_can_be_another(field: str):
    LedgerEntryFactory.create_batch(2)
    made = checkpoints.make(at=NOW)
    other = {
        "size": made.size - 1,
        "root_hash": "00" * 32,
        "at": made.at + timedelta(seconds=1),
        "signature": base64.b64encode(bytes(64)).decode(),
    }
    setattr(made, field, other[field])
    assert not checkpoints.agrees(made)


def test_a_changed_entry_a_lost_one_and_two_swapped_ones_are_noticed():
    LedgerEntryFactory.create_batch(4)
    made = checkpoints.make(at=NOW)
    rows = list(LedgerEntry.objects.order_by("seq"))
    LedgerEntry.objects.filter(pk=rows[1].pk).update(leaf_hash="11" * 32)
    assert not checkpoints.agrees(made)
    LedgerEntry.objects.filter(pk=rows[1].pk).update(leaf_hash=rows[1].leaf_hash)
    assert checkpoints.agrees(made)
    LedgerEntry.objects.filter(pk=rows[0].pk).update(leaf_hash=rows[2].leaf_hash)
    LedgerEntry.objects.filter(pk=rows[2].pk).update(leaf_hash=rows[0].leaf_hash)
    assert not checkpoints.agrees(made)
    LedgerEntry.objects.filter(pk=rows[0].pk).update(leaf_hash=rows[0].leaf_hash)
    LedgerEntry.objects.filter(pk=rows[2].pk).update(leaf_hash=rows[2].leaf_hash)
    LedgerEntry.objects.filter(pk=rows[3].pk).delete()
    assert not checkpoints.agrees(made)
    assert LedgerEntry.objects.filter(seq=F("seq")).count() == len(rows) - 1


def test_the_key_is_private_and_made_once(settings, tmp_path: Path):
    settings.DATA_DIR = tmp_path
    first = checkpoints.public_key()
    assert checkpoints.public_key() == first
    key = tmp_path / "keys" / "ledger.key"
    assert key.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in key.parent.iterdir()] == ["ledger.key"]


def test_another_installation_does_not_vouch_for_it(settings, tmp_path: Path):
    made = checkpoints.make(at=NOW)
    settings.DATA_DIR = tmp_path
    assert not checkpoints.agrees(made)


def test_as_text_it_carries_all_that_a_check_needs():
    LedgerEntryFactory()
    made = checkpoints.make(at=NOW)
    text = checkpoints.as_text(Checkpoint.objects.get(pk=made.pk))
    lines = text.split("\n")
    assert lines[:2] == ["servanda ledger", str(made.size)]
    assert base64.b64decode(lines[2]).hex() == made.root_hash
    mark, key, signature = lines[5].split(" ")
    assert (mark, key, signature) == ("—", checkpoints.public_key(), made.signature)
