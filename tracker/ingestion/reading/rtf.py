"""Reads the text of an RTF file."""

from __future__ import annotations

import contextlib
import re
from datetime import date
from typing import IO

from tracker.ingestion.reading.told import Told, Unreadable

MOST_BYTES = 20 * 1024 * 1024
INFO = re.compile(r"\{\\(title|author)\s([^{}]{1,600})\}")
MADE = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
DATA = re.compile(r"\{\\\*?\\?(?:pict|objdata|bin)\b[^{}]*\}")
HEAD = 20_000  # characters in which it says what it is


def read(file: IO[bytes], told: Told) -> None:
    """Tell the text and the facts. Raises Unreadable."""
    from striprtf.striprtf import rtf_to_text

    file.seek(0)
    source = file.read(MOST_BYTES).decode("latin-1")
    head = source[:HEAD]
    said = {name: _plain(words) for name, words in INFO.findall(head)}
    day = None
    if (made := MADE.search(head)) is not None:
        with contextlib.suppress(ValueError):
            day = date(*(int(number) for number in made.groups()))
    told.facts(title=said.get("title", ""), author=said.get("author", ""), written_on=day)
    try:
        text = str(rtf_to_text(DATA.sub("", source), errors="replace"))  # type: ignore[no-untyped-call]
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Unreadable("broken") from error
    lines = [line.strip() for line in text.replace("\u00a0", " ").split("\n")]
    told.page("\n\n".join(line for line in lines if line))


def _plain(words: str) -> str:
    from striprtf.striprtf import rtf_to_text

    try:
        return str(rtf_to_text("{\\rtf1 " + words + "}"))  # type: ignore[no-untyped-call]
    except Exception:
        return ""
