"""Gives out what a private address stands for, read as its owner; it needs no session and sets no cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Subscription
from tracker.models.choices import SubscriptionKind
from tracker.publishing import atom, icalendars
from tracker.selectors import changes as change_log
from tracker.selectors import deadlines
from tracker.selectors import subscriptions as selector
from tracker.selectors.visibility import audience_of
from tracker.services import subscriptions as services
from tracker.web.subscriptions.views import address_of

KEPT = 90 * 24 * 60 * 60  # seconds for which we remember since when an answer is as it is
WRITTEN_KEPT = 24 * 60 * 60  # seconds for which a calendar need not be written again
LARGEST_KEPT = 1_000_000  # bytes
Body = Callable[[], bytes]


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines its owner sees now, as an iCalendar."""
    return _give(request, token, SubscriptionKind.CALENDAR, "text/calendar; charset=utf-8", _calendar)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The newest changes of statuses its owner sees now, as an Atom feed."""
    return _give(request, token, SubscriptionKind.CHANGES, "application/atom+xml; charset=utf-8", _feed)


def _give(
    request: HttpRequest,
    token: str,
    kind: SubscriptionKind,
    content_type: str,
    made: Callable[[Subscription, str, datetime], tuple[str, Body]],
) -> HttpResponse:
    now = timezone.now()
    known = len(token) <= selector.LONGEST_KEY
    found = selector.opened_by(services.digest(token), kind) if known else None
    if found is None:
        with translation.override(settings.LANGUAGE_CODE):
            said = _("There is nothing at this address. It may have been revoked: ask its owner.")
        return _private(HttpResponse(said, content_type="text/plain; charset=utf-8", status=404))
    services.note_use(subscription=found, at=now)
    language = found.user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        version, body = made(found, token, now)
        since = _same_since(found, version, now)
        etag = quote_etag(version)
        response = get_conditional_response(request, etag=etag, last_modified=int(since.timestamp()))
        if response is None:
            response = HttpResponse(body(), content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(since.timestamp())
    response.headers["Content-Language"] = language
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """For its owner's programs alone: no shared cache keeps it, no search engine lists it."""
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _same_since(subscription: Subscription, version: str, now: datetime) -> datetime:
    """Since when the answer is as it is: each other answer gets a later second, so that a reader that only
    sends a date is never told that nothing changed when something was taken from its view."""
    name = f"address:{subscription.token_hash[:32]}"
    kept = cache.get(name)
    if kept and kept[0] == version:
        return datetime.fromtimestamp(kept[1], UTC)
    seconds = max(int(now.timestamp()), kept[1] + 1 if kept else 0)
    cache.set(name, (version, seconds), KEPT)
    return datetime.fromtimestamp(seconds, UTC)


def _calendar(subscription: Subscription, _token: str, now: datetime) -> tuple[str, Body]:
    days = deadlines.deadlines(
        subscription.user, now, agreement=subscription.agreement, obligor=subscription.party
    )
    site, name = settings.PUBLIC_URL.rstrip("/"), subscription.name
    version = icalendars.version_of(days, name, site, translation.get_language() or "")

    def body() -> bytes:
        """Writing takes a second for a thousand days; the version names all that is written."""
        kept: bytes | None = cache.get(f"calendar:{version}")
        if kept is None:
            kept = icalendars.written(days, name=name, site=site)
            if len(kept) <= LARGEST_KEPT:
                cache.set(f"calendar:{version}", kept, WRITTEN_KEPT)
        return kept

    return version, body


def _feed(subscription: Subscription, token: str, _now: datetime) -> tuple[str, Body]:
    owner = subscription.user
    rows = change_log.listed(owner)
    if subscription.agreement is not None:
        rows = rows.filter(commitment__agreement=subscription.agreement)
    if subscription.party is not None:
        rows = change_log.of_obligor(rows, subscription.party)
    shown = list(rows.order_by("-recorded_at", "-effective_on", "-id")[: atom.SHOWN])
    document = atom.written(
        shown,
        change_log.causes(owner, shown),
        title=subscription.name,
        key=subscription.token_hash[:32],
        made_at=subscription.created_at,
        marking=audience_of(owner).level,
        site=settings.PUBLIC_URL.rstrip("/"),
        own_address=address_of(subscription, token),
        language=translation.get_language() or "",
    )
    return atom.version_of(document), lambda: document
