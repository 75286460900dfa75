"""Shows the log of status changes, latest first; it must not decide what is a change."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.publishing.lists import changes as lists
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_day, read_time

PAGE = 25


@require_safe
@signed_in
def changes(request: HttpRequest) -> HttpResponseBase:
    """The changes up to the day looked at, of an agreement and a period when the address names them; all of
    them as a file if it asks for one."""
    reader = reader_of(request)
    time = read_time(request)
    from_on, problem = read_day(request.GET.get("from", "").strip(), time.today)
    found = lists.read(reader, request.GET, time, from_on=from_on)
    problems = [*found.problems, *([problem] if problem else [])]
    if exporting.wanted(request, time) and not problem:
        return exporting.file_of(request, found, time)
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    found.complete(shown)
    context = {
        "time": time,
        "page": page,
        "changes": [change.told for change in shown],
        "agreements": found.more["agreements"],
        "chosen": found.more["chosen"],
        "periods": lists.PERIODS,
        "period": found.more["period"],
        "problems": problems,
    }
    return render(request, "changes/list.html", context, status=400 if problems else time.status)
