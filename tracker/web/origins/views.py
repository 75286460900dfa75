"""Answers requests for the register of origins, one of them, and for pickers; it changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tracker.models import Commitment, Finding, Origin, User
from tracker.selectors import origins as selector
from tracker.selectors.standings import Standing, standings
from tracker.services import policies
from tracker.web.access import reader_of, signed_in
from tracker.web.time_machine import Time, read_time

LONGEST_SEARCH = 200  # characters
MOST_FOUND = 20
PER_PAGE = 50
DUTIES_A_PAGE = 25


@dataclass(frozen=True)
class Spoken:
    """A duty on which an origin speaks: where it stands, and the findings that are one voice on it."""

    commitment: Commitment
    standing: Standing | None
    findings: Sequence[Finding]


@require_safe
@signed_in
def origins(request: HttpRequest) -> HttpResponse:
    """The register, by name, with how often each has spoken."""
    reader = reader_of(request)
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = selector.matching(selector.listed(reader), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sought": words, "can_register": policies.can_register(reader)}
    return render(request, "origins/list.html", context)


@require_safe
@signed_in
def origin(request: HttpRequest, slug: str) -> HttpResponse:
    """One origin: what it is, what is merged into it, on which duties it speaks, each as one voice."""
    reader = reader_of(request)
    row = origin_or_404(reader, slug)
    time = read_time(request)
    findings = list(selector.said(reader, row, time.as_of, time.known_by))
    context = {
        "origin": row,
        "time": time,
        "merged": selector.merged(reader, row),
        "into": into_of(reader, row),
        "finding_count": len(findings),
        "page": _spoken(request, reader, findings, time),
        "can_register": policies.can_register(reader) and not time.is_past,
    }
    return render(request, "origins/origin.html", context, status=time.status)


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """At most twenty origins that match `q`: options of a listbox, or JSON where that is asked for."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = list(selector.matching(selector.seen(reader_of(request)), words)[:MOST_FOUND])
    if request.get_preferred_type(["text/html", "application/json"]) == "application/json":
        return JsonResponse({"results": [{"slug": one.slug, "name": one.name} for one in found]})
    return render(request, "origins/_options.html", {"found": found, "words": words})


def origin_or_404(reader: User, slug: str) -> Origin:
    """The origin, or 404 alike for an unknown and for a hidden one."""
    found = selector.one(reader, slug)
    if found is None:
        raise Http404
    return found


def into_of(reader: User, row: Origin) -> Origin | None:
    """The origin it was merged into, as far as the reader may see that one."""
    return selector.one(reader, row.merged_into.slug) if row.merged_into else None


def _spoken(request: HttpRequest, reader: User, findings: list[Finding], time: Time) -> Any:
    """A page of the duties it speaks on, in the order of the findings."""
    by_duty = [(duty, list(said)) for duty, said in groupby(findings, key=lambda one: one.commitment)]
    page: Any = Paginator(by_duty, DUTIES_A_PAGE).get_page(request.GET.get("page"))
    found = standings(
        reader,
        [duty for duty, _said in page.object_list],
        as_of=time.as_of,
        known_by=time.known_by,
        today=time.today,
    )
    page.object_list = [Spoken(duty, found.get(duty.pk), said) for duty, said in page.object_list]
    return page
