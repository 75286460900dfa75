"""Answers which number of what stands at a place in a text; it must not know bounds and ranges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tracker.ingestion.noticing import figure_words as words
from tracker.ingestion.noticing.numbers import Number, number_at, text_at
from tracker.ingestion.noticing.tokens import MOST_DIGITS, Kind, Token

UNIT_REACH = 7  # tokens from the number to the noun
GLUED_WORDS = frozenset({"و", "ب", "ل", "mid"})
GLUED_AFTER = frozenset({"s", "k", "m", "mn", "bn", "نفر", "تن", "km", "kg"})
WHOSE = frozenset({"the", "its", "their", "his", "her", "those", "these", "all", "our", "my"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as a code where a sign or word beside it tells one."""

    number: Number
    first: int
    after: int
    unit: str = ""

    @property
    def value(self) -> Decimal:
        """The number."""
        return self.number.value


def quantity_at(tokens: list[Token], at: int) -> Quantity | None:
    """A number with the currency before it and the percent or currency after it."""
    place, unit = at, ""
    joined = tokens[at].text
    if joined == "us" and text_at(tokens, at + 1) == "$":
        place, unit = at + 2, "USD"
    elif joined in words.CURRENCIES and not joined.isalpha():
        place, unit = at + 1, words.CURRENCIES[joined]
    elif joined in ("usd", "eur", "gbp", "afn"):
        place, unit = at + 1, joined.upper()
    if place >= len(tokens) or (not unit and _only_names(tokens, place)):
        return None
    number = number_at(tokens, place)
    if number is None or number.value >= 10**MOST_DIGITS or _odd_ending(tokens, number):
        return None
    after = number.after
    if number.share:
        return Quantity(number, at, after, "percent")
    share = words.SHARES.at(tokens, after)
    if share is not None:
        return Quantity(number, at, share[1], "percent")
    if not unit and text_at(tokens, after) in words.CURRENCIES and text_at(tokens, after).isalpha():
        return Quantity(number, at, after + 1, words.CURRENCIES[text_at(tokens, after)])
    return Quantity(number, at, after, unit)


def unit_at(text: str, tokens: list[Token], at: int, found: Quantity) -> tuple[str, int, bool]:
    """What is counted, as it stands in the text, the place after it, and whether we know the noun."""
    if found.unit:
        return found.unit, at, True
    place = at
    if text_at(tokens, place) == "-" and text_at(tokens, place + 1) in words.TIME_UNITS:
        return text_at(tokens, place + 1), place + 2, True
    if text_at(tokens, place) == "of":
        place += 2 if text_at(tokens, place + 1) in WHOSE else 1
    first, last, known = place, -1, False
    plural = -1
    while place < min(at + UNIT_REACH, len(tokens)):
        token = tokens[place]
        if token.text in words.STOPS or not (token.kind is Kind.WORD or (token.text in "-'" and token.glued)):
            break
        if token.text in words.UNITS:
            last, known = place, True
            if text_at(tokens, place + 1) not in words.UNITS:
                break
        elif plural < 0 and place - first < 2 and len(token.text) > 3 and token.text.endswith("s"):
            plural = place
        place += 1
    last = last if known else plural
    if last < 0:
        return "", at, False
    return text[tokens[first].start : tokens[last].end], last + 1, known


def _only_names(tokens: list[Token], at: int) -> bool:
    """Whether the number names a thing: “resolution 2513”, “F-16”, “S/2020/415”, “15:29”."""
    if tokens[at].kind is not Kind.NUMBER:
        return text_at(tokens, at - 1) in words.NAMING
    before = tokens[at - 1] if at else None
    if before is not None and tokens[at].glued:
        if before.kind is Kind.WORD:
            return before.text not in GLUED_WORDS
        if before.text in ("/", ".", ":", "#", "_", "§"):
            return True
        if before.text == "-" and before.glued and at > 1:
            return tokens[at - 2].kind is Kind.WORD and tokens[at - 2].text != "mid"
    place = at - 1
    while text_at(tokens, place) in (".", "(", "#"):
        place -= 1
    if text_at(tokens, place) in words.NAMING:
        return True
    after = tokens[at + 1 : at + 3]
    return len(after) == 2 and after[0].text in (":", "/") and all(token.glued for token in after)


def _odd_ending(tokens: list[Token], number: Number) -> bool:
    """“8742nd”, “4x4”: what is glued to the digits makes them no quantity."""
    if not number.digits or number.after >= len(tokens):
        return False
    token = tokens[number.after]
    return token.glued and token.kind is Kind.WORD and token.text not in GLUED_AFTER
