"""Asks one feed for its news and hands them to the services; it must not know when, or who reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from tracker.ingestion.feeds import reading
from tracker.ingestion.fetching import Fetched, NotFetched, fetch
from tracker.ingestion.likeness import likeness
from tracker.models import Feed, InboxEntry
from tracker.selectors import inbox
from tracker.services import feeds

Fetch = Callable[..., Fetched]

ALIKE = 800  # per mille of the runs of words that two texts share when one repeats the other
NOT_CHANGED, OK = 304, 200


def poll(feed: Feed, *, at: datetime, fetch: Fetch = fetch) -> list[InboxEntry]:
    """Ask a feed, take what is new, fold repeats; a failure is kept with the feed. Answers what is new."""
    try:
        page = fetch(feed.url, headers=_conditions(feed))
    except NotFetched as reason:
        feeds.failed(feed=feed, problem=reason.sentence, at=at)
        return []
    if page.status == NOT_CHANGED:
        feeds.unchanged(feed=feed, at=at)
        return []
    if page.status != OK:
        problem = _("The server answered %(status)d instead of the feed.") % {"status": page.status}
        feeds.failed(feed=feed, problem=problem, at=at, wait=_asked_wait(page.header("Retry-After"), at))
        return []
    contents = reading.read(page.body, kind=feed.kind, address=page.url, charset=_charset(page))
    if contents.problem:
        feeds.failed(feed=feed, problem=contents.problem, at=at)
        return []
    added = feeds.succeeded(
        feed=feed,
        news=contents.news,
        at=at,
        etag=page.header("ETag"),
        last_modified=page.header("Last-Modified"),
        skipped=contents.skipped,
    )
    fold(added, at=at)
    return added


def fold(added: Sequence[InboxEntry], *, at: datetime) -> None:
    """Put each new entry under an earlier one, of any feed, whose words are nearly the same."""
    if not any(entry.sketch and entry.same_as_id is None for entry in added):
        return
    known = inbox.sketched(at)
    for entry in added:
        if not entry.sketch or entry.same_as_id is not None:
            continue
        for other in known:
            if (other.arrived_at, other.pk) >= (entry.arrived_at, entry.pk):
                continue
            alike = likeness(bytes(entry.sketch), bytes(other.sketch or b"")) >= ALIKE
            if alike and feeds.is_as_open(other, entry):
                feeds.repeated(entry=entry, first=other.same_as or other)
                break


def _conditions(feed: Feed) -> dict[str, str]:
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in asked.items() if value and value.isascii()}


def _charset(page: Fetched) -> str:
    said = Message()
    said["Content-Type"] = page.header("Content-Type")[:200]
    charset = said.get_param("charset", "")
    return charset if isinstance(charset, str) else ""


def _asked_wait(said: str, at: datetime) -> timedelta | None:
    """How long a server asks us to wait: seconds, or a moment."""
    said = said.strip()
    if said.isascii() and said.isdigit() and len(said) < 8:
        return timedelta(seconds=int(said))
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(until - at, timedelta())
