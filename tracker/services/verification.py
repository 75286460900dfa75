"""Holds entries, checkpoints, originals and rows against each other and says what differs; mends nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from tracker.models import Checkpoint, LedgerEntry, LedgerHead
from tracker.services import checkpoints, ledger, merkle, statements
from tracker.services.attachments import digest_of, path_of

EMPTY = (None, "", False, 0)
STATED = frozenset(model._meta.model_name for model in statements.ROWS)


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: a difference, or only a gap that the ledger itself explains."""

    sentence: str
    is_difference: bool = True


@dataclass(slots=True)
class _Recorded:
    """What was read while going through the entries once."""

    leaves: list[bytes] = field(default_factory=list)
    withheld: dict[int, int] = field(default_factory=dict)  # an entry, and the one that withholds it
    declared: dict[int, set[int]] = field(default_factory=dict)  # an entry, and those it withholds
    last: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    said: dict[tuple[str, int, str], list[dict[str, Any]]] = field(default_factory=dict)
    is_generated: bool = False


def differences(outside: Collection[str] = ()) -> Iterator[Said]:
    """All that differs, as sentences; `outside` are texts of checkpoints that somebody else kept.

    Entries are read once and originals hashed, so it takes as long as reading the media folder takes.
    """
    recorded = _Recorded()
    yield from _entries(recorded)
    yield from _gaps(recorded)
    for one in Checkpoint.objects.order_by("size").iterator():
        yield from _checkpoint(one, recorded, where="")
    for text in outside:
        yield from _outside(text, recorded)
    for statement in statements.all_of_them():
        yield from _statement(statement, recorded)
    yield from _originals(recorded)


def _entries(recorded: _Recorded) -> Iterator[Said]:
    expected = 1
    for entry in LedgerEntry.objects.order_by("seq").iterator(chunk_size=2000):
        if entry.seq != expected:
            missing = (
                f"Entry {expected} is" if entry.seq == expected + 1 else f"From entry {expected} on some are"
            )
            yield Said(f"{missing} missing: the next is {entry.seq}.")
        expected = entry.seq + 1
        if entry.withheld_by is not None:
            recorded.withheld[entry.seq] = entry.withheld_by
        elif ledger.leaf_hash(entry) != entry.leaf_hash:
            yield Said(f"Entry {entry.seq} ({entry.action}) does not have the hash of what stands in it.")
        try:
            recorded.leaves.append(bytes.fromhex(entry.leaf_hash))
        except ValueError:
            recorded.leaves.append(b"")
            yield Said(f"The hash of entry {entry.seq} is no hash.")
        _remember(entry, recorded)
    size = LedgerHead.objects.get(id=1).size
    if size != expected - 1:
        yield Said(f"The head counts {size} entries, the last is {expected - 1}.")


def _remember(entry: LedgerEntry, recorded: _Recorded) -> None:
    if entry.withheld_by is not None or entry.object_id is None:
        return
    recorded.is_generated |= entry.action == statements.GENERATED
    if isinstance(numbers := entry.after.get("withheld"), list):
        recorded.declared[entry.seq] = set(numbers)
    key = (entry.object_type, entry.object_id)
    if entry.object_type in STATED and entry.action != "source.rate":
        recorded.last.setdefault(key, {}).update(entry.after)
    if entry.action in ("source.rate", "attachment.add", statements.ERASED):
        recorded.said.setdefault((*key, entry.action), []).append(entry.after)


def _gaps(recorded: _Recorded) -> Iterator[Said]:
    for seq, by in recorded.withheld.items():
        if seq in recorded.declared.get(by, ()):
            yield Said(f"Entry {seq} is withheld by entry {by}: its hash stays.", is_difference=False)
        else:
            yield Said(f"Entry {seq} claims to be withheld by entry {by}, which does not say so.")


def _checkpoint(one: Checkpoint, recorded: _Recorded, *, where: str) -> Iterator[Said]:
    name = f"The checkpoint {where}of {one.at:%Y-%m-%d %H:%M} over {one.size} entries"
    if not checkpoints.is_signed(one):
        yield Said(f"{name} does not bear the signature of this installation.")
    if one.size > len(recorded.leaves):
        yield Said(f"{name} is of a longer ledger: there are {len(recorded.leaves)} entries now.")
    elif merkle.root(recorded.leaves[: one.size]).hex() != one.root_hash:
        yield Said(f"{name} has another root than the ledger has there: what was recorded by then changed.")


def _outside(text: str, recorded: _Recorded) -> Iterator[Said]:
    try:
        one, key = checkpoints.from_text(text)
    except ValueError as error:
        yield Said(str(error))
        return
    if key != checkpoints.public_key():
        yield Said("The checkpoint from outside names another public key than this installation's.")
    yield from _checkpoint(one, recorded, where="from outside ")


def _statement(one: statements.Statement, recorded: _Recorded) -> Iterator[Said]:
    if one.action:
        entries = recorded.said.get((one.kind, one.number, one.action), ())
        wanted = one.fields.items()
        found = any(all(entry.get(name) == value for name, value in wanted) for entry in entries)
        if not found and (entries or not recorded.is_generated):
            yield Said(f"No entry recorded the {one.name} as it is stored ({one.action}).")
        return
    last = recorded.last.get((one.kind, one.number))
    if last is None:
        if not recorded.is_generated:
            yield Said(f"No entry recorded {one.name}.")
        return
    for name, value in one.fields.items():
        agrees = last[name] == value if name in last else value in EMPTY
        if not agrees:
            yield Said(f"The {name} of {one.name} is not what was last recorded of it.")


def _originals(recorded: _Recorded) -> Iterator[Said]:
    """Those that entries name, so that one is missed even where its row is gone too."""
    named: dict[str, set[str]] = {"attachment.add": set(), statements.ERASED: set()}
    for (_kind, _number, action), entries in recorded.said.items():
        named.get(action, set()).update(one["sha256"] for one in entries if "sha256" in one)
    gone = named[statements.ERASED]
    for digest in sorted(gone | named["attachment.add"]):
        path = path_of(digest)
        if digest in gone:
            is_there = path.exists()
            told = "was erased and is there." if is_there else "is withheld: its hash stays."
            yield Said(f"The original {digest} {told}", is_difference=is_there)
        elif not path.is_file():
            yield Said(f"The original {digest} is missing.")
        elif digest_of(path) != digest:
            yield Said(f"The original {digest} does not have this hash any more.")
