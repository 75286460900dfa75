"""Counts a party's duties by status and month, and how its deadlines were met; it draws nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tracker.assessment import Status
from tracker.publishing import figures
from tracker.publishing.months import MOST_COLUMNS, Column, columns_between
from tracker.selectors.portfolio import Line
from tracker.selectors.spans import Run, status_on


@dataclass(frozen=True, slots=True)
class Count:
    """How many duties had a status on the last day of a month."""

    day: date
    number: int


@dataclass(frozen=True, slots=True)
class Months:
    """The table: columns, the years over them with their widths, and a row for each status that occurs."""

    columns: Sequence[Column]
    years: Sequence[tuple[str, int]]
    rows: Sequence[tuple[Status, Sequence[Count]]]
    months: int

    @property
    def is_short(self) -> bool:
        """Whether it fits a narrow screen."""
        return len(self.columns) <= MOST_COLUMNS // 2


@dataclass(frozen=True, slots=True)
class Performance:
    """How the deadlines that have come were met."""

    in_time: Sequence[Line]
    late: Sequence[Line]
    open: Sequence[Line]

    @property
    def total(self) -> int:
        """How many deadlines have come."""
        return len(self.in_time) + len(self.late) + len(self.open)


def monthly(history: Mapping[int, Sequence[Run]], last: date) -> Months | None:
    """The statuses of these duties month by month; None while no history has begun."""
    begun = [known[0].from_on for known in history.values() if known]
    if not begun or min(begun) > last:
        return None
    columns, months = columns_between(min(begun), last)
    counts = [Counter(status_on(runs, column.day) for runs in history.values()) for column in columns]
    rows = [
        (
            status,
            [Count(column.day, held[status]) for column, held in zip(columns, counts, strict=True)],
        )
        for status in Status
        if any(held[status] for held in counts)
    ]
    years = [
        (figures.digits(str(year)), len(list(those)))
        for year, those in groupby(columns, key=lambda column: column.day.year)
    ]
    return Months(columns, years, rows, months)


def performance(lines: Iterable[Line], day: date) -> Performance:
    """The duties whose deadline has come by a day: done in time, done late, not established as done."""
    dated = [line for line in lines if line.has_deadline and line.status]
    come = [line for line in dated if line.due_on and line.due_on <= day]
    done = [line for line in come if line.done_on]
    return Performance(
        in_time=[line for line in done if not line.days_late],
        late=sorted((line for line in done if line.days_late), key=lambda line: -line.days_late),
        open=sorted((line for line in come if not line.done_on), key=lambda line: -line.days_late),
    )
