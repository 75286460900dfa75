"""Answers which stems a text holds and where its words stand; it must not know commitments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

LONGEST = 40  # letters; what is longer is no word
WORD = re.compile(r"[^\W_]+(?:['’.](?=[^\W_])[^\W_]+)*")
NAME_SIGNS = str.maketrans("", "", "'’.")

# Words that stand in every text and tell nothing.
IN_EVERY_TEXT = """
a about after against all also an and any are as at be because been before being but by can could did do
does during each for from had has have he her his how i if in into is it its may might more most no nor not
of on one only or other our out over per said say says she should since so some such than that the their
them then there these they this those through to under until up upon was we were what when where which while
who whom whose will with within would you your
"""
PLAIN = frozenset(IN_EVERY_TEXT.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text, and its stem."""

    shown: str
    stem: str


def words_of(text: str) -> Iterator[Word]:
    """The telling words of a text, in order."""
    for found in WORD.finditer(text):
        shown = found.group()
        if len(shown) > LONGEST:
            continue
        folded = _folded(shown)
        if folded and folded not in PLAIN and (len(folded) > 1 or not folded.isascii()):
            yield Word(shown, stem(folded))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word, in the language of its script."""
    if any(sign.isdigit() for sign in word):
        return word
    language = "english" if word.isascii() else "persian" if word[0] >= "\u0600" else ""
    return str(_stemmer(language).stemWord(word)) if language else word


@lru_cache(maxsize=4)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(language)


def _folded(word: str) -> str:
    """Lower case, without diacritics; U.S. and US are one word."""
    plain = unicodedata.normalize("NFKD", word.translate(NAME_SIGNS)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.removesuffix("s") if word.endswith(("'s", "’s")) else plain
