"""Shows the list of agreements, on the screen and as a file; it must not compute any status."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.publishing.lists import agreements as lists
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.agreements.tables import AgreementTable
from tracker.web.paging import cut
from tracker.web.time_machine import read_time


@require_safe
@signed_in
def agreements(request: HttpRequest) -> HttpResponseBase:
    """The agreements the reader sees, filtered and sorted as the address says; all as a file if it asks."""
    reader = reader_of(request)
    time = read_time(request)
    found = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    table = AgreementTable(found.rows)
    cut(request, table)
    context = {"time": time, "table": table, "filters": found.filter, "number": found.count}
    return render(request, "agreements/list.html", context, status=time.status)
