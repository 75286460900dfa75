"""Answers what marked-up words of strangers say as plain text, in time that grows with their length only."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

MOST = 100_000  # characters looked at
SILENT = ("script", "style", "template", "svg")
BLOCK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr|table|blockquote|section|article|hr)\b[^<>]*>", re.I)
TAG = re.compile(r"<[^<>]*>")
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def text_of(words: str, *, most: int) -> str:
    """Plain text of at most `most` characters, a line a block; no markup, entity or script is left."""
    text = _without_silent(words[:MOST])
    text = TAG.sub(" ", BLOCK.sub("\n", text))
    text = html.unescape(text)
    # Feeds escape twice as often as once: what is a tag or a sign only now is one as well.
    text = html.unescape(TAG.sub(" ", BLOCK.sub("\n", _without_silent(text))))
    return LINES.sub("\n\n", BLANKS.sub(" ", text.replace("\r", "\n"))).strip()[:most].rstrip()


def line_of(words: str, *, most: int) -> str:
    """The same as one line, without signs that only steer."""
    return " ".join(CONTROLS.sub(" ", text_of(words, most=most * 4)).split())[:most].rstrip()


def link_of(address: str, *, most: int = 1000) -> str:
    """The address if it is one of the web, else nothing."""
    address = address.strip()
    if len(address) > most or any(sign.isspace() or not sign.isprintable() for sign in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and parts.hostname else ""


def _without_silent(text: str) -> str:
    for name in SILENT:
        lowered, kept, place = text.lower(), [], 0
        while (start := lowered.find("<" + name, place)) >= 0:
            kept.append(text[place:start])
            end = lowered.find("</" + name, start)
            if end < 0:
                place = len(text)
                break
            place = end
        text = "".join(kept) + text[place:]
    return text
