"""Answers which words, numbers and marks a text is made of, and where; it must not know what they mean.

Every replacement keeps the number of characters, so that places in the tokens are places in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

MOST_DIGITS = 15  # a longer row of digits is a key or a trick, not a quantity

_FROM = "۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫٬٪–—‒−‑‐’‘ʼيىكأإآٱ،"
_TO = "01234567890123456789.,%------'''ییکاااا,"
ALIKE = str.maketrans(_FROM, _TO)
JOINERS = "\u064b-\u065f\u0670\u0640\u200c\u200d\u0300-\u036f"  # marks that stand inside a word
UNSEEN = re.compile(f"[{JOINERS}]")

# Repetitions are bounded or over single characters: no text can make this go back and forth.
TOKEN = re.compile(
    rf"""
    (?P<date>(?<![0-9])[0-9]{{1,4}}(?P<sign>[-./])[0-9]{{1,2}}(?P=sign)[0-9]{{2,4}}(?![0-9]))
  | (?P<number>[0-9]{{1,3}}(?:[,\u00a0\u202f\u2009][0-9]{{3}}){{1,5}}(?![0-9])(?:\.[0-9]{{1,9}})?
      | [0-9]+(?:\.[0-9]{{1,9}}(?![0-9]))?)
  | (?P<word>(?:[A-Za-z]\.){{2,5}} | (?:[^\W\d_]|[{JOINERS}])+)
  | (?P<mark>\S)
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """What sort of token it is."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `text` is folded for comparing; its characters stand at `start` to `end`.

    `glued`: nothing stands between it and the token before. `capital`: it begins with a capital letter.
    """

    kind: Kind
    text: str
    start: int
    end: int
    glued: bool
    capital: bool


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    found: list[Token] = []
    last = 0
    for match in TOKEN.finditer(text.translate(ALIKE)):
        kind = Kind(match.lastgroup if match.lastgroup != "sign" else "date")
        words = match.group()
        capital = words[:1].isupper()
        if kind is Kind.WORD:
            words = _folded(words)
        elif kind is Kind.NUMBER:
            words = re.sub("[,\u00a0\u202f\u2009]", "", words)
        start, end = match.span()
        found.append(Token(kind, words, start, end, start == last, capital))
        last = end
    return found


def _folded(word: str) -> str:
    plain = UNSEEN.sub("", word)
    if not plain.isascii():
        plain = UNSEEN.sub("", unicodedata.normalize("NFKD", plain)) or plain
    return plain.replace(".", "").casefold()
