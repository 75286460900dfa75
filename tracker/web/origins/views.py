"""Answers requests for the register of origins and for pickers that search it; it changes nothing."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.selectors import origins as selector
from tracker.web.access import reader_of, signed_in

LONGEST_SEARCH = 200  # characters
MOST_FOUND = 20
PER_PAGE = 50


@require_safe
@signed_in
def origins(request: HttpRequest) -> HttpResponse:
    """The register, by name, with how often each has spoken."""
    reader = reader_of(request)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = selector.matching(selector.listed(reader), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "origins/list.html", {"page": page, "sought": words})


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """At most twenty origins that match `q`: options of a listbox, or JSON where that is asked for."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = list(selector.matching(selector.seen(reader_of(request)), words)[:MOST_FOUND])
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"results": [{"slug": one.slug, "name": one.name} for one in found]})
    return render(request, "origins/_options.html", {"found": found, "words": words})
