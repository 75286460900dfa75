"""Answers requests for reports: the list, filing, correcting, originals; it decides nothing itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from tracker.models import Report
from tracker.publishing.lists import reports as lists
from tracker.selectors import reports as selector
from tracker.selectors.days import latest_day
from tracker.services import attachments, policies, uploads
from tracker.services import reports as reports_service
from tracker.services.refusals import Refused, Stale
from tracker.web import exporting, paging
from tracker.web.access import (
    CONFLICT,
    UNPROCESSABLE,
    reader_of,
    role_required,
    say_on,
    seen_or_404,
    signed_in,
)
from tracker.web.reports import filing
from tracker.web.reports.beginnings import beginning_of
from tracker.web.reports.forms import ReportForm
from tracker.web.reports.new_form import DocumentForm
from tracker.web.reports.tables import ReportTable
from tracker.web.time_machine import read_time

FILERS = (policies.ANALYST, policies.ADMIN)


@require_safe
@signed_in
def reports(request: HttpRequest) -> HttpResponseBase:
    """The list: searched, filtered, sorted and cut into pages by the address; all as a file if it asks."""
    reader = reader_of(request)
    time = read_time(request)
    listed = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, listed, time)
    found = listed.filter
    table = ReportTable(listed.rows, time=time)
    paging.cut(request, table)
    return render(
        request,
        "reports/list.html",
        {"filter": found, "table": table, "time": time, "can_file": policies.can_file(reader)},
        status=time.status if found.form.is_valid() else 400,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*FILERS)
def new(request: HttpRequest) -> HttpResponse:
    """Log a report: what it is, and its text or files."""
    reader = reader_of(request)
    sent, now = request.method == "POST", timezone.now()
    beginning = beginning_of(reader, request.POST if sent else request.GET)
    form = DocumentForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        reader=reader,
        latest=latest_day(now),
        initial=beginning.initial if beginning else None,
    )
    if sent and form.is_valid():
        try:
            filed = filing.file(form.cleaned_data, by=reader, at=now, beginning=beginning)
        except Refused as refusal:
            say_on(form, refusal)
        else:
            messages.success(
                request,
                _("%(reference)s is filed. Mark a passage to propose a finding.")
                % {"reference": filed.reference},
            )
            return gone_to(request, reverse("report", args=[filed.reference]))
    status = UNPROCESSABLE if sent else 200
    context = {
        "form": form,
        "beginning": beginning,
        "most_bytes": uploads.MOST_BYTES,
        "fetching": settings.FETCH,
    }
    return render(request, "reports/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*FILERS)
def edit(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct what is said about a report; a stale form shows both texts."""
    reader = reader_of(request)
    report = seen_or_404(
        reader, Report.objects.select_related("source", "relays", "recorded_by"), reference=reference
    )
    sent = request.POST if request.method == "POST" else None
    form = ReportForm(sent, reader=reader, initial=_said_of(report))
    context: dict[str, Any] = {
        "form": form,
        "report": report,
        "version": report.version,
        "can_remove": policies.allows(reports_service.check_can_remove, report, reader),
    }
    status = 200
    if request.method == "POST":
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                version = _number(request.POST.get("version")) or 0
                filing.edit(report, form.cleaned_data, version=version, by=reader, at=timezone.now())
            except Stale as refusal:
                context |= {"stale": refusal, "stale_pairs": _differing(refusal)}
                status = CONFLICT
            except Refused as refusal:
                say_on(form, refusal)
            else:
                messages.success(request, _("The report is corrected."))
                return redirect("report", report.reference)
    return render(request, "reports/edit.html", context, status=status)


@require_safe
@signed_in
def original(request: HttpRequest, reference: str, sha256: str) -> HttpResponseBase:
    """One original, byte for byte, to be saved and never run or shown in our name."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.all(), reference=reference)
    kept = next((one for one in selector.originals(reader, row) if one.sha256 == sha256), None)
    if kept is None:
        raise Http404
    path = attachments.path_of(kept.sha256)
    if not path.is_file():
        raise Http404
    # The stored type is never sent: a browser must not open what strangers wrote.
    response = FileResponse(path.open("rb"), as_attachment=True, filename=kept.name)
    response["Content-Type"] = "application/octet-stream"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _differing(stale: Stale) -> list[tuple[Any, object, object]]:
    """What both people changed: the field's name, theirs, yours."""
    return [
        (field.verbose_name, stale.theirs[field.name], stale.yours[field.name])
        for field in Report._meta.concrete_fields
        if field.name in stale.yours and stale.theirs[field.name] != stale.yours[field.name]
    ]


def gone_to(request: HttpRequest, address: str) -> HttpResponse:
    """The way to another page, for a script and without one."""
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


def _said_of(report: Report) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(report, name) for name in filing.SAID}
    return said | {"source": report.source.name, "relays": report.relays.reference if report.relays else ""}


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
