"""Answers which status a commitment had from when to when, in either history; it computes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from tracker.assessment import Status
from tracker.models import StatusSpan, User
from tracker.models.choices import Series
from tracker.selectors.visibility import audience_of


@dataclass(frozen=True, slots=True)
class Run:
    """A status from a day to a day, both inside; `to_on` is None while it lasts."""

    status: Status
    from_on: date
    to_on: date | None


def runs(
    reader: User, commitment_ids: Iterable[int], until: date, series: Series = Series.DIAGONAL
) -> dict[int, list[Run]]:
    """Each commitment's statuses up to a day, oldest first, neighbours of one status joined; one query."""
    return runs_of(span_rows(reader, commitment_ids, until, series))


def span_rows(
    reader: User, commitment_ids: Iterable[int], until: date, series: Series = Series.DIAGONAL
) -> QuerySet[Any]:
    """The rows that `runs_of` joins, for those who ask for more at once."""
    wanted = list(commitment_ids)
    return (
        StatusSpan.objects.filter(
            # Said of both: the way by the reader of a duty is the short one, and the database may not see it.
            perspective__readers__commitment__in=wanted,
            perspective__readers__audience=audience_of(reader),
            commitment__in=wanted,
            series=series,
            from_on__lte=until,
        )
        .order_by("commitment_id", "from_on")
        .values_list("commitment_id", "status", "from_on", "to_on")
    )


def runs_of(rows: Iterable[Sequence[Any]]) -> dict[int, list[Run]]:
    """Each commitment's statuses from the rows of its spans, neighbours of one status joined."""
    found: dict[int, list[Run]] = {}
    for number, status, from_on, to_on in rows:
        known = found.setdefault(number, [])
        if known and known[-1].status == status:
            from_on = known.pop().from_on
        known.append(Run(Status(status), from_on, to_on))
    return found


def status_on(history: Iterable[Run], day: date) -> Status | None:
    """The status on a day, None before the history begins or in a gap of it."""
    for run in history:
        if run.from_on <= day and (run.to_on is None or run.to_on >= day):
            return run.status
    return None
