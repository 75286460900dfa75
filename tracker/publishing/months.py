"""Lays statuses out over months as a table of runs: bins, headings, cells with their spans; no drawing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import pgettext

from tracker.assessment import Status
from tracker.publishing import figures
from tracker.selectors.portfolio import Line
from tracker.selectors.spans import Run, status_on

MOST_COLUMNS = 36
WORD_FROM = 3  # columns; a narrower run shows its shape only
STEPS = (1, 3, 12)  # months in a column


@dataclass(frozen=True, slots=True)
class Column:
    """A month, quarter or year: its last day, which is looked at, and its short name."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A run of columns with one status, None where there is no history; `day` is the first looked at."""

    status: Status | None
    width: int
    day: date
    last: date

    @property
    def has_word(self) -> bool:
        """Whether it is wide enough for the word."""
        return self.width >= WORD_FROM


@dataclass(frozen=True, slots=True)
class Heat:
    """The table: columns, the years over them with their widths, and groups of rows."""

    columns: Sequence[Column]
    years: Sequence[tuple[str, int]]
    groups: Sequence[tuple[str, Sequence[tuple[Line, Sequence[Cell]]]]]
    months: int

    @property
    def is_short(self) -> bool:
        """Whether it fits a narrow screen."""
        return len(self.columns) <= MOST_COLUMNS // 2

    @property
    def width(self) -> int:
        """How many columns a whole row spans, its heading included."""
        return len(self.columns) + 1


def heat(
    groups: Iterable[tuple[str, Sequence[Line]]],
    history: Mapping[int, Sequence[Run]],
    first: date,
    last: date,
) -> Heat | None:
    """The statuses of the lines from one day to another; None when no history has begun by then."""
    if not any(history.values()) or first > last:
        return None
    columns, months = columns_between(first, last)
    rows = [
        (name, [(line, cells(history.get(line.commitment.pk, ()), columns)) for line in lines])
        for name, lines in groups
        if lines
    ]
    years = [
        (figures.digits(str(year)), len(list(those)))
        for year, those in groupby(columns, key=lambda column: column.day.year)
    ]
    return Heat(columns=columns, years=years, groups=rows, months=months)


def columns_between(first: date, last: date) -> tuple[list[Column], int]:
    """Columns of as few months as fit on a page, each looked at on its last day, the last one on `last`."""
    asked = (last.year - first.year) * 12 + last.month - first.month + 1
    months = next((step for step in STEPS if asked / step <= MOST_COLUMNS), STEPS[-1])
    found, day = [], _begin(first, months)
    while day <= last:
        after = _later(day, months)
        seen = min(after - timedelta(days=1), last)
        found.append(Column(day=seen, name=_name(day, months)))
        day = after
    return found, months


def cells(history: Sequence[Run], columns: Sequence[Column]) -> list[Cell]:
    """The runs of one row."""
    seen = [(status_on(history, column.day), column.day) for column in columns]
    found = []
    for status, those in groupby(seen, key=lambda one: one[0]):
        days = [day for _status, day in those]
        found.append(Cell(status=status, width=len(days), day=days[0], last=days[-1]))
    return found


def _begin(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _later(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def _name(day: date, months: int) -> str:
    if months == 1:
        return figures.short_month(day)
    return pgettext("quarter", "Q%(n)s") % {"n": figures.number((day.month + 2) // 3)} if months == 3 else ""
