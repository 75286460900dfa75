"""Shows what a search finds, or opens what a reference means; it must not filter or rank by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tracker.selectors.search import asking
from tracker.selectors.search.finding import MOST, Tier, find
from tracker.selectors.search.jumping import meant
from tracker.selectors.search.showing import Hit, shown
from tracker.web.access import BAD_REQUEST, reader_of, signed_in
from tracker.web.search import filters
from tracker.web.search.addresses import address, address_of
from tracker.web.time_machine import read_time

PAGE = 20


@dataclass(frozen=True, slots=True)
class Result:
    """One result, its address, and more pages of the same document, each with its own."""

    hit: Hit
    url: str
    others: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """Results that hold as many of the words."""

    tier: Tier
    results: list[Result]


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What the words find, in pages; a reference or code typed alone leads to its own page at once."""
    reader, time = reader_of(request), read_time(request)
    asked = request.GET.get("q", "")
    chosen = filters.read(reader, request.GET, time.today)
    if not chosen.is_set and "stay" not in request.GET and (thing := meant(reader, asked)):
        kept = {name: request.GET[name] for name in ("as_of", "known_by") if request.GET.get(name)}
        return redirect(address(thing) + (f"?{urlencode(kept)}" if kept else ""))
    question = asking.read(asked)
    found = find(reader, question, chosen.narrowing)
    page = Paginator(found.places, PAGE).get_page(request.GET.get("page", "1")[:9])
    context = {
        "asked": question.asked,
        "question": question,
        "filters": chosen,
        "found": found,
        "most": MOST,
        "page": page,
        "groups": _groups(shown(list(page.object_list), question), question),
        "time": time,
    }
    return render(
        request, "search/page.html", context, status=BAD_REQUEST if chosen.problems else time.status
    )


def _groups(hits: Sequence[Hit], question: asking.Question) -> list[Group]:
    """The results under how many of the words they hold."""
    groups: list[Group] = []
    for hit in hits:
        if not groups or groups[-1].tier.terms != hit.tier.terms:
            groups.append(Group(hit.tier, []))
        others = [(other.leaf, address_of(other, question)) for other in hit.others]
        groups[-1].results.append(Result(hit, address_of(hit, question), others))
    return groups
