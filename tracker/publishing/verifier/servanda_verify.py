#!/usr/bin/env python3
"""Verifies an exported Servanda ledger with Python's standard library alone; it must trust nothing it reads.

    python3 servanda_verify.py LEDGER [--files DIR] [--checkpoint FILE]... [--key BASE64]

LEDGER is what `export_ledger` wrote, or with --proof what `prove_entry` printed; DIR the folder of the
originals; FILE a checkpoint that you kept yourself, --key the public key as you learned it elsewhere: without
them, whoever rewrote all rewrote these too. Ends with 0 when nothing differs, else with 1.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Point = tuple[int, int, int, int]
Line = dict[str, Any]
Files = Callable[[str], "bytes | None"]
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME
BASE_Y = 4 * pow(5, PRIME - 2, PRIME) % PRIME
EMPTY = (None, "", False, 0)


def recover(y: int, sign: int) -> Point | None:
    """The point with this y (RFC 8032, 5.1.3); None when there is none."""
    if y >= PRIME:
        return None
    square = (y * y - 1) * pow(CURVE * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if (x * x - square) % PRIME or (x == 0 and sign):
        return None
    x = PRIME - x if x & 1 != sign else x
    return x, y, 1, x * y % PRIME


def plus(one: Point, two: Point) -> Point:
    """Two points added, in extended coordinates (RFC 8032, 5.1.4)."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % PRIME
    b = (one[1] + one[0]) * (two[1] + two[0]) % PRIME
    c = 2 * one[3] * two[3] * CURVE % PRIME
    d = 2 * one[2] * two[2] % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number: int, point: Point) -> Point:
    """A point taken a number of times."""
    total = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = plus(total, point)
        point, number = plus(point, point), number >> 1
    return total


def is_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the Ed25519 signature of a text is that of a key (RFC 8032, 5.1.7), all three bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    numbers = [int.from_bytes(packed, "little") for packed in (key, signature[:32])]
    owner, nonce = (recover(number & (1 << 255) - 1, number >> 255) for number in numbers)
    base, factor = recover(BASE_Y, 0), int.from_bytes(signature[32:], "little")
    if owner is None or nonce is None or base is None or factor >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % ORDER
    left, right = times(factor, base), plus(nonce, times(challenge, owner))
    return all((left[n] * right[2] - right[n] * left[2]) % PRIME == 0 for n in (0, 1))


def leaf_of(content: bytes) -> bytes:
    """RFC 6962, 2.1: the hash of an entry, which can never be passed off as a node."""
    return hashlib.sha256(b"\x00" + content).digest()


