"""Says how a child tells its parent what it read: lines of JSON, some with bytes behind; it runs nothing.

Nothing in a frame is ever executed or unpickled, and the parent bounds how much of it is taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

LONGEST_LINE = 64 * 1024 * 1024  # bytes of one frame's line of JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One thing a child told: what kind it is, plain values, and bytes."""

    kind: str
    values: dict[str, Any] = field(default_factory=dict)
    blob: bytes = b""


def write(out: IO[bytes], kind: str, *, blob: bytes = b"", **values: Any) -> None:
    """Send one frame at once."""
    head = json.dumps({"kind": kind, "blob": len(blob), "values": values}, ensure_ascii=True)
    out.write(head.encode() + b"\n" + blob)
    out.flush()


def parsed(stream: bytes) -> Iterator[Frame]:
    """The whole frames at the beginning of what a child sent; what is cut short or malformed ends them."""
    place = 0
    while True:
        end = stream.find(b"\n", place, place + LONGEST_LINE)
        if end < 0:
            return
        try:
            head = json.loads(stream[place:end])
            kind, length, values = head["kind"], head["blob"], head["values"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if not (isinstance(kind, str) and isinstance(values, dict) and type(length) is int):
            return
        place = end + 1 + length
        if length < 0 or place > len(stream):
            return
        yield Frame(kind=kind, values=values, blob=stream[end + 1 : place])
