"""Answers which days, periods and figures stand near a selection; it must not know reports or findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from tracker.ingestion.noticing.calendars import Span
from tracker.ingestion.noticing.figures import figures_in
from tracker.ingestion.noticing.periods import Told, periods_in
from tracker.ingestion.noticing.results import Calendar, Day, Doubt, Figure, Noticed
from tracker.ingestion.noticing.tokens import Token, tokens_of

__all__ = ["Calendar", "Day", "Doubt", "Figure", "Noticed", "notice"]

NoticedT = TypeVar("NoticedT", Day, Figure)

REACH = 1_200  # characters on either side of the selection that are read
LONGEST = 20_000  # characters of a selection that are read


def notice(text: str, start: int, end: int, *, published_on: date | None) -> Noticed:
    """What stands in `text` in or near its characters `start` to `end`, nearest to the selection first.

    `published_on` is the day "last week" is counted from. It never raises, whatever the text or the places.
    """
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text), start + LONGEST)
    first = max(0, start - REACH)
    part = text[first : end + REACH]
    tokens = tokens_of(part)
    told = list(periods_in(tokens, published_on))
    taken = {place for one in told for place in range(one.first, one.after)}
    days = [_day(part, tokens, one) for one in told]
    figures = list(figures_in(part, tokens, taken))

    def far(one: Day | Figure) -> tuple[int, int]:
        return max(one.start - end, start - one.end, 0), one.start

    return Noticed(
        days=tuple(sorted((_moved(day, first) for day in days), key=far)),
        figures=tuple(sorted((_moved(figure, first) for figure in figures), key=far)),
    )


def _day(text: str, tokens: list[Token], told: Told) -> Day:
    span: Span = told.span
    start, end = tokens[told.first].start, tokens[told.after - 1].end
    return Day(
        from_on=None if span.single else span.from_on,
        to_on=span.to_on,
        precision=span.precision,
        words=text[start:end],
        calendar=span.calendar,
        start=start,
        end=end,
        doubt=span.doubt,
    )


def _moved(one: NoticedT, by: int) -> NoticedT:
    """The same at its places in the whole text."""
    return replace(one, start=one.start + by, end=one.end + by)
