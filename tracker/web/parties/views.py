"""Shows the list of parties and the page of each; it must not compute any status."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Party, User
from tracker.publishing import rollups
from tracker.publishing.lists import parties as lists
from tracker.selectors import parties as selector
from tracker.selectors import portfolio
from tracker.selectors.portfolio import Line
from tracker.web import exporting
from tracker.web.access import reader_of, signed_in
from tracker.web.paging import cut
from tracker.web.parties.relations import told
from tracker.web.parties.tables import PartyTable
from tracker.web.time_machine import Time, read_time

POSITIONS_SHOWN = 20


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


@require_safe
@signed_in
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """One party: names and ids, relations both ways, the duties it owes and is owed, what it says."""
    reader = reader_of(request)
    found = selector.named(slug)
    if found is None:
        raise Http404(_("There is no party “%(slug)s”.") % {"slug": slug})
    time = read_time(request)
    context = {
        "time": time,
        "party": found,
        "crumbs": [(_("Parties"), time.address("/parties/")), (found.slug, "")],
        "relations": told(found, selector.relations_of(found)),
        "agreements": selector.agreements_of(reader, found),
        "positions": selector.positions_of(reader, found, time.day)[:POSITIONS_SHOWN],
        "awaited": selector.awaited_from(reader, found, time.day)[:POSITIONS_SHOWN],
        **_duties(reader, found, time),
    }
    return render(request, "parties/party.html", context, status=time.status)


def _duties(reader: User, found: Party, time: Time) -> dict[str, Any]:
    days = {"as_of": time.as_of, "known_by": time.known_by}
    rows = portfolio.commitments_for(reader).filter(selector.duties_of(found))
    lines = portfolio.lines(reader, time.day, today=time.today, commitments=rows, **days)
    portfolio.with_outcomes(reader, lines, **days)
    owes = [line for line in lines if found in line.obligors]
    roll_up = portfolio.roll_up_lines(owes)
    return {
        "owes": _by_agreement(owes),
        "owed": _by_agreement([line for line in lines if found in line.beneficiaries]),
        "roll_up": roll_up,
        "lead": rollups.lead(roll_up),
    }


def _by_agreement(lines: list[Line]) -> list[tuple[Any, list[Line]]]:
    return [(those[0].agreement, those) for those in portfolio.by_agreement(lines).values()]
