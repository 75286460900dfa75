"""Answers which days “last week” and its like mean from the day of publication; it must not know today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tracker.ingestion.noticing.calendars import Span
from tracker.ingestion.noticing.names import WEEKDAYS
from tracker.ingestion.noticing.numbers import number_at, text_at
from tracker.ingestion.noticing.results import Doubt
from tracker.ingestion.noticing.tokens import Kind, Token
from tracker.ingestion.noticing.vocabulary import phrase_table

SPANS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
RECENT = frozenset({"past", "last", "previous"})
MOST_BACK = 3650  # days


TABLE = phrase_table("relative")


def relative_at(tokens: list[Token], at: int, published_on: date | None) -> tuple[Span, int] | None:
    """The days meant by the phrase at a token and the place after it; None for none, or without a day."""
    if published_on is None or tokens[at].kind is Kind.DATE:
        return None
    phrase = TABLE.at(tokens, at)
    if phrase is not None:
        return _named(phrase[0].replace("_", " "), published_on), phrase[1]
    return (
        _weekday(tokens, at, published_on)
        or _recent(tokens, at, published_on)
        or _ago(tokens, at, published_on)
    )


def weekday_at(tokens: list[Token], at: int) -> bool:
    """Whether the name of a weekday stands there."""
    return tokens[at].text in WEEKDAYS and tokens[at].capital


def _named(name: str, on: date) -> Span:
    if name in ("today", "yesterday"):
        day = on - timedelta(days=name == "yesterday")
        return _span(day, day, "day", single=True)
    which, what = name.split()
    back = which == "last"
    if what == "week":
        monday = on - timedelta(days=on.weekday() + 7 * back)
        return _span(monday, monday + timedelta(days=6), "about")
    if what == "month":
        last = on.replace(day=1) - timedelta(days=1) if back else _end_of_month(on)
        return _span(last.replace(day=1), last, "month")
    if what == "quarter":
        first = date(on.year, (on.month - 1) // 3 * 3 + 1, 1)
        last = first - timedelta(days=1)
        return _span(date(last.year, last.month - 2, 1), last, "quarter")
    year = max(on.year - back, 1)
    return _span(date(year, 1, 1), date(year, 12, 31) if back else on, "year")


def _weekday(tokens: list[Token], at: int, on: date) -> tuple[Span, int] | None:
    """“Monday”, “last Monday”: the last one before the day of publication, or that day itself."""
    place = at + 1 if tokens[at].text == "last" and at + 1 < len(tokens) else at
    if not weekday_at(tokens, place):
        return None
    number = WEEKDAYS.index(tokens[place].text)
    day = on - timedelta(days=(on.weekday() - number) % 7)
    return _span(day, day, "day", single=True), place + 1


def _recent(tokens: list[Token], at: int, on: date) -> tuple[Span, int] | None:
    """“The past three months”: as many days until publication."""
    if tokens[at].text not in RECENT or at + 2 >= len(tokens):
        return None
    number = number_at(tokens, at + 1)
    if number is None or text_at(tokens, number.after) not in SPANS:
        return None
    days = int(number.value) * SPANS[text_at(tokens, number.after)]
    if not 0 < days <= MOST_BACK:
        return None
    return _span(_back(on, days), on, "about"), number.after + 1


def _ago(tokens: list[Token], at: int, on: date) -> tuple[Span, int] | None:
    """“Three weeks ago”: about that day."""
    number = number_at(tokens, at) if at + 2 < len(tokens) else None
    if number is None or number.value != int(number.value) or text_at(tokens, number.after + 1) != "ago":
        return None
    unit = text_at(tokens, number.after)
    days = int(number.value) * SPANS.get(unit, 0)
    if not 0 < days <= MOST_BACK:
        return None
    day = _back(on, days)
    exact = unit in ("day", "days")
    return _span(day, day, "day" if exact else "about", single=True), number.after + 2


def _span(from_on: date, to_on: date, precision: str, *, single: bool = False) -> Span:
    return Span(from_on=from_on, to_on=to_on, precision=precision, doubt=Doubt.RELATIVE, single=single)


def _back(on: date, days: int) -> date:
    return date.fromordinal(max(on.toordinal() - days, 1))


def _end_of_month(on: date) -> date:
    following = on.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def until_publication(span: Span, published_on: date) -> Span | None:
    """From the beginning of a span to the day of publication; None when it had not begun."""
    if span.from_on > published_on:
        return None
    return replace(span, to_on=published_on, single=False)
