"""Which day a relative deadline falls on; it parses no rule and reads no clock."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date

from .inputs import InvalidInput


def add_days(day: date, days: int) -> date:
    """`days` days after `day`, which is day 0. Raises InvalidInput when it leaves the calendar."""
    ordinal = day.toordinal() + days
    if not date.min.toordinal() <= ordinal <= date.max.toordinal():
        raise InvalidInput("days", f"{days} days from {day.isoformat()} leaves the calendar")
    return date.fromordinal(ordinal)


def add_months(day: date, months: int) -> date:
    """The same day number `months` months later, clamped to the month's end.

    Raises InvalidInput when it leaves the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise InvalidInput("months", f"{months} months from {day.isoformat()} leaves the calendar")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def resolve_deadline(anchor: date | None, *, days: int = 0, months: int = 0) -> date | None:
    """A deadline counted from an anchor event: months first, then days; None if that is not known."""
    return None if anchor is None else add_days(add_months(anchor, months), days)
