"""Answers what the frame of every page shows about the reader; it must not know which page it is."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from tracker.models import Finding, User
from tracker.models.choices import FindingState
from tracker.selectors import inbox, notifications
from tracker.selectors.days import day_in
from tracker.selectors.visibility import audience_of, visible_to


class Shell:
    """What the frame says about the reader; each answer is asked of the database once, and only if shown."""

    def __init__(self, reader: User) -> None:
        """`reader` is the signed-in person."""
        self.reader = reader

    @cached_property
    def marking(self) -> int:
        """Up to which TLP level the reader sees."""
        return audience_of(self.reader).level

    @cached_property
    def waiting(self) -> int:
        """How many findings wait for review."""
        return visible_to(self.reader, Finding.objects.filter(state=FindingState.SUBMITTED)).count()

    @cached_property
    def inbox(self) -> int:
        """How many pieces of news wait to be decided on."""
        return inbox.waiting(self.reader, day_in(self.reader.time_zone, timezone.now()))

    @cached_property
    def unread(self) -> int:
        """How many events the reader was told of and has not read."""
        return notifications.unread(self.reader)

    @cached_property
    def roles(self) -> list[str]:
        """The names of the reader's groups."""
        return list(self.reader.groups.order_by("name").values_list("name", flat=True))

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration, whose ratings are ours."""
        return bool(settings.DEMO)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for signed-in readers."""
    user = getattr(request, "user", None)
    return {"shell": Shell(user)} if isinstance(user, User) else {}
