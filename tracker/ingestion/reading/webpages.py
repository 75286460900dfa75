"""Reads what a reader would read of a web page, and what the page says of itself."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import IO, Any

from tracker.ingestion.reading import blocks, charsets
from tracker.ingestion.reading.told import Told, Unreadable

MOST_BYTES = 20 * 1024 * 1024
ENOUGH = 250  # characters; an article is longer, and of less every word may count
MOST_FOR_ARTICLES = 3_000_000  # characters; the search for the article takes long beyond


def read(file: IO[bytes], told: Told) -> None:
    """Tell the text and the facts. Raises Unreadable."""
    file.seek(0)
    content = file.read(MOST_BYTES)
    tell(charsets.decoded(content, declared=charsets.declared_in(content)), told)


def tell(source: str, told: Told) -> None:
    """The same of a page whose characters are known."""
    text = ""
    if len(source) <= MOST_FOR_ARTICLES:
        text = _article(source, told)
    if len(text) < ENOUGH:
        text = blocks.text_of(source)
    if not text.strip():
        raise Unreadable("empty")
    told.page(text)


def _article(source: str, told: Told) -> str:
    """The article of a page, without menus and advertisements; empty when none stands out."""
    from trafilatura.core import bare_extraction

    with contextlib.suppress(Exception):  # broken pages make the parts beneath fail in any way
        found: Any = bare_extraction(
            source, with_metadata=True, include_comments=False, include_tables=True, favor_recall=True
        )
        if found is None:
            return ""
        day = None
        with contextlib.suppress(ValueError, TypeError):
            day = date.fromisoformat(str(found.date)[:10])
        told.facts(title=found.title, author=found.author, written_on=day)
        return "\n\n".join(line.strip() for line in str(found.text or "").split("\n") if line.strip())
    return ""
