"""Answers requests for fetched web pages: asking for one, how far it is, its record; it fetches none."""

from __future__ import annotations

import re

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tracker.models import Capture
from tracker.selectors import captures as selector
from tracker.services import attachments, policies
from tracker.services import captures as services
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, role_required, signed_in

FETCHERS = (policies.ANALYST, policies.ADMIN)
SHOWN = 50  # of one's own pages


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*FETCHERS)
def captures(request: HttpRequest) -> HttpResponse:
    """The form that asks for a page, and the pages one asked for; a refusal keeps what was typed."""
    reader = reader_of(request)
    url, problem, status = request.POST.get("url", ""), "", 200
    if request.method == "POST":
        try:
            row = services.ask(url=url, by=reader, at=timezone.now())
        except Refused as refusal:
            problem, status = refusal.sentence, UNPROCESSABLE
        else:
            return redirect(reverse("capture", args=[row.reference]) + _led_by(request.POST.get("inbox", "")))
    context = {
        "rows": selector.own(reader)[:SHOWN],
        "url": url,
        "problem": problem,
        "fetching": settings.FETCH,
        "crumbs": [(_("Reports"), "/reports/"), (_("Fetched pages"), "")],
    }
    return render(request, "captures/list.html", context, status=status)


@require_safe
@signed_in
def capture(request: HttpRequest, reference: str) -> HttpResponse:
    """One page: being fetched, why it failed, or what came and what to do with it."""
    row = _seen(request, reference)
    context = {
        "capture": row,
        "inbox": _reference(request.GET.get("inbox", "")),
        "is_mine": row.asked_by_id == reader_of(request).pk,
        "fetching": settings.FETCH,
        "crumbs": [(_("Reports"), "/reports/"), (_("Fetched pages"), "/captures/"), (row.reference, "")],
    }
    if request.headers.get("HX-Request"):
        return render(request, "captures/_state.html", context)
    return render(request, "captures/capture.html", context)


@require_POST
@role_required(*FETCHERS)
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Try a page again that could not be fetched."""
    row = _seen(request, reference)
    try:
        services.again(capture=row, by=reader_of(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(reverse("capture", args=[row.reference]) + _led_by(request.POST.get("inbox", "")))


@require_safe
@signed_in
def warc(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The record of how a page came, to be saved and never run or shown in our name."""
    row = _seen(request, reference)
    path = attachments.path_of(row.warc_sha256) if row.warc_sha256 else None
    if path is None or not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{row.reference}.warc.gz")
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _reference(text: str) -> str:
    """What may be the reference of an entry of the inbox, as it goes on from page to page."""
    return text if re.fullmatch(r"N-[0-9A-Z]{1,18}", text) else ""


def _led_by(text: str) -> str:
    return f"?inbox={_reference(text)}" if _reference(text) else ""


def _seen(request: HttpRequest, reference: str) -> Capture:
    row = selector.seen(reader_of(request)).filter(reference=reference).first()
    if row is None:
        raise Http404
    return row
