"""Answers what the frame of a page counts for a reader, in one query; it must not know any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import inbox, notifications
from tracker.selectors.visibility import visible_to


class Counted(Subquery):
    """How many rows a query has, as a column of another; a subquery without any row counts as 0."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted_rows)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any]) -> None:
        """`rows` is counted as it stands, each distinct row once where it says so."""
        super().__init__(rows.order_by().values("pk"))


@dataclass(frozen=True, slots=True)
class Frame:
    """What waits for a reader, and the names of their groups."""

    waiting: int  # findings to review
    inbox: int  # pieces of news to decide on
    unread: int  # events told and not read
    roles: Sequence[str]


def frame(reader: User, today: date) -> Frame:
    """What the frame counts for the reader on their day; one query, a row for each group of theirs."""
    submitted = visible_to(reader, Finding.objects.filter(state=FindingState.SUBMITTED))
    rows = list(
        User.objects.filter(pk=reader.pk)
        .values_list("groups__name")
        .annotate(
            waiting=Counted(submitted),
            inbox=Counted(inbox.waiting_rows(reader, today)),
            unread=Counted(notifications.unread_rows(reader)),
        )
        .order_by("groups__name")
    )
    if not rows:  # an account that was deleted while its page was made
        return Frame(0, 0, 0, ())
    _name, waiting, news, unread = rows[0]
    return Frame(waiting, news, unread, [name for name, *_rest in rows if name])
