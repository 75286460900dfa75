"""Remembers when a person last looked at an agreement or the overview; it must not know what they saw."""

from datetime import datetime, timedelta

from django.db import transaction

from tracker.models import Agreement, LastSeen, User

APART = timedelta(minutes=15)  # looks closer together than this are one visit, and cost no write


def mark_seen(*, by: User, at: datetime, agreement: Agreement | None = None) -> datetime | None:
    """Note that `by` looks at the agreement (without one: the overview); answers when they last did.

    Not in the audit ledger: reading changes nothing that others rely on.
    """
    row = LastSeen.objects.filter(user=by, agreement=agreement).first()
    if row is not None and at - row.seen_at < APART:
        return row.seen_at
    with transaction.atomic():
        if row is None:
            LastSeen.objects.update_or_create(user=by, agreement=agreement, defaults={"seen_at": at})
        else:
            LastSeen.objects.filter(pk=row.pk, seen_at__lt=at).update(seen_at=at)
    return row.seen_at if row else None
