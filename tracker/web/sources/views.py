"""Answers requests for the sources: the register, and one with its ratings and reports; it rates none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tracker.models import Source
from tracker.selectors import register as selector
from tracker.selectors import reports as report_selector
from tracker.selectors.days import day_in
from tracker.web import paging
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.sources.tables import SourceTable

LONGEST_SEARCH = 200  # characters


@require_safe
@signed_in
def sources(request: HttpRequest) -> HttpResponse:
    """The register: searched, sorted and cut into pages by the address."""
    reader = reader_of(request)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    today = day_in(reader.time_zone, timezone.now())
    table = paging.cut(request, SourceTable(selector.listed(reader, today, words)))
    return render(request, "sources/list.html", {"table": table, "sought": words})


@require_safe
@signed_in
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, how reliable since when, its reports."""
    reader = reader_of(request)
    row = seen_or_404(reader, Source.objects.select_related("party", "parent"), slug=slug)
    reports = report_selector.listed(reader).filter(source=row)
    context = {
        "source": row,
        "ratings": selector.ratings(row),
        "interests": selector.interests(row),
        "reports": reports[:100],
        "report_count": reports.count(),
        "children": report_selector.sources_seen(reader).filter(parent=row),
    }
    return render(request, "sources/source.html", context)
