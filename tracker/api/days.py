"""Answers which pair of days a request names, as the pages read it; what is no day is refused."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.api.errors import Problem
from tracker.publishing.tables.days import Pair, pair

FIRST_YEAR = 1900


def pair_of(as_of: str, known_by: str, zone: str) -> Pair:
    """The pair of days in an IANA zone. Problem, with the parameter, for what is no day up to today."""
    today = today_in(zone)
    problems: list[tuple[str, str]] = []
    days = [_read(name, text, today, problems) for name, text in (("as_of", as_of), ("known_by", known_by))]
    if problems:
        raise Problem(problems)
    return pair(today, *days)


def day_of(name: str, text: str, zone: str) -> date | None:
    """One day. Problem for what is no day up to today."""
    problems: list[tuple[str, str]] = []
    found = _read(name, text, today_in(zone), problems)
    if problems:
        raise Problem(problems)
    return found


def today_in(zone: str) -> date:
    """The calendar day now in a zone; UTC where the name is unknown."""
    try:
        return timezone.localdate(timezone=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.localdate(timezone=ZoneInfo("UTC"))


def _read(name: str, text: str, today: date, problems: list[tuple[str, str]]) -> date | None:
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not found.year >= FIRST_YEAR or found > today:
        sentence = _("“%(text)s” is not a day up to today, %(today)s. Write it like 2021-05-02.")
        problems.append((name, sentence % {"text": text[:20], "today": today.isoformat()}))
        return None
    return found
