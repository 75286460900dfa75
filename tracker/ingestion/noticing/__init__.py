"""Answers which days, periods and figures stand near a selection; it must not know reports or findings."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from tracker.assessment.enums import Bound
from tracker.ingestion.noticing.results import Calendar, Day, Doubt, Figure, Noticed

__all__ = ["Calendar", "Day", "Doubt", "Figure", "Noticed", "notice"]

REACH = 1_200  # characters on either side of the selection that are read
LONGEST = 60_000  # characters of a selection that are read

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)
NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d{1,9}\b", re.ASCII)


def notice(text: str, start: int, end: int, *, published_on: date | None) -> Noticed:
    """What stands in `text` in or near its characters `start` to `end`, nearest to the selection first.

    `published_on` is the day "last week" is counted from. It never raises, whatever the text or the places.
    """
    start = min(max(start, 0), len(text))
    end = min(max(end, start), len(text), start + LONGEST)
    first = max(0, start - REACH)
    part = text[first : end + REACH]
    days, taken = [], set()
    for found in ISO.finditer(part):
        try:
            day = date(*(int(piece) for piece in found.groups()))
        except ValueError:
            continue
        taken.add(found.start())
        days.append(
            Day(
                from_on=None,
                to_on=day,
                precision="day",
                words=found.group(),
                calendar=Calendar.GREGORIAN,
                start=first + found.start(),
                end=first + found.end(),
            )
        )
    figures = [
        Figure(
            bound=Bound.EXACT,
            low=Decimal(found.group().replace(",", "")),
            high=None,
            unit="",
            words=found.group(),
            start=first + found.start(),
            end=first + found.end(),
        )
        for found in NUMBER.finditer(part)
        if found.start() not in taken
    ]

    def far(one: Day | Figure) -> tuple[int, int]:
        return max(one.start - end, start - one.end, 0), one.start

    return Noticed(days=tuple(sorted(days, key=far)), figures=tuple(sorted(figures, key=far)))
