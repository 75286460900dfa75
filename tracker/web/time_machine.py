"""Answers which day a page speaks of and as known by when; it must not know what stood on that day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.models import Agreement, PortfolioDay, User
from tracker.models.choices import Series
from tracker.publishing import figures
from tracker.selectors import changes, pairs
from tracker.selectors.standings import Source, source_for
from tracker.selectors.visibility import audience_of

MONTHS_SHOWN = 20
COURSE_MONTHS = 240
FIRST_YEAR = 1900  # no agreement tracked here is older; it keeps month arithmetic inside the calendar
DAY_FORM = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*")


@dataclass(frozen=True)
class Month:
    """One month of the ruler: the day its link leads to, and how many statuses changed in it."""

    day: date
    count: int
    is_as_of: bool
    is_known_by: bool


class Preset(NamedTuple):
    """A named day to jump to."""

    label: str
    day: date


@dataclass(frozen=True)
class Course:
    """Days to play through, oldest first, with the neighbours of the day shown; `known_by` with hindsight."""

    days: Sequence[date]
    before: date | None
    after: date | None
    known_by: date | None

    @property
    def as_text(self) -> str:
        """The days for a script."""
        return " ".join(day.isoformat() for day in self.days)


@dataclass(frozen=True)
class Time:
    """Which day a page speaks of. `as_of` and `known_by` are None in the present, where each commitment
    uses its own agreement's today; `day` and `known_day` are always days, for the page to show.

    `problem` is a sentence when the asked days were refused: the page then shows the present.
    """

    today: date
    as_of: date | None = None
    known_by: date | None = None
    problem: str = ""
    as_of_text: str = ""
    known_by_text: str = ""
    presets: Sequence[Preset] = ()
    reader: User | None = None
    agreement: Agreement | None = None
    first_on: date | None = None
    counts: Mapping[date, int] | None = None

    @property
    def day(self) -> date:
        """The day the page speaks of."""
        return self.as_of or self.today

    @property
    def known_day(self) -> date:
        """The day whose knowledge counts."""
        return self.known_by or self.day

    @property
    def is_past(self) -> bool:
        """Whether anything but the present is shown."""
        return self.as_of is not None

    @property
    def is_hindsight(self) -> bool:
        """A past day, judged by all that is known today."""
        return self.is_past and self.day < self.today and self.known_day == self.today

    @property
    def series(self) -> Series:
        """Which of the two stored histories a page of this time reads."""
        return Series.HINDSIGHT if self.is_hindsight else Series.DIAGONAL

    @property
    def is_diagonal(self) -> bool:
        """A past day, as it was known on that very day."""
        return self.is_past and self.known_day == self.day

    @property
    def status(self) -> int:
        """The HTTP status of the page: 400 when the asked days were refused."""
        return 400 if self.problem else 200

    @property
    def query(self) -> str:
        """The part of an address that keeps looking at this day; empty in the present."""
        if not self.is_past:
            return ""
        asked = {"as_of": self.day.isoformat()}
        if self.known_day != self.day:
            asked["known_by"] = self.known_day.isoformat()
        return urlencode(asked)

    def address(self, path: str, **more: str) -> str:
        """An address of ours that keeps looking at this day, with further parameters."""
        extra = urlencode({name: value for name, value in more.items() if value})
        query = "&".join(part for part in (extra, self.query) if part)
        return f"{path}?{query}" if query else path

    def offering(self, presets: Sequence[Preset]) -> Time:
        """The same days, with these to jump to; those after today are left out."""
        return replace(self, presets=[preset for preset in presets if preset.day <= self.today])

    def counting(self, counts: Mapping[date, int]) -> Time:
        """The same days, with the changes of each month from `first_month` on at hand."""
        return replace(self, counts=counts)

    @property
    def first_month(self) -> date:
        """The first day on the ruler of months."""
        return months_around(self.day, self.today, self.first_on)[0]

    @property
    def is_other_pair(self) -> bool:
        """Whether no stored history answers for these days: results are computed for them."""
        return source_for(self.as_of, self.known_by, self.today) is Source.COMPUTED

    @cached_property
    def portfolio(self) -> PortfolioDay | None:
        """The portfolio asked for these days, however far it is; one query, for another pair only."""
        if self.reader is None or not self.is_other_pair:
            return None
        return pairs.of_pair(audience_of(self.reader), self.day, self.known_day)

    @cached_property
    def has_grown(self) -> bool:
        """Whether that portfolio is ready, and the ledger has grown since."""
        ready = self.portfolio is not None and self.portfolio.ready_at is not None
        return bool(ready and self.reader and self.portfolio and pairs.has_grown(self.reader, self.portfolio))

    @cached_property
    def course(self) -> Course:
        """The months to play through: from the agreement's first to today's, at most COURSE_MONTHS."""
        begin = self.first_on or _shifted(self.day, -MONTHS_SHOWN)
        begin = max(begin.replace(day=1), _shifted(self.today, 1 - COURSE_MONTHS))
        days = []
        while begin <= self.today:
            days.append(min(last_day(begin), self.today))
            begin = _shifted(begin, 1)
        return Course(
            days=days,
            before=next((day for day in reversed(days) if day < self.day), None),
            after=next((day for day in days if day > self.day), None),
            known_by=self.today if self.is_hindsight else None,
        )

    @cached_property
    def months(self) -> list[Month]:
        """The ruler's months, oldest first; one query where they are not counted yet."""
        starts = months_around(self.day, self.today, self.first_on)
        counts = self.counts or {}
        if self.counts is None and self.reader is not None:
            counts = changes.per_month(self.reader, starts[0], self.today, agreement=self.agreement)
        return [
            Month(
                day=min(last_day(start), self.today),
                count=counts.get(start, 0),
                is_as_of=same_month(start, self.day),
                is_known_by=self.known_day != self.day and same_month(start, self.known_day),
            )
            for start in starts
        ]


