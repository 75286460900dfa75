"""Answers which characters some bytes are; it must not know what sort of text they make."""

from __future__ import annotations

import codecs
import re

from tracker.ingestion.reading.told import Unreadable

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 64 * 1024  # bytes that a guess is made from
STRANGE = 10  # a text may hold a stray control character; one in ten is something else
LETTERS = re.compile(r"[^\W\d_]+")
# Tried when a guess is needed, before the library's own order: what our documents come in.
LIKELY = ["cp1252", "cp1256", "cp1251", "mac_roman", "iso8859_6", "koi8_r", "gb18030", "big5", "shift_jis"]
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
DECLARED_IN_XML = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})", re.IGNORECASE)
# Not character sets, or none that text comes in: codecs that inflate or compute.
NO_CHARSETS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


def decoded(content: bytes, *, declared: str = "") -> str:
    """The text of the bytes. `declared` is what the file says of itself. Raises Unreadable for no text."""
    text = _by_mark(content) or _by_utf8(content) or _by_word(content, declared)
    if text is None:
        text = _wide(content) if b"\0" in content else _guessed(content)
    sample = text[:4096]
    strange = sum(1 for sign in sample if (sign < " " and sign not in "\t\n\r\f\v") or sign == "\ufffd")
    if strange * STRANGE > len(sample):
        raise Unreadable("no_text")
    return text


def declared_in(head: bytes) -> str:
    """The character set that a web page or an XML file declares; empty when it does not."""
    found = DECLARED_IN_XML.search(head[:1024]) or DECLARED.search(head[:4096])
    return found.group(1).decode("ascii") if found else ""


def is_charset(name: str) -> bool:
    """Whether we would decode text with it."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, UnicodeError):
        return False
    return info._is_text_encoding and info.name.replace("-", "_") not in NO_CHARSETS


def _by_mark(content: bytes) -> str | None:
    for mark, charset in MARKS:
        if content.startswith(mark):
            return content.decode(charset, "replace")
    return None


def _by_utf8(content: bytes) -> str | None:
    try:
        return None if b"\0" in content else content.decode("utf-8")
    except UnicodeDecodeError as error:
        # One cut at its very end is UTF-8 all the same; text of another set fails much earlier.
        cut = error.start >= len(content) - 3 and error.start > 0
        return (
            content[: error.start].decode("utf-8")
            if cut and error.reason == "unexpected end of data"
            else None
        )


def _by_word(content: bytes, declared: str) -> str | None:
    if not declared or b"\0" in content or not is_charset(declared):
        return None
    text = content.decode(declared, "replace")
    return text if text.count("\ufffd") * 100 <= len(text) else None


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: its zeros stand on one side. Raises Unreadable for other zeros."""
    sample = content[:SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if max(even, odd) * 4 < half or min(even, odd) * 20 > half:
        raise Unreadable("no_text")
    return content.decode("utf-16-be" if even > odd else "utf-16-le", "replace")


def _guessed(content: bytes) -> str:
    if _is_macintosh(content):
        return content.decode("mac_roman")
    from charset_normalizer import from_bytes

    best = from_bytes(content[:SAMPLE], cp_isolation=LIKELY, steps=8).best()
    if best is None:
        best = from_bytes(content[:SAMPLE], steps=8).best()
    if best is None or not is_charset(best.encoding):
        raise Unreadable("no_text")
    return content.decode(best.encoding, "replace")


def _is_macintosh(content: bytes) -> bool:
    """Whether it has the line ends of the old Macintosh, and its letters make words in that set."""
    if b"\n" in content or b"\r" not in content:
        return False
    sample = content[:SAMPLE].decode("mac_roman")
    inside = sum(len(word) for word in LETTERS.findall(sample))
    beyond = [word for word in LETTERS.findall(sample) if not word.isascii()]
    odd = sum(1 for word in beyond if word != word.title() and word not in (word.lower(), word.upper()))
    return inside * 2 > len(sample) and odd * 5 <= len(beyond)
