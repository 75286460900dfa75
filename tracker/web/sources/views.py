"""Answers requests for the sources: the register, and one with its ratings and reports; it rates none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.models import Source
from tracker.publishing.lists import sources as lists
from tracker.selectors import register as selector
from tracker.selectors import reports as report_selector
from tracker.selectors.scorecards import scorecards
from tracker.services import policies, rerating
from tracker.web import exporting, paging
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.sources.tables import SourceTable
from tracker.web.time_machine import read_time


@require_safe
@signed_in
def sources(request: HttpRequest) -> HttpResponseBase:
    """The register: searched, sorted and cut into pages by the address; all as a file if it asks."""
    reader = reader_of(request)
    time = read_time(request)
    found = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    table = paging.cut(request, SourceTable(found.rows, time=time))
    found.complete([row.record for row in table.paginated_rows])
    can_register = policies.can_register(reader) and not time.is_past
    sought = found.more["sought"]
    context = {"table": table, "sought": sought, "time": time, "can_register": can_register}
    return render(request, "sources/list.html", context, status=time.status)


@require_safe
@signed_in
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, how reliable since when and on the day looked at, its reports known then."""
    reader = reader_of(request)
    row = seen_or_404(reader, Source.objects.select_related("party", "parent"), slug=slug)
    time = read_time(request)
    reports = report_selector.listed(reader, as_of=time.as_of, known_by=time.known_by).filter(source=row)
    ratings = selector.ratings(row)
    context = {
        "source": row,
        "time": time,
        "ratings": ratings,
        "in_force": next((one for one in ratings if one.from_on <= time.day), None),
        "interests": selector.interests(row),
        "reports": reports[:100],
        "report_count": reports.count(),
        "card": scorecards(reader, [row.pk], as_of=time.as_of, known_by=time.known_by)[row.pk],
        "can_rate": policies.can_rate(reader) and not time.is_past,
        "can_propose": policies.can_draft(reader) and not time.is_past,
        "outdated": 0 if time.is_past else rerating.number_outdated(reader, row),
        "children": report_selector.sources_seen(reader).filter(parent=row),
    }
    return render(request, "sources/source.html", context, status=time.status)
