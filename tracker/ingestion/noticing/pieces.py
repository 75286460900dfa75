"""Answers which year, month, day or part of them is written at a place of a text; it must not know today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tracker.ingestion.noticing.calendars import YEARS, Piece
from tracker.ingestion.noticing.names import NEEDS_CAPITAL, NEEDS_NUMBER, month_at
from tracker.ingestion.noticing.numbers import SMALL, text_at
from tracker.ingestion.noticing.results import Calendar, Doubt
from tracker.ingestion.noticing.tokens import Kind, Token
from tracker.ingestion.noticing.vocabulary import folded, phrase_table, words

ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th", "م", "ام"})
YEAR_WORDS = frozenset({"سال", "عام", "سنة", "سنه", "year", "کال"})
SOLAR_SIGNS = frozenset({"شمسی", "خورشیدی", "ش", "sh", "ap", "هش", "shamsi"})
LUNAR_SIGNS = frozenset({"قمری", "ق", "ah", "هق", "qamari", "هـ", "ه", "هجریة", "للهجرة"})
CHRISTIAN_SIGNS = frozenset({"میلادی", "م", "ce", "ad", "میلادیة"})
HIJRI_WORDS = frozenset({"هجری", "hijri", "ه"})


PARTS = phrase_table("parts")


def piece_at(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    """The piece of a calendar written at a token and the place after it; None when there is none."""
    if at >= len(tokens):
        return None
    part, place = _part_at(tokens, at)
    if place >= len(tokens):
        return None
    found = _base_at(tokens, place)
    if found is None or not part:
        return found
    piece, after = found
    if piece.day is not None or piece.part or (piece.month is not None and part[0] == "q"):
        return None  # “late 3 March”, “first quarter of May”
    return replace(piece, part=part), after


def is_bare_year(piece: Piece) -> bool:
    """Whether it is a year and no more: a number that may as well count something."""
    return piece.month is None and not piece.part


def year_at(tokens: list[Token], at: int, calendar: Calendar) -> int | None:
    """The year of a calendar that a token is; None when it is none."""
    if at >= len(tokens) or tokens[at].kind is not Kind.NUMBER:
        return None
    token = tokens[at]
    if len(token.text) != 4 or token.end - token.start != 4:
        return None
    low, high = YEARS[calendar]
    return int(token.text) if low <= int(token.text) <= high else None


def day_number_at(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """The number of a day in a month, such as 3, 3rd or سوم, and the place after it."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind is Kind.NUMBER:
        if not (len(token.text) <= 2 and token.text.isdigit() and 1 <= int(token.text) <= 31):
            return None
        after = at + 1
        if after < len(tokens) and tokens[after].glued and tokens[after].kind is Kind.WORD:
            if tokens[after].text not in ORDINAL_ENDINGS:
                return None
            after += 1
        return int(token.text), after
    return _day_in_words(tokens, at)


def _part_at(tokens: list[Token], at: int) -> tuple[str, int]:
    # “Q3” and “H1” are a letter and a digit to the tokens.
    joined = tokens[at].text + (
        text_at(tokens, at + 1) if at + 1 < len(tokens) and tokens[at + 1].glued else ""
    )
    if joined in ("q1", "q2", "q3", "q4", "h1", "h2"):
        return joined, at + 3 if text_at(tokens, at + 2) == "of" else at + 2
    return PARTS.at(tokens, at) or ("", at)


