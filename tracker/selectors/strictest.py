"""Answers how closely held the strictest of some rows is, as one reader sees them; it marks nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, Q, QuerySet

from tracker.models import Commitment, Finding, User
from tracker.models.choices import FindingState
from tracker.selectors.visibility import visible_to

COUNTED = (FindingState.ACCEPTED, FindingState.SUPERSEDED)


def of_rows(rows: QuerySet[Any], path: str = "effective_marking") -> int:
    """The strictest marking of the rows, found by `path`; 0 where there is none. One query."""
    found: int | None = rows.order_by().aggregate(strictest=Max(path))["strictest"]
    return found or 0


def of_duties(reader: User, duties: QuerySet[Commitment]) -> int:
    """The strictest marking of duties and of what their statuses may rest on, as the reader sees it.

    A duty open to all may owe its status to closer evidence, or to a linked duty's: the file says so.
    """
    wanted = duties.order_by().values("pk")
    near = visible_to(
        reader, Commitment.objects.filter(Q(pk__in=wanted) | Q(inverse_links__commitment__in=wanted))
    )
    evidence = visible_to(
        reader, Finding.objects.filter(state__in=COUNTED, commitment__in=near.order_by().values("pk"))
    )
    return max(of_rows(near), of_rows(evidence))
