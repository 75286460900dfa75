"""Answers where words stand in pages of text, whatever their case and marks; it must not cut text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence

from tracker.models import TextPage
from tracker.selectors import folding

MOST_FOUND = 500  # places marked when words are looked for
GAP = "PSZC"  # categories of what stands between words


class _Letters(dict[int, str]):
    """What each character is looked for as: plain letters, a space between words, nothing for a mark."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        plain = folding.joined(character).replace(" ", "")
        category = unicodedata.category(character)
        if not plain and category[0] in GAP and category != "Cf" and character not in folding.APOSTROPHES:
            plain = " "
        self[number] = plain
        return plain


_LETTERS = _Letters()


def found_in(pages: Sequence[TextPage], words: str) -> dict[int, list[tuple[int, int]]]:
    """Where the words occur, by page, as places in its text (characters); at most MOST_FOUND of them."""
    parts = words.translate(_LETTERS).split()
    if not parts:
        return {}
    pattern = re.compile(" +".join(re.escape(part) for part in parts))
    found: dict[int, list[tuple[int, int]]] = {}
    left = MOST_FOUND
    for page in pages:
        plain = page.text.translate(_LETTERS)
        spans = [place.span() for place in itertools.islice(pattern.finditer(plain), left)]
        if spans:
            found[page.pk] = _places(page.text, spans)
            left -= len(spans)
    return found


def _places(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans of the folded text as places in the text itself, with the marks that follow the last letter."""
    came_from = [place for place, sign in enumerate(text) for _letter in _LETTERS[ord(sign)]]
    places = []
    for start, end in spans:
        last = came_from[end - 1] + 1
        while last < len(text) and not _LETTERS[ord(text[last])]:
            last += 1
        places.append((came_from[start], last))
    return places