def read_time(
    request: HttpRequest,
    zone: str | None = None,
    *,
    agreement: Agreement | None = None,
    presets: Sequence[Preset] = (),
) -> Time:
    """The day a request asks for. `zone` is an IANA name (without one: the agreement's, else the reader's).

    Never raises: what is no day, or lies in the future, becomes `problem`, a sentence for the page.
    """
    reader = request.user if isinstance(request.user, User) else None
    zone = zone or (agreement.time_zone if agreement else reader.time_zone if reader else "UTC")
    today = today_in(zone)
    texts = {name: request.GET.get(name, "").strip()[:40] for name in ("as_of", "known_by")}
    as_of, as_of_problem = read_day(texts["as_of"], today)
    known_by, known_problem = read_day(texts["known_by"], today)
    problem = as_of_problem or known_problem
    if problem:
        as_of = known_by = None
    elif known_by is not None or as_of is not None:
        as_of = as_of or today
        known_by = known_by or as_of
        if as_of == known_by == today:
            as_of = known_by = None
    found = Time(
        today=today,
        as_of=as_of,
        known_by=known_by,
        problem=problem,
        as_of_text=texts["as_of"] if problem else (as_of or today).isoformat(),
        known_by_text=texts["known_by"] if problem else (known_by or as_of or today).isoformat(),
        reader=reader,
        agreement=agreement,
        first_on=(agreement.signed_on or agreement.in_force_on) if agreement else None,
    )
    return found.offering(presets)


def read_day(text: str, today: date) -> tuple[date | None, str]:
    """The day a text names and no problem, or no day and a sentence saying why; no text is no day."""
    if not text:
        return None, ""
    shown = text[:20]
    form = DAY_FORM.fullmatch(text)
    if form is None:
        return None, _("“%(text)s” is not a day. Write it like 2021-05-02; the present is shown.") % {
            "text": shown
        }
    year, month, day = (int(part) for part in form.groups())
    try:
        asked = date(year, month, day)
    except ValueError:
        return None, _("There is no day “%(text)s” in the calendar; the present is shown.") % {"text": shown}
    if asked > today:
        return None, _(
            "%(day)s lies in the future: statuses are known up to today, %(today)s; the present is shown."
        ) % {"day": figures.long_day(asked), "today": figures.long_day(today)}
    if year < FIRST_YEAR:
        return None, _("%(day)s is before %(year)s, where nothing is tracked; the present is shown.") % {
            "day": shown,
            "year": FIRST_YEAR,
        }
    return asked, ""


def today_in(zone: str) -> date:
    """The calendar day now in a zone; UTC where the name is unknown."""
    try:
        return timezone.localdate(timezone=ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.localdate(timezone=ZoneInfo("UTC"))


def months_around(day: date, today: date, first_on: date | None = None) -> list[date]:
    """The first days of the months on the ruler: the asked one among them, none after today's."""
    last = min(_shifted(day, MONTHS_SHOWN // 3), today.replace(day=1))
    start = _shifted(last, 1 - MONTHS_SHOWN)
    if first_on is not None and _shifted(day, 1 - MONTHS_SHOWN) <= first_on.replace(day=1) <= day:
        start = first_on.replace(day=1)
        last = min(_shifted(start, MONTHS_SHOWN - 1), today.replace(day=1))
    shown = [start]
    while shown[-1] < last:
        shown.append(_shifted(shown[-1], 1))
    return shown


def _shifted(day: date, months: int) -> date:
    """The first day of the month so many months away."""
    index = day.year * 12 + day.month - 1 + months
    return date(min(index // 12, MAXYEAR), index % 12 + 1, 1)


def last_day(start: date) -> date:
    """The last day of the month that begins with `start`."""
    return date.fromordinal(_shifted(start, 1).toordinal() - 1)


def same_month(one: date, other: date) -> bool:
    """Whether two days lie in the same month."""
    return (one.year, one.month) == (other.year, other.month)
