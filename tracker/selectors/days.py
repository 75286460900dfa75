"""Answers which calendar day a moment or an inexact day stands for; it must not read the clock."""

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.models.choices import Precision

FURTHEST_EAST = timedelta(hours=14)  # Kiribati: nowhere is it a later day than there


def day_in(zone: str, at: datetime) -> date:
    """The day it is in an IANA zone at an aware moment; an unknown zone counts as UTC."""
    try:
        return at.astimezone(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        return at.astimezone(ZoneInfo("UTC")).date()


def end_of(day: date, zone: str) -> datetime:
    """The moment a day is over in an IANA zone; an unknown zone counts as UTC."""
    try:
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo("UTC"))


def latest_day(at: datetime) -> date:
    """The latest day it is anywhere at an aware moment; what lies after it is future everywhere."""
    return (at.astimezone(ZoneInfo("UTC")) + FURTHEST_EAST).date()


def first_day(day: date, precision: str) -> date:
    """The first day of the month, quarter or year in which an inexact day lies."""
    if precision == Precision.MONTH:
        return day.replace(day=1)
    if precision == Precision.QUARTER:
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return date(day.year, 1, 1) if precision == Precision.YEAR else day


def last_day(day: date, precision: str) -> date:
    """The last day of the month, quarter or year in which an inexact day lies."""
    if precision == Precision.YEAR:
        return date(day.year, 12, 31)
    if precision in (Precision.MONTH, Precision.QUARTER):
        month = day.month if precision == Precision.MONTH else (day.month - 1) // 3 * 3 + 3
        return date(day.year, month, calendar.monthrange(day.year, month)[1])
    return day
