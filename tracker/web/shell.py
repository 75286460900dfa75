"""Answers what the frame of every page shows about the reader; it must not know which page it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from tracker.models import User
from tracker.selectors.days import day_in
from tracker.selectors.frame import Columns, Frame, frame
from tracker.selectors.visibility import audience_of
from tracker.web.savable import SAVABLE


class Shell:
    """What the frame says about the reader; the database is asked once, and only if it is shown."""

    def __init__(self, reader: User, request: HttpRequest | None = None) -> None:
        """`reader` is the signed-in person."""
        self.reader = reader
        self.request = request

    @cached_property
    def marking(self) -> int:
        """Up to which TLP level the reader sees."""
        return audience_of(self.reader).level

    def ask(self, more: Columns, *given: Any) -> Mapping[str, Any]:
        """What a page wants to know beside, `more(reader, *given)`, asked in the frame's query: by name."""
        self._frame = frame(self.reader, day_in(self.reader.time_zone, timezone.now()), more, *given)
        return self._frame.more

    @cached_property
    def _frame(self) -> Frame:
        """All that the frame counts, in one query."""
        return frame(self.reader, day_in(self.reader.time_zone, timezone.now()))

    @property
    def waiting(self) -> int:
        """How many findings wait for review."""
        return self._frame.waiting

    @property
    def inbox(self) -> int:
        """How many pieces of news wait to be decided on."""
        return self._frame.inbox

    @property
    def unread(self) -> int:
        """How many events the reader was told of and has not read."""
        return self._frame.unread

    @property
    def roles(self) -> Sequence[str]:
        """The names of the reader's groups."""
        return self._frame.roles

    @property
    def savable(self) -> bool:
        """Whether this page can be saved as a view."""
        match = self.request.resolver_match if self.request else None
        return match is not None and match.view_name in SAVABLE

    @property
    def query(self) -> str:
        """The page's filters and days, as its address spells them."""
        return self.request.GET.urlencode() if self.request else ""

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration, whose ratings are ours."""
        return bool(settings.DEMO)


def shell_of(request: HttpRequest, reader: User) -> Shell:
    """The shell of a request: the same one for the page and its frame."""
    found = getattr(request, "shell", None)
    if not isinstance(found, Shell):
        found = Shell(reader, request)
        request.shell = found  # type: ignore[attr-defined]
    return found


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `shell` for signed-in readers."""
    user = getattr(request, "user", None)
    return {"shell": shell_of(request, user)} if isinstance(user, User) else {}
