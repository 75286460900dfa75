"""Says what a reader of originals must answer, and which one is in use; it must not know any format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a page; `leaf` is the page of the original it stands on, where that has pages."""

    text: str
    leaf: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """A file that came inside another, such as an attachment of a mail."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an original says: its type, its text, what it says of itself, a sentence where not all is text.

    `leaves` counts the pages of the original, `read_leaves` those read by now: the next reading goes on after
    that when `is_complete` is False.
    """

    content_type: str
    pages: Sequence[PageText] = ()
    problem: str = ""
    title: str = ""
    author: str = ""
    written_on: date | None = None
    language: str = ""
    by_ocr: bool = False
    leaves: int = 0
    read_leaves: int = 0
    is_complete: bool = True
    enclosed: Sequence[Enclosed] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Pictures (WebP) of pages by their number, and the last page that was tried."""

    images: dict[int, bytes] = field(default_factory=dict)
    upto: int


class Reader(Protocol):
    """Reads originals; it never raises because of what a file holds."""

    def read_pasted(self, words: str) -> Reading | None:
        """What pasted text says, when that is told in a moment; None when a child must read it."""

    def read(self, name: str, path: Path, *, after: int = 0) -> Reading:
        """What the file says, from the page after `after` on."""

    def draw(self, path: Path, *, after: int, upto: int) -> Drawn:
        """Pictures of the pages `after` + 1 to `upto`."""

    def sketch(self, text: str) -> bytes:
        """What tells how nearly two texts are the same."""


_reader: Reader | None = None


def read_with(reader: Reader) -> None:
    """Say who reads originals; called once, when the product starts."""
    global _reader
    _reader = reader


def reader() -> Reader:
    """Who reads originals. Raises RuntimeError when the product was not started."""
    if _reader is None:
        raise RuntimeError("Nobody was named to read originals: call read_with.")
    return _reader