def node(left: bytes, right: bytes) -> bytes:
    """RFC 6962, 2.1: the head over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962, 2.1: the head over leaf hashes in their order."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [node(*level[n : n + 2]) for n in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0] if level else hashlib.sha256(b"").digest()


def head_by(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """RFC 6962, 2.1.1: the head that a path leads to from a leaf. Raises ValueError when it does not fit."""
    if size == 1 and not path:
        return leaf
    if size < 2 or not path or not 0 <= index < size:
        raise ValueError("The path has another length.")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return node(head_by(leaf, index, half, path[:-1]), path[-1])
    return node(path[-1], head_by(leaf, index - half, size - half, path[:-1]))


def heads_by(
    old: bytes, old_size: int, size: int, path: list[bytes], is_edge: bool = True
) -> tuple[bytes, bytes]:
    """RFC 6962, 2.1.2: the old head and the new that a path makes. Raises ValueError when it does not fit."""
    if old_size == size and len(path) == (0 if is_edge else 1):
        return (old, old) if is_edge else (path[0], path[0])
    if not 0 < old_size < size or not path:
        raise ValueError("The path has another length.")
    half = 1 << (size - 1).bit_length() - 1
    if old_size <= half:
        before, after = heads_by(old, old_size, half, path[:-1], is_edge)
        return before, node(after, path[-1])
    before, after = heads_by(old, old_size - half, size - half, path[:-1], False)
    return node(path[-1], before), node(path[-1], after)


def checkpoint_of(text: str) -> tuple[int, bytes, bytes, bytes, bytes]:
    """The size, root, signed bytes, key and signature of a checkpoint; ValueError for what is none."""
    found = re.fullmatch(
        r"(servanda ledger\n(\d+)\n([\w+/=]{44})\n\S+\n)\n— (\S+) (\S+)\n*", text.replace("\r\n", "\n")
    )
    if not found:
        raise ValueError("This is no checkpoint of a Servanda ledger.")
    signed, size, head, key, signature = found.groups()
    read = [base64.b64decode(one, validate=True) for one in (head, key, signature)]
    return int(size), read[0], signed.encode(), read[1], read[2]


def compare_checkpoint(text: str, leaves: list[bytes] | None, key: bytes, where: str) -> list[str]:
    """Sentences on a checkpoint against the leaves and the key that should have signed it."""
    try:
        size, head, signed, own_key, signature = checkpoint_of(text)
    except ValueError as error:
        return [f"{where}: {error}"]
    faults = [f"{where} names another public key."] if own_key != key else []
    if not is_signed(key, signed, signature):
        faults.append(f"{where} does not bear the signature of that key.")
    if leaves is not None and size > len(leaves):
        faults.append(f"{where} is of a longer ledger: {size} entries, there are {len(leaves)} now.")
    elif leaves is not None and root(leaves[:size]) != head:
        faults.append(f"{where} has another root: what was recorded by then changed.")
    return faults


class Ledger:
    """An exported ledger as it was read: what differs, and the gaps that it explains itself."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.faults: list[str] = []
        self.gaps: list[str] = []
        self.leaves: list[bytes] = []
        self.others: dict[str, list[Line]] = {"ledger": [], "checkpoint": [], "row": []}
        self.withheld: dict[int, int] = {}
        self.declared: dict[int, Any] = {}
        self.last: dict[tuple[str, int], Line] = {}
        self.said: dict[tuple[str, int, str], list[Line]] = {}
        self.is_generated = False
        for number, line in enumerate(lines, 1):
            try:
                one = json.loads(line)
                if one["kind"] == "entry":
                    self.entry(one)
                else:
                    self.others[one["kind"]].append(one)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                self.faults.append(f"Line {number} cannot be read: {type(error).__name__} {error}.")

    def entry(self, one: Line) -> None:
        """Take in an entry: its place, its hash, what it says."""
        place = len(self.leaves) + 1
        self.leaves.append(bytes.fromhex(one["leaf_hash"]))
        if one["seq"] != place:
            self.faults.append(f"Entry {one['seq']} stands where entry {place} should.")
        if one.get("withheld_by") is not None:
            self.withheld[one["seq"]] = one["withheld_by"]
            return
        if leaf_of(one["canonical"].encode()) != self.leaves[-1]:
            self.faults.append(f"Entry {one['seq']} does not have the hash of what stands in it.")
        content = json.loads(one["canonical"])
        if content["seq"] != one["seq"]:
            self.faults.append(f"Entry {one['seq']} says of itself that it is entry {content['seq']}.")
        after, thing = content["after"], (content["object_type"], content["object_id"])
        self.is_generated |= content["action"] == "dataset.generate"
        self.declared[one["seq"]] = after.get("withheld")
        if content["action"] != "source.rate":
            self.last.setdefault(thing, {}).update(after)
        self.said.setdefault((*thing, content["action"]), []).append(after)

    def differences(
        self, files: Files | None = None, outside: Iterable[str] = (), key: bytes | None = None
    ) -> list[str]:
        """All that differs, as sentences; `files` is a function from a SHA-256 to bytes or None."""
        faults = list(self.faults)
        for seq, by in self.withheld.items():
            explained = by > seq and isinstance(self.declared.get(by), list) and seq in self.declared[by]
            told = ": its hash stays." if explained else ", which does not say so."
            (self.gaps if explained else faults).append(f"Entry {seq} is withheld by entry {by}{told}")
        named = [base64.b64decode(one["public_key"]) for one in self.others["ledger"]] or [b""]
        if key is not None and key != named[0]:
            faults.append("The ledger names another public key than the one you gave.")
        heads = [("Its", one["text"]) for one in self.others["checkpoint"]]
        for whose, text in [*heads, *(("Your", one) for one in outside)]:
            faults += compare_checkpoint(text, self.leaves, key or named[0], f"{whose} checkpoint")
        for one in self.others["row"]:
            faults += self.row(one)
        return faults + (self.compare_files(files) if files else [])

    def row(self, one: Line) -> list[str]:
        """Sentences on what a row says today against what was recorded of it."""
        thing, fields = (one["type"], one["id"]), one["fields"]
        if one["action"]:
            entries = self.said.get((*thing, one["action"]), [])
            found = any(all(entry.get(name) == fields[name] for name in fields) for entry in entries)
            is_lost = not found and (entries or not self.is_generated)
            return [f"No entry recorded the {one['name']} as it is stored."] if is_lost else []
        if thing not in self.last:
            return [] if self.is_generated else [f"No entry recorded {one['name']}."]
        last = self.last[thing]
        wrong = [n for n, v in fields.items() if (last[n] != v if n in last else v not in EMPTY)]
        return [f"The {name} of {one['name']} is not what was last recorded of it." for name in wrong]

    def compare_files(self, files: Files) -> list[str]:
        """Sentences on the originals that entries name: each there as it was, or withheld and gone."""
        named: dict[str, set[str]] = {"attachment.add": set(), "attachment.erase": set()}
        for (_type, _id, action), entries in self.said.items():
            named.get(action, set()).update(entry["sha256"] for entry in entries if "sha256" in entry)
        gone, faults = named["attachment.erase"], []
        for digest in sorted(gone | named["attachment.add"]):
            content = files(digest)
            if digest in gone and content is None:
                self.gaps.append(f"The original {digest} is withheld: its hash stays.")
            elif digest in gone:
                faults.append(f"The original {digest} was erased and is there.")
            elif content is None:
                faults.append(f"The original {digest} is missing.")
            elif hashlib.sha256(content).hexdigest() != digest:
                faults.append(f"The original {digest} does not have this hash any more.")
        return faults


