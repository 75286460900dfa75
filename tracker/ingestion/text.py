"""Answers which pages of text an original holds; it must not know where originals lie or who cites them.

The type is told by the content, never by the name alone. What cannot be read gives no page and a sentence.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tracker.ingestion import html, lines
from tracker.services.attachments import PageText, Reading
from tracker.services.wording import tidy

PAGE_LENGTH = 20_000  # characters; a longer "page" is cut between paragraphs so that it can be shown
CELL_LIMIT = 1_000_000  # characters of one cell of a table
BREAK = "\n\n"

# First bytes of what we keep but do not read yet.
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block of a page: its characters stand at `start` of the page's text."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """The place after its last character."""
        return self.start + len(self.text)


def read(name: str, content: bytes) -> Reading:
    """The pages of text in `content`; `name` is the file's name. It never raises, whatever the bytes."""
    for signature, content_type in SIGNATURES:
        if content.startswith(signature):
            return _unread(name, content_type)
    text = _decoded(content)
    if text is None:
        return _unread(name, "application/octet-stream")
    content_type, extract = _kind(name, text)
    pages = [page for part in extract(text).split("\f") for page in _cut(tidy(part).strip())]
    while pages and not pages[-1]:
        pages.pop()
    if not pages:
        return _unread(name, content_type)
    return Reading(
        content_type=f"{content_type}; charset=utf-8", pages=tuple(PageText(text=page) for page in pages)
    )


def paragraphs(page: str) -> list[Paragraph]:
    """The blocks of a page of text with their places, in order; together they hold all but blank lines."""
    found, place = [], 0
    for part in page.split(BREAK):
        if part.strip():
            found.append(Paragraph(start=place, text=part))
        place += len(part) + len(BREAK)
    return found


def _unread(name: str, content_type: str) -> Reading:
    sentence = _("No text could be read from “%(name)s”; it is kept as it is.") % {"name": name}
    return Reading(content_type=content_type, pages=(), problem=sentence)


def _decoded(content: bytes) -> str | None:
    """The text of the bytes when they are UTF-8, or UTF-16 that says so; None for anything else."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    # Text may hold a stray control character; a file full of them is something else.
    strange = sum(1 for sign in text[:4096] if sign < " " and sign not in "\t\n\r\f\v")
    return None if strange * 10 > len(text[:4096]) else text


def _kind(name: str, text: str) -> tuple[str, Callable[[str], str]]:
    """What sort of text it is, and how its reading text is made."""
    ending = name.rpartition(".")[2].lower()
    if html.looks_like_html(text):
        return "text/html", html.text_of
    if ending == "csv":
        return "text/csv", _table
    return ("text/markdown" if ending == "md" else "text/plain"), lines.unwrapped


def _table(text: str) -> str:
    """The rows of a table, one a block; a text that is no table comes back as lines."""
    csv.field_size_limit(CELL_LIMIT)
    try:
        dialect = csv.Sniffer().sniff(text[:8192], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error:
        return lines.unwrapped(text)
    return BREAK.join(" | ".join(" ".join(cell.split()) for cell in row) for row in rows if any(row))


def _cut(page: str) -> Iterator[str]:
    """The page in pieces of at most PAGE_LENGTH characters, cut between paragraphs where there are any."""
    while len(page) > PAGE_LENGTH:
        place = max(page.rfind(BREAK, 1, PAGE_LENGTH), 0) or max(page.rfind(" ", 1, PAGE_LENGTH), 0)
        place = place or PAGE_LENGTH
        yield page[:place].strip()
        page = page[place:].strip()
    yield page
