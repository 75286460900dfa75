"""Shows the list of parties, on the screen and as a file; it must not compute any status."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.publishing.lists import parties as lists
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.paging import cut
from tracker.web.parties.tables import PartyTable
from tracker.web.time_machine import read_time


@require_safe
@signed_in
def parties(request: HttpRequest) -> HttpResponseBase:
    """The parties, filtered and sorted as the address says, with the duties each owes; all as a file if it
    asks for one."""
    reader = reader_of(request)
    time = read_time(request)
    found = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    table = PartyTable(found.rows)
    cut(request, table)
    context = {"time": time, "table": table, "filters": found.filter, "number": found.count}
    return render(request, "parties/list.html", context, status=time.status)
