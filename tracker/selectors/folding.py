"""Answers which words a text consists of, whatever its case, marks and script; it must not know who searches.

Both databases are given these words and no others, so that both find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

LONGEST = 64  # characters of a word; the rest of a longer one is not looked at

# Letters that people type for one another, and letters that do not come apart into a letter and its mark.
ALIKE = {
    **{"ی": "ي", "ى": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ک": "ك", "ګ": "گ", "ہ": "ه", "ھ": "ه"},
    **{"ە": "ه", "ة": "ه", "ۃ": "ه", "ٱ": "ا", "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i"},
    **{"æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ŧ": "t"},
}
LEFT_OUT = "\u0640"  # tatweel: it stretches a word and says nothing
APOSTROPHES = "'’‘`´ʼʻ‛＇"
TRANSLITERATED = "ʿʾʹʺ"  # stand for letters of Arabic and Russian, and are left out as often as not
THOUSANDS = ",٬\u202f"  # between groups of three digits

# The scripts whose marks are no letters: written or left out as the writer likes.
OPTIONAL_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0711"
    "\u0730-\u074a\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f]"
)
# Written without spaces: each sign is a word, and a run of them is looked for as a phrase.
SPACELESS = "\u3005-\u3007\u3041-\u309f\u30a0-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SPACELESS += "\U00020000-\U0003ffff"
SIGN = re.compile(rf"[{SPACELESS}]")
WORD = re.compile(
    rf"[{SPACELESS}]"  # one sign
    r"|\d{1,3}(?:,\d{3})+(?![^ ',])"  # a figure in groups
    rf"|[^ ',{SPACELESS}]+(?:'[^ ',{SPACELESS}]+)*"
)
ELIDED = frozenset({"l", "d", "j", "n", "m", "t", "c", "qu", "dell", "all", "un"})


class Word(NamedTuple):
    """A word as it is looked for, and where it stands in the text (characters)."""

    folded: str
    start: int
    end: int


class _Letters(dict[int, str]):
    """What each character becomes: its plain form, a space where words end, or nothing."""

    def __missing__(self, number: int) -> str:
        self[number] = plain = _plain(chr(number))
        return plain


def _plain(character: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in THOUSANDS:
        return ","
    if _left_out(character):
        return ""
    category = unicodedata.category(character)
    if category == "Cf":
        return ""  # joiners, directions, soft hyphens
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category[0] not in "LMN":
        return " "
    apart = unicodedata.normalize("NFKD", character.casefold()).casefold()
    kept = [one for one in apart if unicodedata.category(one)[0] in "LMN" and not _left_out(one)]
    return "".join(ALIKE.get(one, one) for one in kept)


def _left_out(character: str) -> bool:
    return character in TRANSLITERATED or character in LEFT_OUT or bool(OPTIONAL_MARKS.match(character))


_LETTERS = _Letters()


def words(text: str) -> list[str]:
    """The words of a text in their order, folded: small letters without marks, digits as 0 to 9."""
    found: list[str] = []
    for match in WORD.finditer(text.translate(_LETTERS)):
        token = match.group()
        if "'" in token or "," in token:
            found += [part for part, _start, _end in _parts(token)]
        else:
            found.append(token[:LONGEST])
    return found


def placed(text: str) -> Iterator[Word]:
    """The same words as `words` gives, each with its place in the text."""
    folded, came_from = text.translate(_LETTERS), _came_from(text)
    for match in WORD.finditer(folded):
        token, at = match.group(), match.start()
        apart = "'" in token or "," in token
        for part, start, end in _parts(token) if apart else ((token[:LONGEST], 0, len(token)),):
            if came_from is None:
                yield Word(part, at + start, at + end)
            else:
                yield Word(part, came_from[at + start], came_from[at + end - 1] + 1)


def _came_from(text: str) -> list[int] | None:
    """The place of the character from which each folded character came; None where they are the same."""
    if text.isascii():
        return None  # each of these becomes one character
    lengths = [len(_LETTERS[ord(character)]) for character in text]
    return [place for place, length in enumerate(lengths) for _ in range(length)]


def joined(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(words(text))


def is_spaceless(word: str) -> bool:
    """Whether a word is one sign of a script that is written without spaces."""
    return len(word) == 1 and SIGN.match(word) is not None


def _parts(token: str) -> list[tuple[str, int, int]]:
    """The words in a token, each with its place: `qa'ida` is one, `taliban's` and `l'accord` are two."""
    if "," in token:
        return [(token.replace(",", "")[:LONGEST], 0, len(token))]
    pieces = token.split("'")
    found = [(pieces[0], 0, len(pieces[0]))]
    for left, right in pairwise(pieces):
        word, start, end = found[-1]
        if left in ELIDED or right == "s":
            found.append((right, end + 1, end + 1 + len(right)))
        else:
            found[-1] = (word + right, start, end + 1 + len(right))
    return [(word[:LONGEST], start, end) for word, start, end in found]
