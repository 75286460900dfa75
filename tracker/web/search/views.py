"""Shows what a search finds among commitments, agreements and parties; it must not filter by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.selectors.search import find
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import read_time

MOST_CHARACTERS = 200


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What the words find; longer searches are cut."""
    words = request.GET.get("q", "").strip()[:MOST_CHARACTERS]
    time = read_time(request)
    context = {"asked": words, "found": find(reader_of(request), words), "time": time}
    return render(request, "search/page.html", context, status=time.status)
