"""Answers which stems a text holds and where its words stand; it must not know commitments."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LONGEST = 40  # letters; what is longer is no word
WORD = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?![0-9])|[^\W_]+(?:['’.](?=[^\W_])[^\W_]+){0,8}")
SIGNS = str.maketrans("", "", "'’.,")
LIKE = "~"  # begins the stem that stands for a group of words

# Words that stand in every text and tell nothing; days are noticed elsewhere and tell no duty.
IN_EVERY_TEXT = """
a about after against all also an and any are as at be because been before being but by can could did do
does during each for from had has have he her his how i if in into is it its may might more most no nor not
of on one only or other our out over per said say says she should since so some such than that the their
them then there these they this those through to under until up upon was we were what when where which while
who whom whose will with within would you your told still yet again new first last two three day days week
month months year years today yesterday january february march april june july august september october
november december monday tuesday wednesday thursday friday saturday sunday
"""
PLAIN = frozenset(IN_EVERY_TEXT.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text, its stem, and the groups of words it is like."""

    shown: str
    stem: str
    like: tuple[str, ...] = ()


def words_of(text: str) -> Iterator[Word]:
    """The telling words of a text, in order."""
    for found in WORD.finditer(text):
        word = word_of(found.group())
        if word is not None:
            yield word


@lru_cache(maxsize=20_000)
def word_of(shown: str) -> Word | None:
    """A word with its stem; None for what tells nothing. Kept: the same few thousand come all the time."""
    folded = _folded(shown) if len(shown) <= LONGEST else ""
    if not folded or folded in PLAIN or _tells_nothing(folded):
        return None
    root = stem(folded)
    return Word(shown, root, groups().get(root, ()))


def _tells_nothing(word: str) -> bool:
    """A single letter, a small number, a year."""
    if word.isascii() and word.isdigit():
        return len(word) < 3 or (len(word) == 4 and "1990" <= word <= "2099")
    return len(word) == 1 and word.isascii()


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


@lru_cache(maxsize=1)
def groups() -> dict[str, tuple[str, ...]]:
    """The groups of each stem in likewords.toml."""
    text = tomllib.loads(Path(__file__).with_name("likewords.toml").read_text("utf-8"))["groups"]
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for word in line.split():
            if "-" not in word:
                found.setdefault(stem(word), []).append(f"{LIKE}{number}")
    return {root: tuple(dict.fromkeys(groups)) for root, groups in found.items()}


def _folded(word: str) -> str:
    """Lower case, without diacritics; U.S. and US are one word."""
    plain = unicodedata.normalize("NFKD", word.translate(SIGNS)).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return plain.removesuffix("s") if word.endswith(("'s", "’s")) else plain
