"""Tells people of events, each once, and remembers what they read; it must not know why somebody is told."""

from collections.abc import Collection, Iterable
from datetime import datetime

from tracker.models import Comment, Finding, Notification, User


def tell(
    people: Iterable[User],
    *,
    event: str,
    at: datetime,
    finding: Finding | None = None,
    comment: Comment | None = None,
) -> None:
    """Tell each of these people of an event, once however often it is said. Call it with the change.

    Not in the audit ledger: the change it tells of is there.
    """
    Notification.objects.bulk_create(
        [
            Notification(user=person, event_key=event, finding=finding, comment=comment, created_at=at)
            for person in people
        ],
        ignore_conflicts=True,
    )


def withdraw(*, event: str) -> None:
    """Take back what was told of an event that was undone."""
    Notification.objects.filter(event_key=event).delete()


def mark_read(*, by: User, at: datetime, events: Collection[str] | None = None) -> int:
    """Note that a person has read of these events (without any: of all); answers how many were new."""
    rows = Notification.objects.filter(user=by, read_at__isnull=True)
    if events is not None:
        rows = rows.filter(event_key__in=events)
    return rows.update(read_at=at)
