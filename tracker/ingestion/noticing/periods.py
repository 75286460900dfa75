"""Answers which days and periods a text tells, its pieces put together; it must not know a selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.ingestion.noticing.calendars import Piece, Span, last_before, span_of
from tracker.ingestion.noticing.figure_words import NAMING, UNITS
from tracker.ingestion.noticing.numbers import text_at
from tracker.ingestion.noticing.pieces import YEAR_WORDS, day_number_at, is_bare_year, piece_at, year_at
from tracker.ingestion.noticing.relative import relative_at, until_publication, weekday_at
from tracker.ingestion.noticing.results import Calendar
from tracker.ingestion.noticing.tokens import Kind, Token
from tracker.ingestion.noticing.vocabulary import Phrases, phrase_table

LEADS, JOINS = phrase_table("leads"), phrase_table("joins")


@dataclass(frozen=True, slots=True)
class Told:
    """Days told by the tokens `first` to `after`."""

    span: Span
    first: int
    after: int


def periods_in(tokens: list[Token], published_on: date | None) -> Iterator[Told]:
    """The days and periods of a text in order; none overlaps another."""
    place = 0
    while place < len(tokens):
        if tokens[place].text in NAMING:
            place = _after_reference(tokens, place)
            continue
        told = _told_at(tokens, place, published_on)
        if told is None:
            place = _after_no_day(tokens, place)
        else:
            yield told
            place = told.after


def _after_no_day(tokens: list[Token], at: int) -> int:
    """The place after “31 February 2020”, so that nobody reads a month into it; else the next token."""
    found = piece_at(tokens, at)
    if found is None or found[0].day is None or found[0].year is None or span_of(found[0]) is not None:
        return at + 1
    return found[1]


def _after_reference(tokens: list[Token], at: int) -> int:
    """The place after “resolution 2513 (2020)”: its year dates the reference, not what is said."""
    place = at + 1
    while text_at(tokens, place) in (".", "#", "s"):
        place += 1
    if place >= len(tokens) or tokens[place].kind is not Kind.NUMBER:
        return at + 1
    if text_at(tokens, place + 1) == "(" and text_at(tokens, place + 3) == ")":
        return place + 4
    return place + 1


def _phrase(table: Phrases[str], tokens: list[Token], at: int) -> tuple[str, int]:
    return table.at(tokens, at) or ("", at)


def _told_at(tokens: list[Token], at: int, published_on: date | None) -> Told | None:
    lead, place = _phrase(LEADS, tokens, at)
    if place >= len(tokens):
        return None
    meant = relative_at(tokens, place, published_on)
    following = place + 2 if text_at(tokens, place + 1) == "," else place + 1
    if weekday_at(tokens, place) and following < len(tokens):
        dated = piece_at(tokens, following)
        if dated is not None and dated[0].day is not None:
            place, meant = following, None  # “Saturday, 12 September”
    if meant is not None:
        span, after = meant
        return _led(lead, span, at if lead in ("since", "until") else place, after, published_on)
    pair = _day_to_day(tokens, place, published_on)
    if pair is not None:
        return replace(pair, first=place)
    found = piece_at(tokens, place)
    if found is None:
        return None
    piece, after = found
    if is_bare_year(piece) and not _dates(tokens, place, after, lead):
        return None
    joined = _joined(tokens, piece, after, lead, published_on)
    if joined is not None:
        return replace(joined, first=at if lead in ("through", "from") else place)
    alone = _resolved(piece, published_on)
    if alone is None:
        return None
    return _led(lead, alone, place if lead in ("", "at", "from") else at, after, published_on)


def _dates(tokens: list[Token], place: int, after: int, lead: str) -> bool:
    """Whether a bare year is one: something leads to it, and it counts nothing."""
    if text_at(tokens, after) in UNITS or text_at(tokens, after) in ("%", "percent", "per"):
        return False
    if tokens[place].text in YEAR_WORDS or _short_year(tokens, place + 1, tokens[place].text):
        return True
    if JOINS.at(tokens, after) == ("to", after + 1) and piece_at(tokens, after + 1) is None:
        return False  # “from 2000 to 1500”
    before = tokens[place - 1] if place else None
    if before is not None and tokens[place].glued and before.text in ("/", ".", "-", "#"):
        return False
    if before is not None and before.text == "(":
        return text_at(tokens, after) == ")" and text_at(tokens, place - 2).isalpha()
    return bool(lead) and not (lead == "at" and before is not None and before.text == "the")


def _led(lead: str, span: Span, first: int, after: int, published_on: date | None) -> Told | None:
    """The days meant by a word such as “since” or “before” and what follows it."""
    if lead == "since":
        open_ended = until_publication(span, published_on) if published_on else None
        return Told(open_ended, first, after) if open_ended else None
    if lead == "until":
        return Told(replace(span, from_on=span.to_on, single=True), first, after)
    if lead == "before":
        day = span.from_on - timedelta(days=1)
        return Told(replace(span, from_on=day, to_on=day, single=True), first, after)
    if lead == "after":
        begun = replace(span, from_on=span.to_on + timedelta(days=1))
        open_ended = until_publication(begun, published_on) if published_on else None
        return Told(open_ended, first, after) if open_ended else None
    return Told(span, first, after)


def _resolved(piece: Piece, published_on: date | None) -> Span | None:
    return span_of(piece) if piece.year is not None else last_before(piece, published_on)


def _joined(
    tokens: list[Token], piece: Piece, after: int, lead: str, published_on: date | None
) -> Told | None:
    """A piece and another after “to” or “and”, as one period; the one lends its year to the other."""
    if piece.year is not None and is_bare_year(piece) and _short_year(tokens, after, str(piece.year)):
        spans = _lent(piece, replace(piece, year=piece.year + 1), published_on)
        return Told(_merged(*spans), 0, after + 2) if spans else None
    join, place = _phrase(JOINS, tokens, after)
    if not join or place >= len(tokens):
        return None
    if join == "to" and lead in ("until", "before", "since"):
        return None
    other = piece_at(tokens, place) or _last_day(tokens, place, piece)
    if other is None:
        return None
    second, end = other
    spans = _lent(piece, second, published_on)
    if spans is None:
        return None
    first_span, second_span = spans
    apart = (second_span.from_on - first_span.to_on).days
    if join == "and" and lead != "through" and (apart > 1 or (first_span.single and second_span.single)):
        return None
    return Told(_merged(first_span, second_span), 0, end)


def _merged(first: Span, second: Span) -> Span:
    """From the beginning of one to the end of the other; the last day decides how exactly it is known."""
    return Span(
        from_on=first.from_on,
        to_on=second.to_on,
        precision=second.precision,
        calendar=first.calendar,
        doubt=second.doubt or first.doubt,
    )


def _lent(first: Piece, second: Piece, published_on: date | None) -> tuple[Span, Span] | None:
    """Both spans in order, each with a year; None when there is no such period."""
    if second.year is None and first.year is None:
        last = last_before(second, published_on)
        if last is None:
            return None
        doubt = last.doubt
        year = last.from_on.year if second.calendar is Calendar.GREGORIAN else None
        second = replace(second, year=year, doubt=second.doubt or doubt)
        if year is None:
            return None
    if first.year is None:
        year = second.year
        began, ended = span_of(first.in_year(year)), span_of(second)
        if began and ended and began.from_on > ended.to_on and year is not None:
            began = span_of(first.in_year(year - 1))
    else:
        began, ended = span_of(first), span_of(second.in_year(first.year))
        if began and ended and second.year is None and ended.to_on < began.from_on:
            ended = span_of(second.in_year(first.year + 1))
    if began is None or ended is None or began.from_on > ended.to_on:
        return None
    return began, ended


def _short_year(tokens: list[Token], at: int, year: str) -> bool:
    """“2019-20”, “2019/20”: whether a sign and the two digits of the year after stand there."""
    sign, number = tokens[at : at + 1], tokens[at + 1 : at + 2]
    if not (year.isdigit() and sign and number) or sign[0].text not in "-/" or not number[0].glued:
        return False
    return number[0].text == f"{(int(year) + 1) % 100:02}"


def _last_day(tokens: list[Token], at: int, piece: Piece) -> tuple[Piece, int] | None:
    """“February 22-28, 2020”: a second day of the same month."""
    day = day_number_at(tokens, at)
    if piece.day is None or piece.year is not None or day is None or day[0] <= piece.day:
        return None
    place = day[1]
    year = year_at(tokens, place + 1 if text_at(tokens, place) == "," else place, piece.calendar)
    if text_at(tokens, place) in UNITS or (year is None and text_at(tokens, place) == "%"):
        return None
    if year is not None:
        place += 2 if text_at(tokens, place) == "," else 1
    return replace(piece, day=day[0], year=year), place


def _day_to_day(tokens: list[Token], at: int, published_on: date | None) -> Told | None:
    """“22 to 28 February 2020”, “3 and 4 March”: the first day borrows the month."""
    day = day_number_at(tokens, at)
    if day is None:
        return None
    join, place = _phrase(JOINS, tokens, day[1])
    found = piece_at(tokens, place) if join and place < len(tokens) else None
    if found is None or found[0].day is None or found[0].month is None or day[0] >= found[0].day:
        return None
    if tokens[place].kind is Kind.DATE:
        return None
    second = _resolved(found[0], published_on)
    if second is None:
        return None
    first = second.to_on - timedelta(days=found[0].day - day[0])
    return Told(replace(second, from_on=first, single=False), at, found[1])
