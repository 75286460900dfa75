"""Answers requests for the list, one commitment, its freshness and the picker; it decides no status."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Commitment, User
from tracker.publishing.lists import commitments as lists
from tracker.selectors import commitments as selector
from tracker.selectors import particulars
from tracker.services import policies
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.commitments import listing, page
from tracker.web.commitments import live as freshness
from tracker.web.shell import shell_of
from tracker.web.time_machine import Preset, Time, read_time

LONGEST_SEARCH = 200  # characters


@require_safe
@signed_in
def commitments(request: HttpRequest) -> HttpResponseBase:
    """The list: filtered, sorted and cut into pages by the address; only its region for an htmx request, all
    of it as a file where the address asks for one."""
    reader = reader_of(request)
    time = read_time(request)
    listed = lists.read(reader, request.GET, time)
    if exporting.wanted(request, time):
        return exporting.file_of(request, listed, time)
    found = listing.shown(request, listed, time)
    template = "commitments/list.html"
    if request.headers.get("HX-Target") == "commitments":
        template += "#swap"
    response = render(request, template, {"list": found, "time": time}, status=time.status)
    patch_vary_headers(response, ["HX-Target"])
    return response


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """At most ten commitments that match `q`, as options of a listbox for pickers."""
    words = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = selector.suggestions(reader_of(request), words)
    return render(request, "commitments/_options.html", {"found": found, "words": words})


@require_safe
@signed_in
def commitment(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One commitment at the day asked for: status, reasons, evidence, what stands beside it."""
    reader = reader_of(request)
    found, state = _current_or_404(reader, slug, code)
    time = time_of(request, found)
    policies.remember_roles(reader, shell_of(request, reader).roles)
    read = page.read(reader, found, time)
    context = {
        "commitment": found,
        "time": (time := time.counting(read.months)),
        "live": freshness.Live(*state).on(time.query),
        "answer": page.answer_for(reader, found, time, read),
        "beside": page.beside(read, time),
        "crumbs": crumbs_for(found),
        **_may(reader),
    }
    return render(request, "commitments/page.html", context, status=time.status)


@require_safe
@signed_in
def live(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What an open page asks each second: 204 when it is up to date, else the parts that changed."""
    reader = reader_of(request)
    state = freshness.first(reader, slug, code)
    if state is None:
        raise Http404
    now = freshness.following(request.GET, state)
    if not now.changed:
        return HttpResponse(status=204)
    found = commitment_or_404(reader, slug, code)
    time = time_of(request, found)
    context = {"commitment": found, "time": time, "live": now.on(time.query)}
    if now.replaces:
        read = page.read(reader, found, time)
        context |= {"answer": page.answer_for(reader, found, time, read), **_may(reader)}
    return render(request, "commitments/_live.html", context)


@require_safe
@signed_in
def prospects(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What would change the status, where the page was too heavy to say so at once."""
    reader = reader_of(request)
    found = commitment_or_404(reader, slug, code)
    time = time_of(request, found)
    context = {
        "commitment": found,
        "time": time,
        "prospects": page.prospects_for(reader, found, time),
        "crumbs": [*crumbs_for(found, linked=True), (_("What would change it?"), "")],
    }
    alone = request.headers.get("HX-Request")
    template = "commitments/_prospects.html" if alone else "commitments/prospects.html"
    response = render(request, template, context, status=time.status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def commitment_or_404(reader: User, slug: str, code: str) -> Commitment:
    """The commitment, or 404 with a sentence, for an unknown code and for an invisible one alike."""
    return _current_or_404(reader, slug, code)[0]


def _current_or_404(reader: User, slug: str, code: str) -> tuple[Commitment, tuple[str, bool]]:
    """The commitment and what its stored result was made from, read together."""
    try:
        return particulars.current_and_fresh(reader, slug, code)
    except Commitment.DoesNotExist:
        raise Http404(
            _("There is no commitment %(code)s under %(slug)s that you may see.")
            % {"code": code[:40], "slug": slug}
        ) from None


def time_of(request: HttpRequest, found: Commitment) -> Time:
    """The day asked for, in the agreement's zone, with its signature and this duty's due day at hand."""
    presets = []
    if found.agreement.signed_on:
        presets.append(Preset(_("Signature"), found.agreement.signed_on))
    if found.current and found.current.due_on:
        presets.append(Preset(_("Due day"), found.current.due_on))
    return read_time(request, agreement=found.agreement, presets=presets)


def crumbs_for(found: Commitment, *, linked: bool = False) -> list[tuple[str, str]]:
    """Where the page stands: agreements, the agreement, the code (a link on the pages below it)."""
    own = reverse("commitment", args=[found.agreement.slug, found.code]) if linked else ""
    return [
        (_("Agreements"), "/agreements/"),
        (found.agreement.slug, f"/agreements/{found.agreement.slug}/"),
        (found.code, own),
    ]


def _may(reader: User) -> dict[str, bool]:
    """What the page offers this reader to do."""
    return {
        "can_observe": policies.can_observe(reader),
        "can_rule": policies.can_propose_ruling(reader),
        "can_file": policies.can_file(reader),
    }
