"""Tells people of events, each once, and remembers what they read; it must not know why somebody is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from tracker.models import Brief, Comment, Commitment, Finding, Notification, User
from tracker.services import letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One event for one person: what it is about, and how soon they want to be written to of it."""

    person: User
    event: str
    rhythm: str
    about: dict[str, Any] = field(default_factory=dict)


def tell(
    people: Iterable[User],
    *,
    event: str,
    at: datetime,
    commitment: Commitment | None = None,
    finding: Finding | None = None,
    comment: Comment | None = None,
    brief: Brief | None = None,
) -> None:
    """Tell each of these people of an event, once however often it is said. Call it with the change.

    `event` begins with what happened, such as `comment.mention`, and names it among all others (120
    characters at most). Who asked for mail is written to by their own rhythm. Not in the audit ledger: the
    change it tells of is there.
    """
    if commitment is None and finding is not None:
        commitment = finding.commitment
    if commitment is None and comment is not None:
        commitment = comment.commitment
    about = {"commitment": commitment, "finding": finding, "comment": comment, "brief": brief}
    put(
        [
            Telling(person=person, event=event[:120], rhythm=person.mail, about=about)
            for person in {person.pk: person for person in people}.values()
        ],
        at=at,
    )


def put(tellings: Sequence[Telling], *, at: datetime) -> None:
    """Store what was not told yet, and enclose it in letters; at most five queries, however many they are."""
    if not tellings:
        return
    with transaction.atomic():
        there = set(
            Notification.objects.filter(
                user__in={one.person.pk for one in tellings}, event_key__in={one.event for one in tellings}
            ).values_list("user_id", "event_key")
        )
        new = [one for one in tellings if (one.person.pk, one.event) not in there]
        told = [letters.Told(person=one.person, event=one.event, rhythm=one.rhythm) for one in new]
        enclosed = letters.enclose(told, at=at)
        Notification.objects.bulk_create(
            [
                Notification(user=one.person, event_key=one.event, created_at=at, letter=letter, **one.about)
                for one, letter in zip(new, enclosed, strict=True)
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