def _base_at(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    token = tokens[at]
    if token.kind is Kind.DATE:
        found = _numeric(token)
        return (found, at + 1) if found else None
    if token.kind is Kind.WORD and token.text in YEAR_WORDS:
        return _told_year(tokens, at + 1)
    return _day_first(tokens, at) or _month_first(tokens, at) or _year(tokens, at)


def _day_first(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    """“29 February 2020”, “the 29th of February”, “۱۰ حوت سال ۱۳۹۸”."""
    place = at + 1 if tokens[at].text == "the" else at
    day = day_number_at(tokens, place)
    if day is None:
        return None
    number, place = day
    if text_at(tokens, place) in ("of", "-", "من", "ماه"):
        place += 1
    month = month_at(tokens, place) if place < len(tokens) else None
    if month is None or (month[2] in NEEDS_CAPITAL and not tokens[place].capital and month[2] == "may"):
        return None
    (calendar, ordinal), place, _name = month
    year, place = _following_year(tokens, place, calendar)
    return Piece(calendar=calendar, year=year, month=ordinal, day=number), place


def _month_first(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    """“February 29, 2020”, “Feb. 2020”, “February”."""
    month = month_at(tokens, at)
    if month is None or (month[2] in NEEDS_CAPITAL and not tokens[at].capital):
        return None
    (calendar, ordinal), place, name = month
    year, after = _following_year(tokens, place, calendar)
    if year is not None:
        return Piece(calendar=calendar, year=year, month=ordinal), after
    day = day_number_at(tokens, place + 1 if text_at(tokens, place) == "the" else place)
    if day is not None and name not in NEEDS_NUMBER and not _counts(tokens, day[1]):
        year, after = _following_year(tokens, day[1], calendar)
        return Piece(calendar=calendar, year=year, month=ordinal, day=day[0]), after
    if calendar is not Calendar.GREGORIAN or name in NEEDS_NUMBER:
        return None  # a month of another calendar is an everyday word without a day or a year
    return Piece(calendar=calendar, month=ordinal), place


def _counts(tokens: list[Token], after: int) -> bool:
    """Whether the number that ends here is followed by a sign that makes it no day: “May 10%”, “June 3:1”."""
    return (
        text_at(tokens, after) in ("%", ":", ".")
        and after < len(tokens)
        and tokens[after].glued
        and (text_at(tokens, after) != ".")
    )


def _following_year(tokens: list[Token], at: int, calendar: Calendar) -> tuple[int | None, int]:
    """The year after a month or day, and the place after it and its signs."""
    for place in (at, at + 1, at + 2):
        year = year_at(tokens, place, calendar)
        if year is not None:
            return year, _after_signs(tokens, place + 1)[1]
        if text_at(tokens, place) not in (",", "of", "-", "/", "من", *YEAR_WORDS):
            break
    return None, at


def _after_signs(tokens: list[Token], at: int) -> tuple[Calendar | None, int]:
    """The calendar that signs after a year name, and the place after them."""
    told: Calendar | None = None
    place = at
    while place < min(at + 4, len(tokens)):
        word = text_at(tokens, place)
        if word in SOLAR_SIGNS:
            return Calendar.SOLAR_HIJRI, place + 1
        if word in CHRISTIAN_SIGNS:
            return Calendar.GREGORIAN, place + 1
        if word in HIJRI_WORDS or word in LUNAR_SIGNS:
            told = Calendar.LUNAR_HIJRI if word in LUNAR_SIGNS else told
            at = place + 1
        elif word not in (".", "-", "ـ"):
            break
        place += 1
    return told, at


def _told_year(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    """A year after the word for it: of the calendar its signs or its number tell."""
    for calendar in (Calendar.GREGORIAN, Calendar.SOLAR_HIJRI):
        year = year_at(tokens, at, calendar)
        if year is not None:
            told, after = _after_signs(tokens, at + 1)
            return Piece(calendar=told or calendar, year=year), after
    return None


def _year(tokens: list[Token], at: int) -> tuple[Piece, int] | None:
    """“2020”, “2020-02”, “2019-20”, “the 1990s”, “1399 SH”."""
    year = year_at(tokens, at, Calendar.GREGORIAN)
    if year is None:
        if year_at(tokens, at, Calendar.SOLAR_HIJRI) is None:
            return None
        told, after = _after_signs(tokens, at + 1)
        return (Piece(calendar=told, year=int(tokens[at].text)), after) if told else None
    following = tokens[at + 1 : at + 3]
    if len(following) == 2 and following[0].text == "-" and all(token.glued for token in following):
        month = following[1].text
        if (
            len(month) == 2
            and month[0] in "01"
            and month.isdigit()
            and 1 <= int(month) <= 12
            and int(month) != year % 100 + 1
        ):
            return Piece(year=year, month=int(month)), at + 3
    quarter = "".join(token.text for token in following)
    if quarter in ("q1", "q2", "q3", "q4") and following[1].glued:
        return Piece(year=year, part=quarter), at + 3
    return Piece(year=year), at + 1


def _numeric(token: Token) -> Piece | None:
    """A day in numbers only: the day is read before the month where both are possible."""
    sign = next(sign for sign in token.text if not sign.isdigit())
    first, second, third = (part for part in token.text.split(sign))
    if len(first) == 4 and len(third) <= 2:
        return _checked(_calendar_of(first), int(first), int(second), int(third))
    if len(first) > 2 or len(third) not in (2, 4):
        return None
    if len(third) == 2:
        third = f"20{third}"
        if sign == ".":
            return None  # “1.2.20” is a section more often than a day
    day, month = int(first), int(second)
    doubt = Doubt.NONE
    if month > 12:
        day, month = month, day
    elif day <= 12 and day != month and sign != ".":
        doubt = Doubt.DAY_OR_MONTH_FIRST
    return _checked(_calendar_of(third), int(third), month, day, doubt)


def _calendar_of(year: str) -> Calendar:
    low, high = YEARS[Calendar.SOLAR_HIJRI]
    return Calendar.SOLAR_HIJRI if low <= int(year) <= high else Calendar.GREGORIAN


def _checked(calendar: Calendar, year: int, month: int, day: int, doubt: Doubt = Doubt.NONE) -> Piece | None:
    low, high = YEARS[calendar]
    if not (low <= year <= high and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    if calendar is not Calendar.GREGORIAN:
        doubt = Doubt.CALENDAR
    return Piece(calendar=calendar, year=year, month=month, day=day, doubt=doubt)


def _day_in_words(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """“First”, “twenty-first”, “دهم”, “بیست و نهم”: days of a month in words."""
    word, sign, ones = (text_at(tokens, place) for place in (at, at + 1, at + 2))
    tens = 20 if word in ("twenty", "بیست") else 30 if word in ("thirty", "سی") else 0
    if tens and sign in ("-", "و") and DAYS.get(ones, 99) < 10:
        return (tens + DAYS[ones], at + 3) if tens + DAYS[ones] <= 31 else None
    return (DAYS[word], at + 1) if word in DAYS else None


def _days() -> Mapping[str, int]:
    found = {f"{name}م": number for name, number in SMALL.items() if 1 <= number <= 30 and not name.isascii()}
    found |= {name: number for number, name in enumerate(words("numbers", "ordinals"), start=1)}
    return found | {"thirtieth": 30, folded("اول"): 1, folded("سوم"): 3, folded("سی‌ام"): 30}


DAYS = _days()
