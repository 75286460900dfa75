"""Answers what a person asks of the search: words, beginnings, phrases; it must not know where it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.selectors import folding

MOST_CHARACTERS = 200  # of a question; what follows is not read
MOST_TERMS = 8
MOST_WORDS = 24  # in all terms together
LEAST_BEGINNING = 3  # letters; shorter words are looked for as they are
LEAST_STARRED = 2  # letters before a star: nearly everything begins with one
CHUNK = re.compile(r'["“”„«»‟＂]([^"“”„«»‟＂]*)["“”„«»‟＂]?|([^\s"“”„«»‟＂]+)')


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow one another; with `beginning` the last may go on. Those in quotes must be there."""

    words: tuple[str, ...]
    beginning: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: its terms, all words as they follow one another, and whether it was cut as too long."""

    asked: str
    terms: tuple[Term, ...]
    phrase: tuple[str, ...]
    cut: bool = False


def read(asked: str) -> Question:
    """The question in what somebody typed or pasted; what holds no word asks nothing.

    A word is also found where a longer one begins with it, unless it stands in quotes.
    """
    asked = " ".join(asked.split())
    terms: list[Term] = []
    phrase: list[str] = []
    cut, left = len(asked) > MOST_CHARACTERS, MOST_WORDS
    for match in CHUNK.finditer(asked[:MOST_CHARACTERS]):
        quoted, plain = match.groups()
        words = folding.words(quoted if plain is None else plain)
        if not words:
            continue
        if len(terms) == MOST_TERMS or not left:
            cut = True
            break
        cut = cut or len(words) > left
        term = _quoted(words[:left]) if plain is None else _plain(words[:left], starred=plain.endswith("*"))
        left -= len(term.words)
        phrase += term.words
        if term not in terms:
            terms.append(term)
    return Question(asked[:MOST_CHARACTERS], tuple(terms), tuple(phrase), cut)


def _quoted(words: list[str]) -> Term:
    return Term(tuple(words), quoted=True)


def _plain(words: list[str], *, starred: bool) -> Term:
    last = words[-1]
    goes_on = len(last) >= (LEAST_STARRED if starred else LEAST_BEGINNING) and not folding.is_spaceless(last)
    return Term(tuple(words), beginning=goes_on)
