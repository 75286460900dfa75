"""Answers what a person was told of and may still see; it tells nobody anything."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.models import Comment, Finding, Notification, User
from tracker.selectors.visibility import visible_to

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One event with what it is about, as far as the person may see it."""

    notification: Notification
    finding: Finding
    comment: Comment | None

    @property
    def kind(self) -> str:
        """What happened: the first word of the event, such as `comment.mention`."""
        return self.notification.event_key.split(" ", 1)[0]


def news(reader: User) -> list[News]:
    """The latest events told to a person, newest first, without what they may no longer see."""
    rows = Notification.objects.filter(user=reader, finding__isnull=False)
    rows = rows.select_related(
        "finding__commitment__agreement", "finding__report", "comment__written_by"
    ).order_by("-created_at", "-id")[:SHOWN]
    told = list(rows)
    findings = _seen(reader, {one.finding_id for one in told})
    asked = {one.comment_id for one in told if one.comment_id is not None}
    comments = set(visible_to(reader, Comment.objects.filter(pk__in=asked)).values_list("pk", flat=True))
    return [
        News(notification=one, finding=one.finding, comment=one.comment)
        for one in told
        if one.finding is not None
        and one.finding_id in findings
        and (one.comment_id is None or one.comment_id in comments)
    ]


def unread(reader: User) -> int:
    """How many events somebody was told of and has not read, as far as they may see them."""
    return unread_rows(reader).count()


def unread_rows(reader: User) -> QuerySet[Notification]:
    """Those events; the frame counts them beside other things."""
    rows = Notification.objects.filter(
        user=reader, read_at__isnull=True, finding__in=visible_to(reader, Finding.objects.all()).values("pk")
    )
    return rows.filter(comment__removed_at__isnull=True)


def _seen(reader: User, findings: set[int | None]) -> set[int]:
    rows = visible_to(reader, Finding.objects.filter(pk__in=[pk for pk in findings if pk is not None]))
    hidden = Finding.objects.filter(state="draft").exclude(author=reader)
    return set(rows.exclude(pk__in=hidden.values("pk")).values_list("pk", flat=True))
