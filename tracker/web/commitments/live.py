"""Says whether an open page is still up to date and what to do about it; it must not compute a status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from tracker.models import User
from tracker.selectors import particulars


@dataclass(frozen=True)
class Live:
    """What a page was made from, whether a new result is on its way, and what the page must do now.

    `stamp` names the stored result on the page; `changed` says that the small part has to be drawn again,
    `replaces` that the large parts have. `days` keeps the page at its day.
    """

    stamp: str
    waits: bool
    changed: bool = True
    replaces: bool = False
    days: str = ""

    @property
    def query(self) -> str:
        """What the page sends with its next question."""
        query = urlencode({"stamp": self.stamp, "waits": "1" if self.waits else "0"})
        return f"{query}&{self.days}" if self.days else query

    def on(self, days: str) -> Live:
        """The same for a page at a day, given as the part of an address that names it."""
        return replace(self, days=days)


def first(reader: User, slug: str, code: str) -> Live | None:
    """The state of a page drawn now; None where the reader may see no such commitment.

    Read it before the page's data, so that nothing that happens in between is missed.
    """
    state = particulars.freshness(reader, slug, code)
    return None if state is None else Live(*state)


def following(asked: QueryDict, now: Live) -> Live:
    """The state now, compared with what the page says it shows.

    A present result may be stored ahead of its history: the large parts are replaced for each of the two.
    """
    shown, waited = asked.get("stamp", ""), asked.get("waits") == "1"
    moved = now.stamp != shown
    return replace(now, changed=moved or waited != now.waits, replaces=moved)
