"""What was noticed near a passage: days, periods and figures with their places; it must not read text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.assessment.enums import Bound


class Calendar(StrEnum):
    """The calendar a day is written in; the days themselves are always Gregorian."""

    GREGORIAN = "gregorian"
    SOLAR_HIJRI = "solar_hijri"
    LUNAR_HIJRI = "lunar_hijri"


class Doubt(StrEnum):
    """Why a day is less sure than it looks."""

    NONE = ""
    DAY_OR_MONTH_FIRST = "day_or_month_first"  # 03/04/2020: the day is read first
    YEAR_FROM_PUBLICATION = "year_from_publication"  # no year: the last such day before publication
    RELATIVE = "relative"  # "last week": counted from the day of publication
    SIGHTING = "sighting"  # a lunar month may begin a day earlier or later where the moon is sighted
    CALENDAR = "calendar"  # only the number of the year tells which calendar
    PART = "part"  # "early", "late": a part of a month or year, taken as its first or last piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, or a period when `from_on` is told; `words` stand at `start` to `end` of the text.

    `from_on` is None for one day, and where no beginning is told ("until March"). `precision` is one of
    models.choices.Precision.
    """

    from_on: date | None
    to_on: date
    precision: str
    words: str
    calendar: Calendar
    start: int
    end: int
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure: `low` for exact, about and at least, `high` for at most, both for a range.

    `strict`: the text says *more than* or *fewer than* the figure. `unit` are the words as they stand after
    it, "" where none is known; `percent` is the unit of shares ("two thirds" is 66.7).
    """

    bound: Bound
    low: Decimal | None
    high: Decimal | None
    unit: str
    words: str
    start: int
    end: int
    strict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """What stands in or near a selection, nearest first."""

    days: tuple[Day, ...] = ()
    figures: tuple[Figure, ...] = ()
