"""Reads the text of an ODT: headings, paragraphs and tables, in their order."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from typing import IO, Any
from xml.etree.ElementTree import Element

from tracker.ingestion.reading import archives
from tracker.ingestion.reading.told import Told, Unreadable

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
DUBLIN = "{http://purl.org/dc/elements/1.1/}"
SILENT = frozenset({f"{TEXT}tracked-changes", f"{TEXT}sequence-decls"})
MOST_SPACES = 100  # that one mark may stand for


def read(file: IO[bytes], told: Told) -> None:
    """Tell the text and the facts. Raises Unreadable."""
    with archives.check(file) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("encrypted")
        if "content.xml" not in names:
            raise Unreadable("broken")
        content = _tree(archive.read("content.xml"))
        about = _tree(archive.read("meta.xml")) if "meta.xml" in names else None
    if about is not None:
        told.facts(
            title=about.findtext(f".//{DUBLIN}title"),
            author=about.findtext(f".//{META}initial-creator") or about.findtext(f".//{DUBLIN}creator"),
            written_on=_day(about.findtext(f".//{META}creation-date")),
        )
    told.page("\n\n".join(block for block in _blocks(content) if block.strip()))


def _tree(part: bytes) -> Element:
    from defusedxml import DefusedXmlException, ElementTree

    try:
        tree: Any = ElementTree.fromstring(part, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("entities") from error
    except (ElementTree.ParseError, ValueError) as error:
        raise Unreadable("broken") from error
    return tree  # type: ignore[no-any-return]


def _day(text: str | None) -> date | None:
    with contextlib.suppress(ValueError):
        return date.fromisoformat((text or "")[:10])
    return None


def _blocks(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in SILENT:
            continue
        if child.tag in (f"{TEXT}p", f"{TEXT}h"):
            yield "".join(_words(child))
        elif child.tag == f"{TABLE}table-row":
            yield " | ".join(" ".join(" ".join(_blocks(cell)).split()) for cell in child)
        else:
            yield from _blocks(child)


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            yield " " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, MOST_SPACES)
        elif child.tag == f"{TEXT}tab":
            yield "\t"
        elif child.tag == f"{TEXT}line-break":
            yield "\n"
        else:
            yield from _words(child)
        yield child.tail or ""
