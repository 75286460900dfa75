"""Answers requests for the feeds: how each is, entering and changing one; it asks none itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models import Feed
from tracker.selectors import inbox as selector
from tracker.services import feeds as services
from tracker.services import policies
from tracker.services.refusals import Refused, Stale
from tracker.web import paging
from tracker.web.access import (
    CONFLICT,
    UNPROCESSABLE,
    reader_of,
    role_required,
    say_on,
    seen_or_404,
    signed_in,
)
from tracker.web.feeds.forms import FeedForm
from tracker.web.feeds.tables import FeedTable

KEEPERS = (policies.ANALYST, policies.ADMIN)


@require_safe
@signed_in
def feeds(request: HttpRequest) -> HttpResponse:
    """The feeds with their last answer, last error and next turn."""
    reader = reader_of(request)
    keeps = policies.can_keep_feeds(reader)
    table = paging.cut(request, FeedTable(selector.feeds(reader), keeps=keeps))
    context = {
        "table": table,
        "keeps": keeps,
        "fetching": settings.FETCH,
        "crumbs": [(_("Inbox"), "/inbox/"), (_("Feeds"), "")],
    }
    return render(request, "feeds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a feed."""
    reader = reader_of(request)
    form = FeedForm(request.POST if request.method == "POST" else None, reader=reader)
    if form.is_valid():
        try:
            feed = services.create(**form.cleaned_data, by=reader, at=timezone.now())
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is entered and asked next.") % {"name": feed.name})
            return redirect("feeds")
    return _form(request, form, None, {})


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*KEEPERS)
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a feed; a stale form shows both texts."""
    reader = reader_of(request)
    feed = seen_or_404(reader, Feed.objects.select_related("source"), slug=slug)
    form = FeedForm(request.POST if request.method == "POST" else None, reader=reader, feed=feed)
    more: dict[str, Any] = {}
    if form.is_valid():
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
        try:
            services.edit(feed=feed, version=version, changes=form.cleaned_data, by=reader, at=timezone.now())
        except Stale as refusal:
            more = {"stale": refusal, "stale_pairs": _differing(refusal)}
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(request, _("The feed is changed."))
            return redirect("feeds")
    return _form(request, form, feed, more)


@require_POST
@role_required(*KEEPERS)
def ask_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a feed asked with the next round."""
    reader = reader_of(request)
    feed = seen_or_404(reader, Feed.objects.all(), slug=slug)
    try:
        services.ask_now(feed=feed, by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("“%(name)s” is asked within a minute.") % {"name": feed.name})
    return redirect("feeds")


def _form(request: HttpRequest, form: FeedForm, feed: Feed | None, more: dict[str, Any]) -> HttpResponse:
    status = 200 if request.method != "POST" else CONFLICT if more else UNPROCESSABLE
    last = feed.name if feed else _("New feed")
    context = {
        "form": form,
        "feed": feed,
        "crumbs": [(_("Inbox"), "/inbox/"), (_("Feeds"), "/feeds/"), (last, "")],
        **more,
    }
    return render(request, "feeds/edit.html", context, status=status)


def _differing(stale: Stale) -> list[tuple[Any, object, object]]:
    return [
        (Feed._meta.get_field(name).verbose_name, stale.theirs[name], yours)  # type: ignore[union-attr]
        for name, yours in stale.yours.items()
        if stale.theirs[name] != yours
    ]
