"""Answers which news wait for the reader, repeats folded under the first; it decides on none."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from tracker.models import Feed, InboxEntry, User
from tracker.models.states import InboxState
from tracker.selectors.visibility import audience_of, permitted, visible_to

COMPARED = timedelta(days=14)  # news are repeated while they are news
MOST_COMPARED = 1000
STATES = ("open", "snoozed", "filed", "dismissed", "all")


def seen(reader: User) -> QuerySet[InboxEntry]:
    """The entries the reader may see."""
    return visible_to(reader, InboxEntry.objects.all())


def firsts(reader: User) -> QuerySet[InboxEntry]:
    """Those that repeat nothing the reader may see."""
    original = visible_to(reader, InboxEntry.objects.filter(pk=OuterRef("same_as")))
    return seen(reader).exclude(Exists(original))


def is_open(today: date) -> Q:
    """The condition of an entry that waits on a day: new, or put off until then."""
    return Q(state=InboxState.NEW) | Q(state=InboxState.SNOOZED, snoozed_until__lte=today)


def waiting_rows(reader: User, today: date) -> QuerySet[InboxEntry]:
    """Those that wait for the reader on a day."""
    return firsts(reader).filter(is_open(today))


def waiting(reader: User, today: date) -> int:
    """How many wait for the reader on a day."""
    return waiting_rows(reader, today).count()


def listed(reader: User, today: date, *, state: str = "open", feed: str = "") -> QuerySet[InboxEntry]:
    """The entries of a state (one of STATES), newest first, each with its repeats."""
    rows = firsts(reader)
    if state == "snoozed":
        rows = rows.filter(state=InboxState.SNOOZED, snoozed_until__gt=today)
    elif state in (InboxState.FILED, InboxState.DISMISSED):
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.filter(is_open(today))
    if feed:
        rows = rows.filter(Q(feed__slug=feed) | Q(pk__in=_repeated_in(reader, feed)))
    repeats = Prefetch("repeats", queryset=seen(reader).select_related("feed").order_by("arrived_at", "pk"))
    rows = rows.select_related("feed__source", "decided_by").prefetch_related(repeats)
    return rows.order_by("-arrived_at", "-pk")


def sketched(at: datetime) -> list[InboxEntry]:
    """The latest entries whose words can be compared, earliest first; for jobs, whoever may see them."""
    rows = InboxEntry.objects.filter(arrived_at__gte=at - COMPARED, sketch__isnull=False)
    latest = list(rows.select_related("same_as").order_by("-arrived_at", "-pk")[:MOST_COMPARED])
    return latest[::-1]


def feeds_seen(reader: User) -> QuerySet[Feed]:
    """The feeds the reader may see, by name."""
    return visible_to(reader, Feed.objects.all()).select_related("source").order_by("name", "pk")


def feeds(reader: User) -> QuerySet[Feed]:
    """The same with how many entries each brought that the reader may see."""
    counted = Count("entries", filter=permitted(audience_of(reader), "entries__"), distinct=True)
    return feeds_seen(reader).annotate(entry_count=counted)


def _repeated_in(reader: User, feed: str) -> QuerySet[InboxEntry, Any]:
    return seen(reader).filter(feed__slug=feed, same_as__isnull=False).values("same_as")
