"""Reads the text of a DOCX: paragraphs, tables and notes, in their order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import IO, Any

from tracker.ingestion.reading import archives
from tracker.ingestion.reading.told import Told, Unreadable

BREAK = "\n\n"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")
SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEPTH = 20  # tables inside tables


def read(file: IO[bytes], told: Told) -> None:
    """Tell the text and the facts. Raises Unreadable."""
    with archives.check(file) as archive:
        archives_refuse_types(archive)
        notes = [note for name in NOTES if name in archive.namelist() for note in _notes(archive.read(name))]
    import docx

    file.seek(0)
    try:
        document = docx.Document(file)
        text = BREAK.join([*_blocks(document, 0), *notes])
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Unreadable("broken") from error
    with contextlib.suppress(Exception):
        core = document.core_properties
        told.facts(title=core.title, author=core.author, written_on=core.created or core.modified)
    told.page(text)


def archives_refuse_types(archive: Any) -> None:
    """Raises Unreadable where a part declares a document type: only attacks do."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name)[:4096]:
            raise Unreadable("entities")


def _blocks(container: Any, depth: int) -> Iterator[str]:
    from docx.table import Table

    for item in container.iter_inner_content():
        if isinstance(item, Table):
            if depth < DEPTH:
                for row in item.rows:
                    yield " | ".join(
                        " ".join(" ".join(_blocks(cell, depth + 1)).split()) for cell in row.cells
                    )
        elif item.text.strip():
            yield item.text


def _notes(part: bytes) -> Iterator[str]:
    """The paragraphs of a part of notes."""
    from defusedxml import ElementTree

    with contextlib.suppress(Exception):
        for paragraph in ElementTree.fromstring(part, forbid_dtd=True).iter(f"{SPACE}p"):
            words = "".join(run.text or "" for run in paragraph.iter(f"{SPACE}t"))
            if words.strip():
                yield words
