"""Answers anybody who asks for a status page, alike whoever they are: no session, no cookie, no name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language_info
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from tracker.assessment import Headline
from tracker.models import StatusPage
from tracker.publishing import badges, explanations, rollups
from tracker.publishing.shapes import HEADLINE_SHAPES
from tracker.selectors import status_pages as selector
from tracker.web.time_machine import read_day

FRESH = 60  # seconds a shared cache may answer for us
KEPT = 10 * 60  # seconds we keep a page; another stamp makes it anew at once
LARGEST_KEPT = 1_000_000  # bytes
SVG = "image/svg+xml"
HTML = "text/html; charset=utf-8"
Made = Callable[[], bytes]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The open pages that are listed."""
    language = _language(request)
    with translation.override(language):
        body = _html("status_pages/public_list.html", {"pages": list(selector.listed())}, language)
    return _answer(request, body, HTML, language, indexed=True)


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One page, today or of a past day as it was known then."""
    return _give(request, slug, "status_pages/public.html")


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its views take no gaps
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The bare table of a page, which others may frame."""
    return _give(request, slug, "status_pages/public_table.html")


@require_safe
@csp_replace(badges.POLICY)  # type: ignore[arg-type]
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """The headline of a page as a picture, which others may show."""
    language, found = _language(request), selector.opened(slug)
    if found is None:
        return _nothing(request, language)
    with translation.override(language):
        body = _kept(found, "badge", language, lambda: _badge(found))
    response = _answer(request, body, SVG, language, indexed=False)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _give(request: HttpRequest, slug: str, template: str) -> HttpResponse:
    language, found = _language(request), selector.opened(slug)
    if found is None:
        return _nothing(request, language)
    today = timezone.now().astimezone(UTC).date()
    with translation.override(language):
        as_of, problem = read_day(request.GET.get("as_of", "").strip()[:40], today)
        as_of = None if as_of == today else as_of

        def made() -> bytes:
            return _html(template, _context(found, today, as_of, problem), language)

        now = as_of is None and not problem
        body = _kept(found, template, language, made) if now else made()
    indexed = found.listed and now and template == "status_pages/public.html"
    return _answer(request, body, HTML, language, indexed=indexed, status=400 if problem else 200)


def _context(found: StatusPage, today: date, as_of: date | None, problem: str) -> dict[str, Any]:
    shown = selector.shown(found, as_of or today, as_of=as_of)
    return {
        "page": found,
        "parts": shown.parts,
        "roll_up": shown.roll_up,
        "lead": rollups.lead(shown.roll_up),
        "changes": rollups.told_changes(shown.changes, shown.causes),
        "today": today,
        "as_of": as_of,
        "day": as_of or today,
        "problem": problem,
        "query": f"as_of={as_of.isoformat()}" if as_of else "",
    }


def _badge(found: StatusPage) -> bytes:
    roll_up = selector.shown(found, timezone.now().astimezone(UTC).date()).roll_up
    shape = HEADLINE_SHAPES[roll_up.headline]
    return badges.badge(
        title=found.title,
        words=str(explanations.HEADLINES[Headline(roll_up.headline)]),
        status=shape.value if shape else "",
        right_to_left=translation.get_language_bidi(),
    )


def _kept(found: StatusPage, what: str, language: str, made: Made) -> bytes:
    """The answer from the cache, where nothing it shows has changed since it was made."""
    today = timezone.now().astimezone(UTC).date().isoformat()
    # The page names its style sheet by digest: after an upgrade the old one is gone.
    parts = (what, language, today, static("servanda.css"), selector.stamp(found))
    name = hashlib.sha256("|".join(parts).encode()).hexdigest()
    body: bytes | None = cache.get(f"status-page:{name}")
    if body is None:
        body = made()
        if len(body) <= LARGEST_KEPT:
            cache.set(f"status-page:{name}", body, KEPT)
    return body


def _html(template: str, context: dict[str, Any], language: str) -> bytes:
    """A page of no session: nothing of who asks goes into it."""
    languages = [get_language_info(code) for code, _name in settings.LANGUAGES]
    frame = {"language": language, "languages": languages, "bidi": translation.get_language_bidi()}
    return render_to_string(template, context | frame).encode()


def _answer(
    request: HttpRequest, body: bytes, kind: str, language: str, *, indexed: bool, status: int = 200
) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    response = get_conditional_response(request, etag=etag) if status < 400 else None
    if response is None:
        response = HttpResponse(body, content_type=kind, status=status)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.headers["Content-Language"] = language
    if not indexed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _nothing(request: HttpRequest, language: str) -> HttpResponse:
    with translation.override(language):
        body = _html("status_pages/public_none.html", {}, language)
    return _answer(request, body, HTML, language, indexed=False, status=404)


def _language(request: HttpRequest) -> str:
    """The language asked for in the address, else by the browser; never by a cookie, so that a shared cache
    can tell the answers apart."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get("language", "")
    if asked in known:
        return asked
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
