"""Answers a text as documents out of the house can hold it; it must not know which document."""

from __future__ import annotations

import re

# XML 1.0 forbids them and no calendar needs them: controls but tab and line feed, lone surrogates.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile("\r\n|\r|\u2028|\u2029|\x85")


def clean(text: str) -> str:
    """The text with one kind of line break and without characters that no document may hold."""
    return FORBIDDEN.sub("", BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """The clean text on one line, its runs of blanks made one."""
    return " ".join(clean(text).split())
