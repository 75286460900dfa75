"""Answers what stands between the parts of a line in the reader's language; it must not know the parts."""

from __future__ import annotations

from django.utils.translation import pgettext


def comma() -> str:
    """The comma of the language and its space; Persian has its own."""
    return pgettext("between parts", ", ")


def semicolon() -> str:
    """The semicolon of the language and its space."""
    return pgettext("between parts", "; ")
