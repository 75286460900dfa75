"""Answers requests for the accusations whose reply is due, overdue or given; it takes no reply."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.publishing.lists import replies as lists
from tracker.selectors import replies as selector
from tracker.services import policies
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_time

PER_PAGE = 50


@require_safe
@signed_in
def replies(request: HttpRequest) -> HttpResponseBase:
    """The accusations that await a reply on the day looked at, the first due first; or one state of them."""
    reader = reader_of(request)
    time = read_time(request)
    found = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, found, time)
    counts = selector.counts(reader, time.known_day)
    counts[""] = counts[selector.OVERDUE] + counts[selector.DUE]
    context = {
        "page": Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page")),
        "time": time,
        "state": found.more["state"],
        "states": [(name, words, counts[name]) for name, words in lists.WORDS.items()],
        "can_observe": policies.can_observe(reader) and not time.is_past,
    }
    return render(request, "replies/list.html", context, status=time.status)
