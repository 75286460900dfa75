"""Answers which days and figures stand near a marked passage, as the form offers them; it fills in none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.assessment.enums import Bound
from tracker.ingestion.noticing import Calendar, Doubt, Figure, notice
from tracker.models import Report, TextPage

MOST = 6  # of days, and of figures
MOST_WORDS = 60  # characters of the words shown


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFound:
    """A day or period as the text has it, and what the form would say; `sure` when it is the only one in the
    passage and can be read in one way."""

    words: str
    from_on: date | None
    to_on: date
    precision: str
    is_foreign: bool
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFound:
    """A figure as the text has it, and what the form would say; `sure` when the passage has no other."""

    words: str
    bound: str
    low: str
    high: str
    unit: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """What stands in or near a passage, nearest first."""

    days: Sequence[DayFound] = ()
    figures: Sequence[FigureFound] = ()

    @property
    def day(self) -> DayFound | None:
        """The day that can be filled in."""
        return next((one for one in self.days if one.sure), None)

    @property
    def figure(self) -> FigureFound | None:
        """The figure that can be filled in."""
        return next((one for one in self.figures if one.sure), None)


def near(report: Report, page: TextPage | None, start: int | None, end: int | None) -> Nearby:
    """The days and figures in or near the characters `start` to `end` of a page; nothing without a place."""
    if page is None or start is None or end is None or not 0 <= start < end:
        return Nearby()
    found = notice(page.text, start, end, published_on=report.published_on)
    inside = [one for one in found.days if one.start < end and one.end > start]
    told = [one for one in found.figures if one.start < end and one.end > start]
    days = [
        DayFound(
            words=one.words[:MOST_WORDS],
            from_on=one.from_on,
            to_on=one.to_on,
            precision=one.precision,
            is_foreign=one.calendar != Calendar.GREGORIAN,
            sure=inside == [one] and one.doubt in (Doubt.NONE, Doubt.PART),
        )
        for one in found.days[:MOST]
    ]
    figures = [_figure(one, sure=told == [one]) for one in found.figures[:MOST]]
    return Nearby(days=_once(days), figures=figures)


def _figure(one: Figure, *, sure: bool) -> FigureFound:
    low, high = _plain(one.low), _plain(one.high)
    bound = str(one.bound)
    if bound == Bound.AT_MOST:
        low = ""
    return FigureFound(
        words=one.words[:MOST_WORDS],
        bound=bound,
        low=low,
        high=high if bound in (Bound.AT_MOST, Bound.RANGE) else "",
        unit=one.unit,
        sure=sure,
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _once(days: Sequence[DayFound]) -> list[DayFound]:
    """Each period once, where it stands nearest."""
    kept: dict[tuple[date | None, date], DayFound] = {}
    for one in days:
        kept.setdefault((one.from_on, one.to_on), one)
    return list(kept.values())