def check_proof(proof: Line, outside: Iterable[str], key: bytes | None) -> list[str]:
    """Sentences on the proof of one entry (`manage.py prove_entry`): hash, path, checkpoint, consistency."""
    key = key or base64.b64decode(proof["public_key"])
    faults = compare_checkpoint(proof["checkpoint"], None, key, "Its checkpoint")
    size, top = checkpoint_of(proof["checkpoint"])[:2]
    paths = {one["from"]: [bytes.fromhex(step) for step in one["path"]] for one in proof["consistency"]}
    try:
        path = [bytes.fromhex(one) for one in proof["inclusion"]]
        if head_by(leaf_of(proof["canonical"].encode()), proof["seq"] - 1, size, path) != top:
            faults.append("The path does not lead from the entry to the checkpoint.")
        for text in outside:
            faults += compare_checkpoint(text, None, key, "Your checkpoint")
            old_size, old = checkpoint_of(text)[:2]
            if old_size and heads_by(old, old_size, size, paths.get(old_size, [])) != (old, top):
                faults.append("The checkpoint you kept did not grow into that of the proof.")
    except ValueError as error:
        faults.append(f"The proof cannot be followed. {error}")
    return faults


def main() -> int:
    """Read the arguments, print the sentences, end with 0 or 1."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--proof", action="store_true", help="the file is the proof of one entry")
    options.add_argument("--files", type=Path)
    options.add_argument("--checkpoint", action="append", default=[], type=Path)
    options.add_argument("--key", type=base64.b64decode)
    given = options.parse_args()
    outside = [one.read_text(encoding="utf-8") for one in given.checkpoint]

    def original(digest: str) -> bytes | None:
        folders = ("", f"{digest[:2]}/{digest[2:4]}", f"sha256/{digest[:2]}/{digest[2:4]}")
        places = (given.files / folder / digest for folder in folders)
        return next((one.read_bytes() for one in places if one.is_file()), None)

    with given.file.open(encoding="utf-8") as lines:
        ledger = Ledger([] if given.proof else lines)
        if given.proof:
            faults = check_proof(json.load(lines), outside, given.key)
        else:
            faults = ledger.differences(original if given.files else None, outside, given.key)
    said = [*ledger.gaps, *faults, f"{len(faults)} differences." if faults else "No difference."]
    sys.stdout.write("\n".join(said) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
