"""Answers which Gregorian days a part of a calendar covers; it must not know how the part was written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.ingestion.noticing.results import Calendar, Doubt

YEARS = {
    Calendar.GREGORIAN: (1900, 2099),
    Calendar.SOLAR_HIJRI: (1300, 1470),
    Calendar.LUNAR_HIJRI: (1343, 1500),
}
# Of a year: months from and to. “Early” is the first quarter, “late” the last, “mid” what lies between.
PARTS_OF_YEAR = {
    "early": (1, 3),
    "mid": (4, 9),
    "late": (10, 12),
    "q1": (1, 3),
    "q2": (4, 6),
    "q3": (7, 9),
    "q4": (10, 12),
    "h1": (1, 6),
    "h2": (7, 12),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
}
# Of a month: days from and to; 0 is its last day.
PARTS_OF_MONTH = {"early": (1, 10), "mid": (11, 20), "late": (21, 0), "h1": (1, 15), "h2": (16, 0)}
EDGES = ("start", "end")
ROUGH = frozenset({"early", "mid", "late", "start", "end", "spring", "summer", "autumn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days from and to, and how exactly they are known; `single`: it is told as one day."""

    from_on: date
    to_on: date
    precision: str
    calendar: Calendar = Calendar.GREGORIAN
    doubt: Doubt = Doubt.NONE
    single: bool = False
    open_start: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A year, month or day as written, perhaps a part of it; without a year until one is found for it."""

    calendar: Calendar = Calendar.GREGORIAN
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    doubt: Doubt = Doubt.NONE
    precision: str = ""

    def in_year(self, year: int | None) -> Piece:
        """The piece with that year where it has none."""
        return self if self.year is not None else replace(self, year=year)


def span_of(piece: Piece) -> Span | None:
    """The days a piece with a year covers; None when there is no such day."""
    if piece.year is None:
        return None
    low, high = YEARS[piece.calendar]
    if not low <= piece.year <= high:
        return None
    if piece.month is None:
        return _of_year(piece, piece.year)
    return _of_month(piece, piece.year, piece.month)


def last_before(piece: Piece, published_on: date | None) -> Span | None:
    """The last such days that had begun by the day of publication, for a piece without a year."""
    if published_on is None:
        return None
    year = year_of(published_on, piece.calendar)
    for guess in (year, year - 1, year - 2, year - 3, year - 4):  # 29 February may be four years ago
        span = span_of(replace(piece, year=guess)) if guess is not None else None
        if span is not None and span.from_on <= published_on:
            return replace(span, doubt=span.doubt or Doubt.YEAR_FROM_PUBLICATION)
    return None


def year_of(day: date, calendar: Calendar) -> int:
    """The year of a calendar that a Gregorian day falls in."""
    if calendar is Calendar.SOLAR_HIJRI:
        return day.year - 621 if (day.month, day.day) >= (3, 20) else day.year - 622
    if calendar is Calendar.LUNAR_HIJRI:
        return (day.year - 622) * 33 // 32 + 1
    return day.year


def first_of(year: int, month: int, calendar: Calendar) -> date | None:
    """The first day of a month; the thirteenth is the first of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return day_of(year, month, 1, calendar)


def day_of(year: int, month: int, day: int, calendar: Calendar) -> date | None:
    """The Gregorian day of a day of a calendar; None when there is no such day."""
    try:
        if calendar is Calendar.GREGORIAN:
            return date(year, month, day)
        if calendar is Calendar.SOLAR_HIJRI:
            from persiantools.jdatetime import JalaliDate

            return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        from hijridate import Hijri

        return date.fromordinal(Hijri(year, month, day).to_gregorian().toordinal())
    except (ValueError, OverflowError):
        return None


def _of_year(piece: Piece, year: int) -> Span | None:
    if piece.part in EDGES:
        return _edge(piece, first_of(year, 1, piece.calendar), first_of(year + 1, 1, piece.calendar))
    first, last = PARTS_OF_YEAR.get(piece.part, (1, 12))
    precision = "year" if not piece.part else "quarter"
    return _span(piece, year, first, last, precision)


def _of_month(piece: Piece, year: int, month: int) -> Span | None:
    if piece.day is not None:
        day = day_of(year, month, piece.day, piece.calendar)
        if day is None:
            return None
        return _settled(piece, day, day, piece.precision or "day", single=True)
    first, following = first_of(year, month, piece.calendar), first_of(year, month + 1, piece.calendar)
    if piece.part in EDGES:
        return _edge(piece, first, following)
    if piece.part in PARTS_OF_MONTH and first is not None and following is not None:
        low, high = PARTS_OF_MONTH[piece.part]
        to_on = first + timedelta(days=high - 1) if high else following - timedelta(days=1)
        return _settled(piece, first + timedelta(days=low - 1), to_on, "about")
    return _span(piece, year, month, month, "month")


def _span(piece: Piece, year: int, first: int, last: int, precision: str) -> Span | None:
    start, following = first_of(year, first, piece.calendar), first_of(year, last + 1, piece.calendar)
    if start is None or following is None:
        return None
    return _settled(piece, start, following - timedelta(days=1), precision)


def _edge(piece: Piece, first: date | None, following: date | None) -> Span | None:
    """“The end of May” is its last day, roughly; “the beginning” its first."""
    if first is None or following is None:
        return None
    day = first if piece.part == "start" else following - timedelta(days=1)
    return _settled(piece, day, day, "about", single=True)


def _settled(piece: Piece, from_on: date, to_on: date, precision: str, *, single: bool = False) -> Span:
    doubt = piece.doubt
    if (
        piece.calendar is Calendar.LUNAR_HIJRI
    ):  # Umm al-Qura; where the moon is sighted it may differ by a day
        precision, doubt = "about" if single else precision, doubt or Doubt.SIGHTING
    elif piece.part in ROUGH:
        doubt = doubt or Doubt.PART
    if doubt in (Doubt.DAY_OR_MONTH_FIRST, Doubt.CALENDAR):
        precision = "about"
    return Span(
        from_on=from_on, to_on=to_on, precision=precision, calendar=piece.calendar, doubt=doubt, single=single
    )
