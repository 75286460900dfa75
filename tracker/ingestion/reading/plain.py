"""Reads plain text: which sort it is (a table, Markdown, an XML file), and its paragraphs."""

from __future__ import annotations

import csv
import io
import re
from typing import IO

from tracker.ingestion.reading import charsets, lines
from tracker.ingestion.reading.told import Told, Unreadable

MOST_BYTES = 20 * 1024 * 1024
CELL_LIMIT = 1_000_000  # characters of one cell of a table
TRIED_ROWS = 25
LONGEST_CELL = 300  # characters; what has longer ones is prose with marks in it
MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|\s{0,3}[-*] \[[ x]\] )|\]\(https?://", re.MULTILINE)
BREAK = "\n\n"
PARAGRAPHS = re.compile(r"\S[ \t]*\r?\n[ \t]*\r?\n[ \t]*\S")


def read(file: IO[bytes], told: Told) -> None:
    """Tell its sort and its text. Raises Unreadable for what is no text."""
    file.seek(0)
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        told.note("cut")
    text = charsets.decoded(content[:MOST_BYTES])
    content_type, shaped = shaped_as(text)
    told.type(content_type)
    if not shaped.strip():
        raise Unreadable("empty")
    told.page(shaped)


def read_xml(file: IO[bytes], told: Told) -> None:
    """Tell the words between the tags of an XML file. Raises Unreadable, also for one with a DTD."""
    from defusedxml import DefusedXmlException, ElementTree

    file.seek(0)
    try:
        tree = ElementTree.parse(file, forbid_dtd=True).getroot()
    except DefusedXmlException as error:
        raise Unreadable("entities") from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Unreadable("broken") from error
    words = (" ".join(part.split()) for part in tree.itertext())
    text = BREAK.join(part for part in words if part)
    if not text:
        raise Unreadable("empty")
    told.page(text)


def shaped_as(text: str) -> tuple[str, str]:
    """What sort of text it is by its words, and its reading text."""
    dialect = _dialect(text)
    if dialect is not None:
        return "text/csv", _table(text, dialect)
    return ("text/markdown" if MARKDOWN.search(text[:20_000]) else "text/plain"), lines.unwrapped(text)


def _dialect(text: str) -> str | None:
    """The mark between the cells when the first rows make a table; None when they make prose."""
    head = text[:16_384]
    if len(text) > len(head):
        head = head[: head.rfind("\n") + 1]
    if PARAGRAPHS.search(head):
        return None  # rows of a table follow each other; paragraphs with as many commas each do not
    for mark in "\t;,|":
        if head.count(mark) < 2:
            continue
        rows = [row for row in _rows(head, mark) if row][:TRIED_ROWS]
        widths = {len(row) for row in rows}
        if len(rows) < 2 or len(widths) != 1 or min(widths) < 2:
            continue
        cells = [cell for row in rows for cell in row]
        spoken = sum(1 for row in rows for cell in row[1:] if cell.startswith(" "))
        # In prose a comma is followed by a space; in a table it hardly ever is.
        if max(map(len, cells)) <= LONGEST_CELL and spoken * 4 <= len(cells):
            return mark
    return None


def _rows(text: str, mark: str) -> list[list[str]]:
    csv.field_size_limit(CELL_LIMIT)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark) if any(row)]
    except csv.Error:
        return []


def _table(text: str, mark: str) -> str:
    """The rows of a table, one a block; a text that is no table comes back as lines."""
    rows = _rows(text, mark)
    if not rows:
        return lines.unwrapped(text)
    return BREAK.join(" | ".join(" ".join(cell.split()) for cell in row) for row in rows)
