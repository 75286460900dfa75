"""Answers where the paragraphs of a page of text stand, and how long text becomes pages; it reads no file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

PAGE_LENGTH = 20_000  # characters; a longer "page" is cut between paragraphs so that it can be shown
BREAK = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a page: its characters stand at `start` of the page's text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


def paragraphs(page: str) -> list[Paragraph]:
    """The blocks of a page of text with their places, in order; together they hold all but blank lines."""
    found, place = [], 0
    for part in page.split(BREAK):
        if part.strip():
            found.append(Paragraph(start=place, text=part))
        place += len(part) + len(BREAK)
    return found


def cut(page: str) -> Iterator[str]:
    """The page in pieces of at most PAGE_LENGTH characters, cut between paragraphs where there are any."""
    begin = 0
    while len(page) - begin > PAGE_LENGTH:
        end = begin + PAGE_LENGTH
        place = page.rfind(BREAK, begin + 1, end)
        if place < 0:
            place = page.rfind(" ", begin + 1, end)
        if place < 0:
            place = end
        yield page[begin:place].strip()
        begin = place
        while begin < len(page) and page[begin].isspace():
            begin += 1
    yield page[begin:].strip()
