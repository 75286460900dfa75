"""The ledger rewritten in seven ways, carefully or not: an outsider with yesterday's checkpoint finds each.

`make faults` tries 1,000 at random, and proofs of every size up to 2,000; `make test` some.
"""

import base64
import copy
import hashlib
import json
import os
import random
from datetime import timedelta
from typing import Any

import pytest

from tests.factories import NOW
from tracker.models import Checkpoint, LedgerEntry
from tracker.publishing.verifier import servanda_verify as standalone
from tracker.services import checkpoints, ledger, merkle

pytestmark = pytest.mark.once

FULL = os.environ.get("FAULTS") == "full"
VARIANTS = int(os.environ.get("TAMPERINGS", "1000" if FULL else "42"))
SEED = int(os.environ.get("TAMPER_SEED", "6962"))
SIZES = range(1, 2001) if FULL else (*range(1, 130), 255, 256, 257, 1023, 1024, 1999, 2000)
LETTERS = "ABCDEF"


def content(number: int, chance: random.Random) -> LedgerEntry:
    """An entry out of the hat: a rating, an original, a change."""
    kind = chance.choice(("source.rate", "attachment.add", "report.edit"))
    after: dict[str, Any] = {"title": f"Said {chance.random()}"}
    if kind == "source.rate":
        after = {"reliability": chance.choice(LETTERS), "from_on": "2020-02-29", "reason": "Known for years"}
    if kind == "attachment.add":
        digest = hashlib.sha256(original(number)).hexdigest()
        after = {"sha256": digest, "size": len(original(number))}
    return LedgerEntry(
        seq=number,
        at=NOW + timedelta(seconds=number),
        actor=chance.choice(("analyst", "manager", "system")),
        action=kind,
        object_type=kind.split(".")[0],
        object_id=number,
        object_ref=f"X-{number}",
        after=after,
        before={},
    )


def original(number: int) -> bytes:
    return f"original {number}".encode() * 3


