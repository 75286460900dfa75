"""What was changed behind the ledger's back is named; what it explains itself is no difference."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F

from tests.factories import NOW, TODAY, LedgerEntryFactory, SourceFactory, UserFactory
from tests.services.evidence import filed
from tests.services.ledgered import record
from tracker.models import Checkpoint, LedgerEntry, LedgerHead, Report, SourceReliability
from tracker.services import checkpoints, ledger, merkle, sources, verification
from tracker.services.attachments import path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path: Path) -> str:
    """A small ledger with originals of its own, and the checkpoint of it that somebody outside keeps."""
    settings.MEDIA_ROOT = tmp_path / "originals"
    report = filed(text="Seven bases were closed.")
    admin = UserFactory(roles=("admin",))
    source = sources.create(
        slug="wire",
        name="Wire",
        kind="official",
        reliability="B",
        from_on=TODAY,
        reason="Known",
        by=admin,
        at=NOW,
    )
    sources.edit(source=source, version=1, changes={"name": "The Wire"}, by=admin, at=NOW)
    record(report.source)
    return checkpoints.as_text(checkpoints.make(at=NOW))


def said(*outside: str) -> list[str]:
    return [one.sentence for one in verification.differences(outside) if one.is_difference]


def flip_a_byte() -> None:
    digest = next(entry.after["sha256"] for entry in LedgerEntry.objects.filter(action="attachment.add"))
    path = path_of(digest)
    path.chmod(0o600)
    path.write_bytes(b"B" + path.read_bytes()[1:])


def edit_a_rating() -> None:
    SourceReliability.objects.filter(source__slug="wire").update(reliability="A")


def delete_the_newest() -> None:
    LedgerEntry.objects.order_by("-seq")[0].delete()
    LedgerHead.objects.update(size=F("size") - 1)


def delete_the_oldest() -> None:
    LedgerEntry.objects.order_by("seq")[0].delete()
    rows = list(LedgerEntry.objects.order_by("seq"))
    for number, entry in enumerate(rows, 1):
        entry.seq = number
        entry.leaf_hash = ledger.leaf_hash(entry)
        entry.save()
    LedgerHead.objects.update(size=len(rows))


def swap_two() -> None:
    one, other = LedgerEntry.objects.order_by("seq")[:2]
    numbers = (one.seq, other.seq)
    LedgerEntry.objects.filter(pk=one.pk).update(seq=99_999)
    for entry, seq in ((other, numbers[0]), (one, numbers[1])):
        entry.seq = seq
        entry.leaf_hash = ledger.leaf_hash(entry)
        entry.save()


def rebuild_all() -> None:
    for entry in LedgerEntry.objects.all():
        entry.actor = "nobody"
        entry.leaf_hash = ledger.leaf_hash(entry)
        entry.save()
    Checkpoint.objects.all().delete()


def roll_back_to_yesterday() -> None:
    size = LedgerHead.objects.get().size - 3
    LedgerEntry.objects.filter(seq__gt=size).delete()
    LedgerHead.objects.update(size=size)
    Checkpoint.objects.all().delete()


TAMPERINGS: tuple[Callable[[], None], ...] = (
    *(flip_a_byte, edit_a_rating, delete_the_newest, delete_the_oldest, swap_two, rebuild_all),
    roll_back_to_yesterday,
)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_each_way_of_rewriting_it_is_found(kept: str, tamper: Callable[[], None]) -> None:
    assert said(kept) == []
    tamper()
    assert said(kept) != []


def test_with_its_own_checkpoints_gone_only_the_one_outside_tells(kept: str) -> None:
    rebuild_all()
    assert said() == []
    assert [one for one in said(kept) if "from outside" in one and "another root" in one]


def test_an_entry_changed_by_hand_is_named() -> None:
    entry = LedgerEntryFactory(reason="Seen on the spot")
    LedgerEntry.objects.filter(pk=entry.pk).update(reason="Heard of")
    assert f"Entry {entry.seq} (party.edit) does not have the hash of what stands in it." in said()


def test_the_request_is_under_the_hash_too() -> None:
    entry = LedgerEntryFactory()
    LedgerEntry.objects.filter(pk=entry.pk).update(request_id="another")
    assert len(said()) == 1


def test_a_gap_in_the_numbers_is_named() -> None:
    LedgerEntryFactory.create_batch(4)
    LedgerEntry.objects.filter(seq=2).delete()
    assert said() == ["Entry 2 is missing: the next is 3."]


def test_a_row_without_an_entry_is_named() -> None:
    source = SourceFactory(slug="slipped-in")
    assert f"No entry recorded source {source.pk}." in said()


def test_a_report_edited_by_hand_is_named(kept: str) -> None:
    Report.objects.update(title="Another title")
    assert [one for one in said(kept) if one.startswith("The title of report")]


def test_a_withheld_entry_is_a_gap_only_where_a_later_one_says_so() -> None:
    entry = LedgerEntryFactory(before={"name": "Somebody"})
    LedgerEntry.objects.filter(pk=entry.pk).update(before={}, withheld_by=entry.seq + 1)
    assert len(said()) == 1
    LedgerEntryFactory(action="ledger.withhold", after={"withheld": [entry.seq]})
    assert said() == []
    told = [one.sentence for one in verification.differences()]
    assert told == [f"Entry {entry.seq} is withheld by entry {entry.seq + 1}: its hash stays."]


def test_what_is_no_checkpoint_and_another_key_are_said(kept: str, settings, tmp_path: Path) -> None:
    assert said("hello") == ["This is no checkpoint: it has six lines, from “servanda ledger” to “— …”."]
    settings.DATA_DIR = tmp_path
    assert any("another public key" in one for one in said(kept))


def test_the_command_prints_sentences_and_fails(kept: str, tmp_path: Path) -> None:
    file = tmp_path / "kept.txt"
    file.write_text(kept, encoding="utf-8")
    out = StringIO()
    call_command("verify_ledger", checkpoint=[str(file)], stdout=out)
    assert out.getvalue().startswith("No difference: ")
    edit_a_rating()
    out = StringIO()
    with pytest.raises(CommandError, match="1 differences"):
        call_command("verify_ledger", stdout=out)
    assert "No entry recorded the rating of wire" in out.getvalue()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_ledger", checkpoint=[str(tmp_path / "gone.txt")])


def test_the_root_is_that_of_the_stored_hashes(kept: str) -> None:
    leaves = checkpoints.leaves_of(LedgerHead.objects.get().size)
    assert merkle.root(leaves).hex() == Checkpoint.objects.get().root_hash
