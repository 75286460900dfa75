"""Says whether an open page is still up to date and what to do about it; it must not compute a status."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from tracker.models import Commitment, User
from tracker.selectors import particulars
from tracker.web.time_machine import Time


@dataclass(frozen=True)
class Live:
    """What the page was made from, whether a new result is on its way, and what the page must do now.

    `stamp` names the stored result on the page; `changed` says that the small part has to be drawn again,
    `replaces` that the large parts have.
    """

    stamp: str
    waits: bool
    days: str
    changed: bool = True
    replaces: bool = False

    @property
    def query(self) -> str:
        """What the page sends with its next question."""
        query = urlencode({"stamp": self.stamp, "waits": "1" if self.waits else "0"})
        return f"{query}&{self.days}" if self.days else query


def first(reader: User, commitment: Commitment, time: Time) -> Live:
    """The state of a page drawn now. Read it before the page's data, so that nothing in between is missed."""
    stamp, waits = particulars.freshness(reader, commitment)
    return Live(stamp=stamp, waits=waits, days=time.query)


def following(request: HttpRequest, reader: User, commitment: Commitment, time: Time) -> Live:
    """The state now, compared with what the page says it shows.

    While a new result is on its way the large parts stay: they are replaced once, when it is stored.
    """
    stamp, waits = particulars.freshness(reader, commitment)
    shown, waited = request.GET.get("stamp", ""), request.GET.get("waits") == "1"
    if waits:
        return Live(stamp=shown, waits=True, days=time.query, changed=not waited)
    return Live(
        stamp=stamp,
        waits=False,
        days=time.query,
        changed=waited or stamp != shown,
        replaces=stamp != shown,
    )
