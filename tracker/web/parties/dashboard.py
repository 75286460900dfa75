"""Shows the page of one party and the parts it asks for afterwards; it must not compute any status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Party, User
from tracker.publishing import rollups
from tracker.selectors import parties as selector
from tracker.selectors import portfolio, spans
from tracker.selectors.correspondences import correspondences
from tracker.selectors.portfolio import Line
from tracker.web.access import reader_of, signed_in
from tracker.web.parties.record import monthly, performance
from tracker.web.parties.relations import told
from tracker.web.parties.sides import by_agreement, claims, twins
from tracker.web.time_machine import Time, read_time

POSITIONS_SHOWN = 20
SHOWN_WHOLE = 60  # duties; more are folded by agreement, each with its counts


@require_safe
@signed_in
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: names and ids, the duties it owes and is owed, the same duty elsewhere, what it says."""
    reader, found, time = _asked(request, slug)
    said = list(selector.positions_of(reader, found, time.day)[:POSITIONS_SHOWN])
    lines = _lines(reader, found, time, [one.commitment_id for one in said])
    owes = [line for line in lines if found in line.obligors]
    owed = [line for line in lines if found in line.beneficiaries]
    roll_up = portfolio.roll_up_lines(owes)
    own = sorted({line.commitment.pk for line in [*owes, *owed]})
    context = {
        "time": time,
        "party": found,
        "crumbs": [(_("Parties"), time.address("/parties/")), (found.slug, "")],
        "owes": by_agreement(owes),
        "owed": by_agreement(owed),
        "folds": len(lines) > SHOWN_WHOLE,
        "roll_up": roll_up,
        "lead": rollups.lead(roll_up),
        "twins": twins(correspondences(own), lines),
        "claims": claims(said, lines),
    }
    return render(request, "parties/party.html", context, status=time.status)


@require_safe
@signed_in
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """The party over time: its duties by status and month, its deadlines, as obligor and as beneficiary."""
    reader, found, time = _asked(request, slug)
    lines = _lines(reader, found, time)
    owes = [line for line in lines if found in line.obligors]
    owed = [line for line in lines if found in line.beneficiaries]
    history = spans.runs(reader, [line.commitment.pk for line in owes], time.day, time.series)
    return _answer(
        request,
        "record",
        found,
        time,
        _("Its record over time"),
        months=monthly(history, time.day),
        performances=[
            (_("What it owes"), performance(owes, time.day)),
            (_("What it is owed"), performance(owed, time.day)),
        ],
    )


@require_safe
@signed_in
def around(request: HttpRequest, slug: str) -> HttpResponse:
    """What surrounds the party: relations, agreements with its roles, accusations that await its reply."""
    reader, found, time = _asked(request, slug)
    return _answer(
        request,
        "around",
        found,
        time,
        _("Relations and agreements"),
        relations=told(found, selector.relations_of(found)),
        agreements=selector.agreements_of(reader, found),
        awaited=selector.awaited_from(reader, found, time.day)[:POSITIONS_SHOWN],
    )


def _asked(request: HttpRequest, slug: str) -> tuple[User, Party, Time]:
    found = selector.named(slug)
    if found is None:
        raise Http404(_("There is no party “%(slug)s”.") % {"slug": slug})
    return reader_of(request), found, read_time(request)


def _lines(reader: User, found: Party, time: Time, others: Sequence[int] = ()) -> list[Line]:
    """The duties the party owes or is owed, and `others` that it speaks of."""
    rows = portfolio.commitments_for(reader).filter(selector.duties_of(found, others))
    return portfolio.lines(
        reader, time.day, as_of=time.as_of, known_by=time.known_by, today=time.today, commitments=rows
    )


def _answer(
    request: HttpRequest, name: str, found: Party, time: Time, words: str, **context: Any
) -> HttpResponse:
    own = time.address(f"/parties/{found.slug}/")
    crumbs = [(_("Parties"), time.address("/parties/")), (found.slug, own), (words, "")]
    alone = bool(request.headers.get("HX-Request"))
    part = f"parties/_{name}.html"
    shown = {"time": time, "party": found, "crumbs": crumbs, "words": words, "part": part, **context}
    response = render(request, part if alone else "parties/part.html", shown, status=time.status)
    patch_vary_headers(response, ["HX-Request"])
    return response