class World:
    """An exported ledger, its originals, and the checkpoint that somebody kept before all this."""

    def __init__(self, chance: random.Random) -> None:
        self.entries = [content(number, chance) for number in range(1, chance.randint(8, 40))]
        if not any(entry.action == "source.rate" for entry in self.entries):
            self.entries[0] = content_of_a_rating(self.entries[0])
        if not any(entry.action == "attachment.add" for entry in self.entries):
            self.entries[-1] = content_of_an_original(self.entries[-1])
        self.files = {
            entry.after["sha256"]: original(entry.seq)
            for entry in self.entries
            if entry.action == "attachment.add"
        }
        self.rows = [
            {"id": entry.object_id, "fields": dict(entry.after)}
            for entry in self.entries
            if entry.action == "source.rate"
        ]
        self.hash()
        self.heads = [self.head(size) for size in sorted({len(self.entries) // 2, len(self.entries)})]
        self.kept = self.heads[-1]

    def hash(self) -> None:
        for entry in self.entries:
            entry.leaf_hash = ledger.leaf_hash(entry)

    def renumber(self) -> None:
        for number, entry in enumerate(self.entries, 1):
            entry.seq = number

    def head(self, size: int) -> str:
        root = merkle.root(bytes.fromhex(entry.leaf_hash) for entry in self.entries[:size])
        row = Checkpoint(size=size, root_hash=root.hex(), at=NOW)
        row.signature = base64.b64encode(checkpoints.sign(checkpoints.signed_text(row).encode())).decode()
        return checkpoints.as_text(row)

    def cover_up(self) -> None:
        """What somebody with the database and the key can do afterwards."""
        self.renumber()
        self.hash()
        self.rows = [
            {"id": entry.object_id, "fields": dict(entry.after)}
            for entry in self.entries
            if entry.action == "source.rate"
        ]
        self.heads = [self.head(len(self.entries))]

    def lines(self) -> list[str]:
        told: list[dict[str, Any]] = [{"kind": "ledger", "public_key": checkpoints.public_key()}]
        for entry in self.entries:
            canonical = ledger.canonical(entry).decode()
            told.append(
                {"kind": "entry", "seq": entry.seq, "leaf_hash": entry.leaf_hash, "canonical": canonical}
            )
        told += [{"kind": "checkpoint", "text": text} for text in self.heads]
        told += [
            {"kind": "row", "type": "source", "name": f"rating {row['id']}", "action": "source.rate", **row}
            for row in self.rows
        ]
        return [json.dumps(one) for one in told]

    def found(self, *, outside: bool = True) -> list[str]:
        read = standalone.Ledger(self.lines())
        return read.differences(self.files.get, [self.kept] if outside else [])


def content_of_a_rating(entry: LedgerEntry) -> LedgerEntry:
    entry.action, entry.object_type = "source.rate", "source"
    entry.after = {"reliability": "B", "from_on": "2020-02-29", "reason": "Known for years"}
    return entry


def content_of_an_original(entry: LedgerEntry) -> LedgerEntry:
    entry.action, entry.object_type = "attachment.add", "attachment"
    entry.after = {
        "sha256": hashlib.sha256(original(entry.seq)).hexdigest(),
        "size": len(original(entry.seq)),
    }
    return entry


def flip_a_byte(world: World, chance: random.Random) -> None:
    digest = chance.choice(sorted(world.files))
    changed = bytearray(world.files[digest])
    changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
    world.files[digest] = bytes(changed)


def edit_a_rating(world: World, chance: random.Random) -> None:
    row = chance.choice(world.rows)
    letter = chance.choice([one for one in LETTERS if one != row["fields"]["reliability"]])
    if chance.random() < 0.5:
        row["fields"]["reliability"] = letter
    else:
        entry = next(one for one in world.entries if one.object_id == row["id"])
        entry.after["reliability"] = letter


def delete_the_newest(world: World, chance: random.Random) -> None:
    world.entries.pop()


def delete_the_oldest(world: World, chance: random.Random) -> None:
    world.entries.pop(0)


def swap_two(world: World, chance: random.Random) -> None:
    one, other = chance.sample(range(len(world.entries)), 2)
    world.entries[one], world.entries[other] = world.entries[other], world.entries[one]


def rebuild_all(world: World, chance: random.Random) -> None:
    world.entries = [content(entry.seq, chance) for entry in world.entries]
    world.files = {
        entry.after["sha256"]: original(entry.seq)
        for entry in world.entries
        if entry.action == "attachment.add"
    }
    world.cover_up()


def roll_back_to_yesterday(world: World, chance: random.Random) -> None:
    world.entries = world.entries[: chance.randrange(1, len(world.entries))]
    world.heads = [text for text in world.heads if int(text.split("\n")[1]) <= len(world.entries)]
    known = {entry.object_id for entry in world.entries}
    world.rows = [row for row in world.rows if row["id"] in known]


TAMPERINGS = (
    *(flip_a_byte, edit_a_rating, delete_the_newest, delete_the_oldest, swap_two, rebuild_all),
    roll_back_to_yesterday,
)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_each_way_of_rewriting_it_is_found_from_outside(tamper: Any) -> None:
    chance = random.Random(f"{SEED} {tamper.__name__}")
    for number in range(-(-VARIANTS // len(TAMPERINGS))):
        world = World(chance)
        assert world.found() == [], number
        tamper(world, chance)
        may_be_covered = tamper is not flip_a_byte and not (tamper is edit_a_rating and is_only_a_row(world))
        if may_be_covered and chance.random() < 0.5:
            world.cover_up()
        assert world.found(), (number, SEED)


def is_only_a_row(world: World) -> bool:
    """Whether what was edited is the row and no entry: to cover that up is to take it back."""
    return all(entry.leaf_hash == ledger.leaf_hash(entry) for entry in world.entries)


def test_without_a_checkpoint_from_outside_who_has_the_key_gets_away_with_it() -> None:
    world = World(random.Random(SEED))
    rebuild_all(world, random.Random(1))
    assert world.found(outside=False) == []
    assert world.found()


def test_what_is_withheld_is_a_gap_that_the_ledger_explains() -> None:
    world = World(random.Random(SEED))
    lines = world.lines()
    told = [json.loads(line) for line in lines]
    place = next(
        n for n, one in enumerate(told) if one["kind"] == "entry" and "report.edit" in one["canonical"]
    )
    gap = {"kind": "entry", "seq": told[place]["seq"], "leaf_hash": told[place]["leaf_hash"]}
    lines[place] = json.dumps({**gap, "withheld_by": len(world.entries) + 1})
    assert standalone.Ledger(lines).differences() != []
    erased = copy.copy(world.entries[0])
    erased.seq, erased.action, erased.object_type = len(world.entries) + 1, "ledger.withhold", "report"
    erased.after = {"withheld": [gap["seq"]]}
    erased.leaf_hash = ledger.leaf_hash(erased)
    canonical = ledger.canonical(erased).decode()
    lines.append(
        json.dumps(
            {"kind": "entry", "seq": erased.seq, "leaf_hash": erased.leaf_hash, "canonical": canonical}
        )
    )
    read = standalone.Ledger(lines)
    assert read.differences(outside=[world.kept]) == []
    assert read.gaps == [f"Entry {gap['seq']} is withheld by entry {erased.seq}: its hash stays."]


def test_proofs_hold_for_every_size() -> None:
    chance = random.Random(SEED)
    leaves = [standalone.leaf_of(str(number).encode()) for number in range(2000)]
    for size in SIZES:
        tree, index, old = leaves[:size], chance.randrange(size), chance.randint(1, size)
        head, before = merkle.root(tree), merkle.root(leaves[:old])
        assert standalone.root(tree) == head
        path, growth = merkle.inclusion(tree, index), merkle.consistency(tree, old)
        assert merkle.head_of(tree[index], index, size, path) == head
        assert standalone.head_by(tree[index], index, size, path) == head
        assert merkle.grew(before, old, head, size, growth)
        assert standalone.heads_by(before, old, size, growth) == (before, head)
