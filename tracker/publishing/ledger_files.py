"""Writes the ledger and proofs of it as files that outsiders verify without us; it judges nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tracker.models import Checkpoint, LedgerEntry
from tracker.services import checkpoints, ledger, merkle, statements


def lines() -> Iterator[str]:
    """The whole ledger as JSON lines: key, entries as they were hashed, checkpoints, what rows say today.

    All of it, whatever its marking: it is for administrators to hand to whom they trust.
    """
    yield _line(kind="ledger", public_key=checkpoints.public_key())
    for entry in LedgerEntry.objects.order_by("seq").iterator(chunk_size=2000):
        yield _line(**_entry(entry))
    for head in Checkpoint.objects.exclude(signature="").order_by("size").iterator():
        yield _line(kind="checkpoint", text=checkpoints.as_text(head))
    for one in statements.all_of_them():
        yield _line(
            kind="row", type=one.kind, id=one.number, name=one.name, action=one.action, fields=one.fields
        )


def proof_of(entry: LedgerEntry, head: Checkpoint) -> dict[str, Any]:
    """What shows that an entry is under a checkpoint, and that each earlier one grew into that.

    It holds this one entry and hashes of the others. Raises ValueError, with a sentence, for an entry that is
    withheld or that came after the checkpoint.
    """
    if entry.withheld_by is not None:
        raise ValueError(
            f"Entry {entry.seq} is withheld by entry {entry.withheld_by}: only its hash is left."
        )
    if entry.seq > head.size:
        raise ValueError(f"Entry {entry.seq} came after that checkpoint; make a new one first.")
    leaves = checkpoints.leaves_of(head.size)
    earlier = Checkpoint.objects.filter(size__gt=0, size__lte=head.size).exclude(signature="")
    return {
        "seq": entry.seq,
        "canonical": ledger.canonical(entry).decode(),
        "public_key": checkpoints.public_key(),
        "checkpoint": checkpoints.as_text(head),
        "inclusion": [step.hex() for step in merkle.inclusion(leaves, entry.seq - 1)],
        "consistency": [
            {"from": size, "path": [step.hex() for step in merkle.consistency(leaves, size)]}
            for size in earlier.order_by("size").values_list("size", flat=True)
        ],
    }


def _entry(entry: LedgerEntry) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": "entry", "seq": entry.seq, "leaf_hash": entry.leaf_hash}
    if entry.withheld_by is not None:
        return {**told, "withheld_by": entry.withheld_by}
    return {**told, "canonical": ledger.canonical(entry).decode()}


def _line(**told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
