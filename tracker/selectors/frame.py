"""Answers what the frame of a page counts for a reader, in one query; it must not know any page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import inbox, notifications
from tracker.selectors.prepared import answers
from tracker.selectors.visibility import visible_to

Columns = Callable[..., Mapping[str, Any]]


class Counted(Subquery):
    """How many rows a query has, as a column of another; a subquery without any row counts as 0."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted_rows)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], column: str = "pk") -> None:
        """`rows` are counted as they stand, each distinct value of the column once where they say so."""
        super().__init__(rows.order_by().values(column))


@dataclass(frozen=True, slots=True)
class Frame:
    """What waits for a reader, and the names of their groups."""

    waiting: int  # findings to review
    inbox: int  # pieces of news to decide on
    unread: int  # events told and not read
    roles: Sequence[str]
    more: Mapping[str, Any]  # what a page asked for beside it


def frame(reader: User, today: date, more: Columns | None = None, *given: Any) -> Frame:
    """What the frame counts for the reader on their day; one query, a row for each group of theirs.

    `more(reader, *given)` are columns by name that a page wants answered in the same query; like all that
    is `prepared`, they hang on nothing else.
    """
    rows = answers(_rows, reader, today, more, *given)
    if not rows:  # an account that was deleted while its page was made
        return Frame(0, 0, 0, (), dict.fromkeys(more(reader, *given) if more else ()))
    first = rows[0]
    return Frame(
        waiting=first["frame_waiting"],
        inbox=first["frame_inbox"],
        unread=first["frame_unread"],
        roles=[row["groups__name"] for row in rows if row["groups__name"]],
        more={name[5:]: value for name, value in first.items() if name.startswith("more_")},
    )


def _rows(reader: User, today: date, more: Columns | None, *given: Any) -> QuerySet[Any, Any]:
    submitted = visible_to(reader, Finding.objects.filter(state=FindingState.SUBMITTED))
    named = {
        "frame_waiting": Counted(submitted),
        "frame_inbox": Counted(inbox.waiting_rows(reader, today)),
        "frame_unread": Counted(notifications.unread_rows(reader)),
        **{f"more_{name}": column for name, column in (more(reader, *given) if more else {}).items()},
    }
    rows = User.objects.filter(pk=reader.pk).annotate(**named).order_by("groups__name")
    found: QuerySet[Any, Any] = rows.values("groups__name", *named)
    return found
