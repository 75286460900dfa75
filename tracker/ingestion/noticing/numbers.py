"""Answers which number stands at a place in a text, in digits or in words; it must not know of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tracker.ingestion.noticing.tokens import MOST_DIGITS, Kind, Token
from tracker.ingestion.noticing.vocabulary import folded, words

MOST_WORDS = 12  # tokens of one number in words

TENS = words("numbers", "tens")
MORE = {
    "zero": 0,
    "صد": 100,
    "مئة": 100,
    "مائة": 100,
    "مئتا": 200,
    "مئتان": 200,
    "پانصد": 500,
    "نوزده": 19,
    "صفر": 0,
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "k": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "هزار": 1_000,
    "میلیون": 10**6,
    "ملیون": 10**6,
    "میلیارد": 10**9,
    "ملیارد": 10**9,
    "صد": 100,
    "الف": 1_000,
    "الاف": 1_000,
}
SHORT = frozenset({"k", "m", "mn", "bn"})  # only glued to digits: “400k”
ROUGH = {
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2 * 10**6,
    "صدها": 200,
    "هزاران": 2_000,
    "عشرات": 24,
    "مئات": 200,
    "الاف": 2_000,
}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
PARTS |= {f"{name}s": number for name, number in PARTS.items() if name != "half"}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "اول": 1,
    "دوم": 2,
    "سوم": 3,
    "چهارم": 4,
    "last": -1,
    "final": -1,
}


def _small() -> Mapping[str, int]:
    found = {folded(word): number for word, number in MORE.items()}
    for name, first, step in (
        ("ones", 1, 1),
        ("ones_persian", 1, 1),
        ("ones_arabic", 1, 1),
        ("tens", 20, 10),
        ("tens_persian", 20, 10),
        ("tens_arabic", 20, 10),
        ("tens_arabic_too", 20, 10),
        ("hundreds_persian", 100, 100),
    ):
        for place, word in enumerate(words("numbers", name)):
            found[word] = first + step * place
    return found


SMALL = _small()
BIG = {folded(word): number for word, number in SCALES.items()}
VAGUE = {folded(word): number for word, number in ROUGH.items()}


@dataclass(frozen=True, slots=True)
class Number:
    """A number and the place after it; `vague`: “hundreds”; `share`: a part of a whole, in percent.

    `times` is the last word of scale in it: a million for “1.2 million”.
    """

    value: Decimal
    after: int
    digits: bool = False
    vague: bool = False
    share: bool = False
    times: int = 1


def number_at(tokens: list[Token], at: int) -> Number | None:
    """The number that begins at a token; None when none does."""
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        return _in_digits(tokens, at)
    if token.kind is Kind.WORD:
        return _share(tokens, at) or _vague(tokens, at) or _in_words(tokens, at)
    return None


def text_at(tokens: list[Token], at: int) -> str:
    """The folded text of a token, "" beyond the end."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _in_digits(tokens: list[Token], at: int) -> Number | None:
    if len(tokens[at].text) > MOST_DIGITS:
        return None
    value, after, times = Decimal(tokens[at].text), at + 1, 1
    while after < len(tokens) and after - at <= 2:
        word = tokens[after]
        if (
            word.text not in BIG
            or (word.text in SHORT and not word.glued)
            or (word.text == "m" and word.capital)
        ):
            break
        value, after, times = value * BIG[word.text], after + 1, times * BIG[word.text]
    return Number(value, after, digits=True, times=times)


def _in_words(tokens: list[Token], at: int) -> Number | None:
    """“Eight thousand six hundred”, “twenty-one”, “two dozen”, “a hundred”, “half a million”."""
    total, part, place, seen, times = Decimal(0), Decimal(0), at, False, 1
    last_small = 1_000
    if tokens[at].text in ("a", "an") and text_at(tokens, at + 1) in (*BIG, "dozen"):
        part, place, seen = Decimal(1), at + 1, True
        last_small = 1
    elif tokens[at].text == "half" and text_at(tokens, at + 1) == "a" and text_at(tokens, at + 2) in BIG:
        part, place, seen = Decimal("0.5"), at + 2, True
        last_small = 1
    end = place
    while place < len(tokens) and place - at < MOST_WORDS:
        word = tokens[place].text
        if word in BIG and word not in SHORT and (seen or word in SMALL):
            part = part or Decimal(1)
            if BIG[word] == 100:
                part *= 100
            else:
                total, part = total + part * BIG[word], Decimal(0)
            times, last_small = BIG[word], 100 if BIG[word] == 100 else 1_000
        elif word == "dozen" and seen:
            total, part = total + part * 12, Decimal(0)
            return Number(total, place + 1)
        elif word in SMALL and SMALL[word] < last_small and _fits(SMALL[word], last_small):
            part, last_small = part + SMALL[word], SMALL[word] or 1
        elif seen and _joins(tokens, place):
            place += 1
            continue
        else:
            break
        seen, place = True, place + 1
        end = place
    return Number(total + part, end, times=times) if end > at and seen else None


def _fits(value: int, last: int) -> bool:
    """Twenty may follow a hundred, five may follow twenty, nothing follows five."""
    return last >= 100 or (last >= 20 and value < 10)


def _joins(tokens: list[Token], place: int) -> bool:
    """A sign or word inside a number: “twenty-one”, “hundred and five”, “بیست و یک”."""
    following = text_at(tokens, place + 1)
    word = tokens[place].text
    if following not in SMALL:
        return False
    if word == "-":
        return tokens[place].glued and tokens[place + 1].glued and text_at(tokens, place - 1) in TENS
    if word == "and":
        return text_at(tokens, place - 1) in BIG
    return word == "و" and SMALL[following] < max(
        SMALL.get(text_at(tokens, place - 1), 0), BIG.get(text_at(tokens, place - 1), 0)
    )


def _vague(tokens: list[Token], at: int) -> Number | None:
    """“Dozens”, “hundreds”, “tens of thousands”: at least so many."""
    word = tokens[at].text
    scale = BIG.get(text_at(tokens, at + 2).removesuffix("s"), 0)
    if word in ("tens", "hundreds") and text_at(tokens, at + 1) == "of" and scale > 100:
        return Number(Decimal((20 if word == "tens" else 200) * scale), at + 3, vague=True)
    if word not in VAGUE or (word == "scores" and text_at(tokens, at + 1) != "of"):
        return None
    return Number(Decimal(VAGUE[word]), at + 1, vague=True)


def _share(tokens: list[Token], at: int) -> Number | None:
    """“Two thirds”, “three-quarters”, “a third of”, “half of”: a share of the whole."""
    word, place = tokens[at].text, at + 1
    if word == "half":
        told = 1, 2
    else:
        if text_at(tokens, place) == "-":
            place += 1
        below = PARTS.get(text_at(tokens, place))
        above = 1 if word in ("a", "one") else SMALL.get(word, 0)
        if below is None or not 0 < above < below or (above > 1) != text_at(tokens, place).endswith("s"):
            return None
        told, place = (above, below), place + 1
    if text_at(tokens, place) != "of" and (told[0] == 1 or text_at(tokens, place) == "-"):
        return None  # “a third man”, “half a day”
    return Number(round(Decimal(100 * told[0]) / told[1], 1).normalize() + 0, place, share=True)
