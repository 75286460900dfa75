"""Keeps the feeds, when each is asked next, and the news they bring; it must not know how one is read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tracker.models import Feed, InboxEntry, Source, User
from tracker.models.references import new_reference
from tracker.selectors.visibility import visible_to
from tracker.services import ledger, markings, policies, rows
from tracker.services.refusals import Refused
from tracker.services.wording import tidy

EDITABLE = ("name", "source", "kind", "url", "every_minutes", "active", "marking", "teams")
CLAIM_LASTS = timedelta(minutes=5)  # far above what one answer may take
LONGEST_WAIT = timedelta(days=1)  # between two tries of a feed that fails, and after its Retry-After
TITLE, TEXT, AUTHOR, LINK = 300, 20_000, 300, 1000  # characters kept of an entry


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One entry as its feed tells it, in plain words; `key` is what the feed calls it.

    `reference` is only given where it must be the same at every load.
    """

    key: str
    title: str
    url: str = ""
    link_key: str = ""
    author: str = ""
    published_at: datetime | None = None
    text: str = ""
    language: str = ""
    sketch: bytes | None = None
    reference: str = ""


def create(
    *,
    name: str,
    source: Source,
    url: str,
    by: User,
    at: datetime,
    kind: str = "feed",
    every_minutes: int = 60,
    active: bool = True,
    marking: int = 0,
    slug: str = "",
    teams: Collection[Any] = (),
) -> Feed:
    """Enter a feed of a source; it is asked at once. Refused with the field."""
    policies.check_can_keep_feeds(by)
    _check_once(_address(url), by)
    feed = Feed(
        slug=slug or _free_slug(name),
        name=name,
        source=source,
        kind=kind,
        url=_address(url),
        every_minutes=every_minutes,
        active=active,
        marking=marking,
        due_at=at,
    )
    return rows.add(feed, action="feed.create", by=by, at=at, teams=teams)


def edit(*, feed: Feed, version: int, changes: Mapping[str, Any], by: User, at: datetime) -> Feed:
    """Change what is said of a feed: fields of EDITABLE. Raises Stale with both texts, or Refused."""
    policies.check_can_keep_feeds(by)
    changes = dict(changes)
    if "url" in changes:
        changes["url"] = _address(changes["url"])
        if changes["url"] != feed.url:
            _check_once(changes["url"], by)
    with transaction.atomic():
        row = rows.edit(
            feed, version=version, changes=changes, allowed=EDITABLE, action="feed.edit", by=by, at=at
        )
        if not {"url", "kind", "active"}.isdisjoint(changes):
            # Another address has other news, and what the old one said of its version means nothing there.
            Feed.objects.filter(pk=row.pk).update(etag="", last_modified="", due_at=at, failures=0)
            row.refresh_from_db()
    return row


def ask_now(*, feed: Feed, by: User, at: datetime) -> None:
    """Let a feed be asked with the next round, whatever its turn. Refused when it is not asked at all."""
    policies.check_can_keep_feeds(by)
    if not feed.active:
        raise Refused(_("This feed is not asked. Switch it on first."), field="active")
    with transaction.atomic():
        Feed.objects.filter(pk=feed.pk).update(due_at=at)
        ledger.record(action="feed.ask_now", thing=feed, by=by, at=at)


def claim(*, at: datetime, most: int = 20) -> list[Feed]:
    """Take up the feeds that are due, longest first; each is due again soon should the work die."""
    taken = []
    for feed in Feed.objects.filter(active=True, due_at__lte=at).order_by("due_at", "pk")[:most]:
        free = Feed.objects.filter(pk=feed.pk, active=True, due_at=feed.due_at)
        if free.update(due_at=at + CLAIM_LASTS, tried_at=at):
            taken.append(feed)
    return taken


def failed(*, feed: Feed, problem: str, at: datetime, wait: timedelta | None = None) -> None:
    """Keep why a feed could not be read; the wait until the next try doubles with each failure.

    `wait` is what the feed itself asked for, if it did. Its news and last success stay.
    """
    with transaction.atomic():
        row = _locked(feed)
        row.failures += 1
        own = timedelta(minutes=row.every_minutes) * 2 ** min(row.failures - 1, 10)
        row.due_at = at + min(max(own, wait or timedelta()), LONGEST_WAIT)
        row.tried_at, row.problem = at, tidy(problem)[:500] or _("It could not be read.")
        row.save(update_fields=["failures", "due_at", "tried_at", "problem"])


