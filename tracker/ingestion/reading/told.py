"""The outlet of a child: what was read goes out through it, bounded; it must not know any format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from tracker.ingestion.reading import frames

MOST_CHARACTERS = 10_000_000  # of text of one original
MOST_LEAVES = 2000  # pages of one original
LONGEST_FACT = 300  # characters of a title or an author
MOST_ENCLOSED = 25  # files inside one mail
MOST_ENCLOSED_BYTES = 100 * 1024 * 1024


class Unreadable(Exception):
    """There is no text in this file; `code` says why, see sentences.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Told:
    """Tells the parent page after page, fact after fact."""

    out: IO[bytes]
    characters: int = 0
    files: int = 0
    bytes_inside: int = 0

    def type(self, content_type: str) -> None:
        """What sort of file it is."""
        frames.write(self.out, "type", content_type=content_type)

    def leaves(self, count: int) -> None:
        """How many pages the original has."""
        frames.write(self.out, "leaves", count=min(count, MOST_LEAVES))

    def page(self, text: str, *, leaf: int | None = None) -> None:
        """The text of a page, or the whole text of what has none; what is beyond the bound is left out."""
        room = max(MOST_CHARACTERS - self.characters, 0)
        if len(text) > room:
            text = text[:room]
            self.note("cut")
        self.characters += len(text)
        frames.write(self.out, "page", text=text, leaf=leaf)

    def facts(
        self, *, title: object = "", author: object = "", written_on: date | datetime | None = None
    ) -> None:
        """What the file says of itself."""
        day = written_on.date() if isinstance(written_on, datetime) else written_on
        frames.write(
            self.out,
            "facts",
            title=_fact(title),
            author=_fact(author),
            written_on=day.isoformat() if day and 1000 <= day.year <= 9999 else "",
        )

    def enclosed(self, name: str, content: bytes) -> None:
        """A file that came inside this one."""
        self.files += 1
        self.bytes_inside += len(content)
        if self.files > MOST_ENCLOSED or self.bytes_inside > MOST_ENCLOSED_BYTES:
            self.note("enclosed_left_out")
        elif content:
            frames.write(self.out, "enclosed", name=name[:LONGEST_FACT], blob=content)

    def image(self, leaf: int, content: bytes) -> None:
        """The picture of a page."""
        frames.write(self.out, "image", leaf=leaf, blob=content)

    def tried(self, leaf: int) -> None:
        """That a page was tried, whatever came of it."""
        frames.write(self.out, "tried", leaf=leaf)

    def note(self, code: str) -> None:
        """Something a person should know although there is text."""
        frames.write(self.out, "note", code=code)


def _fact(value: object) -> str:
    return " ".join(str(value or "").split())[:LONGEST_FACT]
