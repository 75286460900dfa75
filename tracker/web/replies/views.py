"""Answers requests for the accusations whose reply is due, overdue or given; it takes no reply."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tracker.selectors import replies as selector
from tracker.services import policies
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_time

PER_PAGE = 50
WORDS = {
    "": _("Awaited"),
    selector.OVERDUE: _("Overdue"),
    selector.DUE: _("Due"),
    selector.ANSWERED: _("Answered"),
}


@require_safe
@signed_in
def replies(request: HttpRequest) -> HttpResponse:
    """The accusations that await a reply on the day looked at, the first due first; or one state of them."""
    reader = reader_of(request)
    time = read_time(request)
    state = request.GET.get("state", "")
    state = state if state in selector.STATES else ""
    rows = selector.accusations(reader, time.known_day, state)
    counts = selector.counts(reader, time.known_day)
    counts[""] = counts[selector.OVERDUE] + counts[selector.DUE]
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "time": time,
        "state": state,
        "states": [(name, words, counts[name]) for name, words in WORDS.items()],
        "can_observe": policies.can_observe(reader) and not time.is_past,
    }
    return render(request, "replies/list.html", context, status=time.status)