def succeeded(
    *,
    feed: Feed,
    news: Sequence[News],
    at: datetime,
    etag: str = "",
    last_modified: str = "",
    skipped: int = 0,
) -> list[InboxEntry]:
    """Take the news that are not there yet; those already there are left as they are.

    `skipped` counts entries that made no sense. Answers the new entries.
    """
    with transaction.atomic():
        row = _locked(feed)
        row.due_at = at + timedelta(minutes=row.every_minutes)
        row.tried_at = row.succeeded_at = at
        row.failures, row.problem, row.skipped = 0, "", skipped
        row.etag, row.last_modified = tidy(etag)[:300], tidy(last_modified)[:100]
        row.save()
        added = _take(row, news, at)
        if added:
            names = [entry.reference for entry in added]
            ledger.record(action="feed.take", thing=row, by=None, at=at, after={"entries": names})
    return added


def unchanged(*, feed: Feed, at: datetime) -> None:
    """Note that a feed answered it has nothing new."""
    with transaction.atomic():
        row = _locked(feed)
        row.due_at = at + timedelta(minutes=row.every_minutes)
        row.tried_at = row.succeeded_at = at
        row.failures, row.problem = 0, ""
        row.save(update_fields=["due_at", "tried_at", "succeeded_at", "failures", "problem"])


def repeated(*, entry: InboxEntry, first: InboxEntry) -> None:
    """Fold an entry under an earlier one that says the same."""
    InboxEntry.objects.filter(pk=entry.pk).exclude(pk=first.pk).update(same_as=first)


def is_as_open(one: InboxEntry, other: InboxEntry) -> bool:
    """Whether all who see the other entry see this one: only then is the other folded under it."""
    within = one.effective_marking <= other.effective_marking
    return within and (not one.restricted or one.feed_id == other.feed_id)


def digest(text: str) -> str:
    """The SHA-256 of what a feed calls an entry, or of a link: keys of one length, whatever the words."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _take(feed: Feed, news: Sequence[News], at: datetime) -> list[InboxEntry]:
    keys = [digest(one.key) for one in news]
    known = set(InboxEntry.objects.filter(feed=feed, key__in=keys).values_list("key", flat=True))
    added = []
    for key, one in zip(keys, news, strict=True):
        if key in known:
            continue
        known.add(key)
        entry = InboxEntry(
            feed=feed,
            key=key,
            title=" ".join(tidy(one.title).split())[:TITLE] or _("Without a title"),
            url=one.url if len(one.url) <= LINK else "",
            link_key=one.link_key,
            author=" ".join(tidy(one.author).split())[:AUTHOR],
            published_at=one.published_at,
            text=tidy(one.text).strip()[:TEXT],
            language=one.language[:10],
            sketch=one.sketch,
            arrived_at=at,
        )
        if one.reference:
            entry.reference = one.reference
        markings.settle(entry)
        entry.same_as = _same_link(entry)
        entry.save()
        added.append(entry)
    return added


def _same_link(entry: InboxEntry) -> InboxEntry | None:
    if not entry.link_key:
        return None
    rows = InboxEntry.objects.filter(link_key=entry.link_key).order_by("arrived_at", "pk")
    earlier = next((one for one in rows.select_related("same_as") if is_as_open(one, entry)), None)
    return (earlier.same_as or earlier) if earlier is not None else None


def _address(url: str) -> str:
    url = tidy(url).strip()
    if not url.lower().startswith(("http://", "https://")):
        raise Refused(_("This is no web address; it begins with http:// or https://."), field="url")
    return url


def _check_once(url: str, by: User) -> None:
    """Refused for an address the person sees entered; one they may not see must not be betrayed by a no."""
    if visible_to(by, Feed.objects.filter(url=url)).exists():
        raise Refused(_("This feed is entered already."), field="url")


def _free_slug(name: str) -> str:
    slug = slugify(name)[:60] or "feed"
    while Feed.objects.filter(Q(slug=slug)).exists():
        slug = f"{slug[:60]}-{new_reference('')[1:].lower()}"
    return slug


def _locked(feed: Feed) -> Feed:
    return Feed.objects.select_for_update().get(pk=feed.pk)
