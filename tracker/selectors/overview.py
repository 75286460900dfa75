"""Answers what a reader's whole portfolio says on a day: broken, late, due, unknown; no words, no pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from heapq import nsmallest

from tracker.assessment import Status
from tracker.selectors.doubts import doubt_in
from tracker.selectors.outcomes import Outcome
from tracker.selectors.portfolio import DEADLINE_KINDS
from tracker.selectors.tallies import Row

AHEAD = timedelta(days=90)
NAMED = 6  # duties named of each gap
BROKEN = frozenset({"BREACHED", "REVERSED", "DISPUTED", "AT_RISK"})
DONE = frozenset({"FULFILLED", "COMPLIANT", "CLOSED"})
UNMET = frozenset({"BREACHED", "REVERSED", "OVERDUE", "DISPUTED"})
KNOWN_ENOUGH = frozenset({"PENDING", "SUSPENDED", "CLOSED", "FULFILLED"})
RANKS = {status.value: status.rank for status in Status}


class Gap(StrEnum):
    """Why something is not known; after the first, the doubts of a result."""

    NOBODY_LOOKED = "nobody_looked"
    ONE_VOICE = "one_voice"
    OBLIGOR_ONLY = "obligor_only"
    ACCUSER_ONLY = "accuser_only"
    STALE = "stale"
    NOTHING_COUNTS = "nothing_counts"


@dataclass(slots=True)
class Some:
    """The first rows of a list, and how many it has."""

    rows: Sequence[Row]
    number: int

    @property
    def left(self) -> int:
        """How many more than these."""
        return self.number - len(self.rows)


@dataclass(slots=True)
class Portfolio:
    """The rows of a day, sorted into the questions a manager asks."""

    number: int
    unassessed: int
    counts: Mapping[Status, int]
    broken: Some
    late: Some
    due: Some
    gaps: Mapping[Gap, Some]
    days_late: Mapping[int, int] = field(default_factory=dict)

    @property
    def shown(self) -> set[int]:
        """The numbers of the duties that any of the lists names."""
        lists = (self.broken, self.late, self.due, *self.gaps.values())
        return {row.pk for some in lists for row in some.rows}


def sorted_out(rows: Sequence[Row], titles: Mapping[int, str], day: date, shown: int) -> Portfolio:
    """The rows sorted into lists of at most `shown`, the gravest first; `titles` are the agreements'."""
    broken: list[Row] = []
    due: list[Row] = []
    late: dict[int, int] = {}
    late_rows: list[Row] = []
    unknown: dict[str, list[Row]] = {}
    counts: dict[str, int] = {}
    today, until = day.isoformat(), (day + AHEAD).isoformat()
    for row in rows:
        status = row[8]
        if status is None:
            continue
        counts[status] = counts.get(status, 0) + 1
        if status in BROKEN:
            broken.append(row)
        if row[6] is not None and status not in DONE:
            if today < row[6] <= until:
                due.append(row)
            days = days_late(row, day, today)
            if days:
                late[row[0]] = days
                late_rows.append(row)
        if status not in KNOWN_ENOUGH:
            gap = row[13] if row[14] else Gap.NOBODY_LOOKED.value
            if gap:
                unknown.setdefault(gap, []).append(row)

    def by_place(row: Row) -> tuple[str, str]:
        return titles.get(row.agreement_id, ""), row.code

    def gravest(row: Row) -> tuple[int, str, str]:
        return RANKS[row.status or ""], *by_place(row)

    return Portfolio(
        number=len(rows),
        unassessed=len(rows) - sum(counts.values()),
        counts={status: counts[status] for status in Status if status in counts},
        broken=Some(nsmallest(shown, broken, key=gravest), len(broken)),
        late=Some(nsmallest(shown, late_rows, key=lambda row: (-late[row.pk], row.code)), len(late_rows)),
        due=Some(nsmallest(shown, due, key=lambda row: (row.due, row.code)), len(due)),
        gaps={
            gap: Some(nsmallest(NAMED, unknown[gap], key=by_place), len(unknown[gap]))
            for gap in Gap
            if gap in unknown
        },
        days_late=late,
    )


def days_late(row: Row, day: date, today: str) -> int:
    """Days between the due day and the day it was done, or the day looked at; 0 when not late.

    `today` is `day` as text.
    """
    if row.due is None or row.kind not in DEADLINE_KINDS:
        return 0
    until = row.done or (today if row.status in UNMET else None)
    if until is None or until <= row.due:
        return 0
    days = (date.fromisoformat(until) - date.fromisoformat(row.due)).days
    return days if days > row.grace_days else 0


def with_doubts(rows: Sequence[Row], known: Mapping[int, Outcome]) -> Sequence[Row]:
    """The rows with the doubts of results that were read otherwise, by the number of the duty."""
    if not known:
        return rows
    return [
        row._replace(doubt=doubt_in(known[row.pk], row.status)) if row.status and row.pk in known else row
        for row in rows
    ]
