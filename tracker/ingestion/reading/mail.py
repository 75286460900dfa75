"""Reads a mail: who wrote to whom, its text, and the files it brought, which are told as they are."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import IO

from tracker.ingestion.reading import charsets, lines
from tracker.ingestion.reading.told import Told, Unreadable

MOST_BYTES = 100 * 1024 * 1024
MOST_PARTS = 500
HEADS = ("From", "To", "Cc", "Date", "Subject")
UNSAFE = re.compile(r"[\x00-\x1f/\\]+")


def read(file: IO[bytes], told: Told) -> None:
    """Tell its heads and text as one page, and each file inside. Raises Unreadable."""
    file.seek(0)
    message = BytesParser(_class=EmailMessage, policy=policy.default).parse(file)
    heads = [(name, _head(message, name)) for name in HEADS]
    said = dict(heads)
    told.facts(title=said["Subject"], author=said["From"], written_on=_day(said["Date"]))
    bodies, files = _sorted(message)
    told.page(
        "\n\n".join(
            [
                *(f"{name}: {words}" for name, words in heads if words),
                *(text for text in (_text(part, told) for part in bodies) if text.strip()),
            ]
        )
    )
    for number, part in enumerate(files, start=1):
        content = _content(part)
        if content:
            told.enclosed(_name(part, number), content)


def _sorted(message: Message) -> tuple[list[Message], list[Message]]:
    """The parts that are the letter, and the parts that are files."""
    bodies: list[Message] = []
    files: list[Message] = []
    for part in _parts(message):
        if _is_file(part):
            files.append(part)
        elif part.get_content_type() == "text/plain":
            bodies.append(part)
    if not bodies:
        bodies = [
            part for part in _parts(message) if part.get_content_type() == "text/html" and not _is_file(part)
        ]
    return bodies, files


def _parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail in order; a mail inside is one leaf. Raises Unreadable for too many."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            raise Unreadable("tangled")
        inside = part.get_payload()
        if part.is_multipart() and isinstance(inside, list) and part.get_content_type() != "message/rfc822":
            waiting.extend(one for one in reversed(inside) if isinstance(one, Message))
        else:
            yield part


def _is_file(part: Message) -> bool:
    kind = part.get_content_type()
    if kind == "message/rfc822":
        return True
    named = bool(part.get_filename()) and kind not in ("text/plain", "text/html")
    return named or part.get_content_disposition() == "attachment" or not kind.startswith("text/")


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        first = inside[0] if isinstance(inside, list) and inside else None
        with contextlib.suppress(Exception):
            return first.as_bytes(policy=policy.compat32) if isinstance(first, Message) else b""
        return b""
    with contextlib.suppress(Exception):
        found = part.get_payload(decode=True)
        return found if isinstance(found, bytes) else b""
    return b""


def _name(part: Message, number: int) -> str:
    name = ""
    with contextlib.suppress(Exception):
        name = str(part.get_filename() or "")
    if not name and part.get_content_type() == "message/rfc822":
        inside = part.get_payload()
        first = inside[0] if isinstance(inside, list) and inside else None
        subject = _head(first, "Subject") if isinstance(first, Message) else ""
        name = f"{subject[:80] or 'mail'}.eml"
    ending = part.get_content_subtype()[:10]
    return UNSAFE.sub("_", name).strip() or f"enclosed-{number}.{ending}"


def _text(part: Message, told: Told) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    declared = part.get_content_charset() or ""
    try:
        text = charsets.decoded(content, declared=declared if declared != "us-ascii" else "")
    except Unreadable:
        return ""
    if part.get_content_type() == "text/html":
        from tracker.ingestion.reading import blocks

        return blocks.text_of(text)
    return lines.unwrapped(text)


def _head(message: Message, name: str) -> str:
    with contextlib.suppress(Exception):  # a malformed head fails in any way
        return " ".join(str(message.get(name) or "").split())[:1000]
    return ""


def _day(text: str) -> date | None:
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        return parsedate_to_datetime(text).date()
    return None
