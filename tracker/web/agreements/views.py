"""Shows the list of agreements and the page of each; it must not compute any status."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement, User
from tracker.models.choices import Series
from tracker.publishing import rollups
from tracker.publishing.months import heat
from tracker.selectors import agreements as selector
from tracker.selectors import changes as change_log
from tracker.selectors import portfolio, spans
from tracker.selectors.portfolio import Line
from tracker.web.access import reader_of, signed_in
from tracker.web.agreement_rows import agreement_rows
from tracker.web.agreements.charts import deadlines_chart, links_chart
from tracker.web.agreements.filters import AgreementFilter
from tracker.web.agreements.ledger import Ledger, ledger
from tracker.web.agreements.page import (
    clause_tree,
    formerly_broken,
    hanging_on,
    in_roles,
    presets,
    related,
    scores_by_party,
)
from tracker.web.agreements.tables import AgreementTable
from tracker.web.paging import cut
from tracker.web.time_machine import Time, read_time
from tracker.web.visits import looked_before

CHANGES_SHOWN = 10


@require_safe
@signed_in
def agreements(request: HttpRequest) -> HttpResponse:
    """The agreements the reader sees, filtered and sorted as the address says."""
    reader = reader_of(request)
    time = read_time(request)
    filters = AgreementFilter(request.GET, queryset=selector.listed(reader))
    lines = portfolio.lines(reader, time.day, as_of=time.as_of, known_by=time.known_by, today=time.today)
    rows = agreement_rows(reader, lines, time.day, filters.qs)
    table = AgreementTable(rows)
    cut(request, table)
    context = {"time": time, "table": table, "filters": filters, "number": len(rows)}
    return render(request, "agreements/list.html", context, status=time.status)


@require_safe
@signed_in
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: headline, both sides' ledger, months, deadlines, links, text, anchors, changes."""
    reader = reader_of(request)
    found = selector.listed(reader).filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no agreement “%(slug)s”, or you may not see it.") % {"slug": slug})
    anchors = selector.anchors_of(found)
    time = read_time(request, agreement=found)
    lines = _lines(reader, found, time)
    context = {
        "time": time.offering(presets(anchors, lines)),
        "agreement": found,
        "crumbs": [(_("Agreements"), time.address("/agreements/")), (found.slug, "")],
        "roles": in_roles(found),
        "anchors": hanging_on(anchors, lines),
        "before": looked_before(request, reader, found),
        **_statuses(reader, found, lines, time),
        **_changes(reader, found, time),
    }
    return render(request, "agreements/agreement.html", context, status=time.status)


def _lines(reader: User, found: Agreement, time: Time) -> list[Line]:
    days = {"as_of": time.as_of, "known_by": time.known_by}
    rows = portfolio.commitments_for(reader).filter(agreement=found)
    lines = portfolio.lines(reader, time.day, today=time.today, commitments=rows, **days)
    portfolio.with_outcomes(reader, lines, **days)
    return lines


def _statuses(reader: User, found: Agreement, lines: list[Line], time: Time) -> dict[str, Any]:
    roll_up = portfolio.roll_up_lines(lines)
    links = selector.links_of(reader, found)
    sides = ledger(lines, links, [role.party for role in found.roles.all()])
    series = Series.HINDSIGHT if time.is_hindsight else Series.DIAGONAL
    history = spans.runs(reader, [line.commitment.pk for line in lines], time.day, series)
    begun = [known[0].from_on for known in history.values()]
    first = max(min(begun), found.signed_on or min(begun)) if begun else time.day
    return {
        "roll_up": roll_up,
        "lead": rollups.lead(roll_up),
        "formerly": formerly_broken(lines, history),
        "unassessed": sum(line.standing is None for line in lines),
        "lines": lines,
        "scores": scores_by_party(lines),
        "ledger": sides,
        "heat": heat(_grouped(sides), history, first, time.day),
        "first": first,
        "deadlines": deadlines_chart(lines, time.day),
        "links": links,
        "graph": links_chart(sides, lines, links),
        "clauses": clause_tree(selector.clauses_of(reader, found), lines),
        "relations": related(found, selector.relations_of(reader, found)),
    }


def _grouped(sides: Ledger) -> list[tuple[str, list[Line]]]:
    named = [(party.name, list(lines)) for party, lines in sides.lists]
    return [*named, (_("Owed together"), list(sides.together))]


def _changes(reader: User, found: Agreement, time: Time) -> dict[str, Any]:
    log = change_log.listed(reader).filter(commitment__agreement=found, effective_on__lte=time.day)
    shown = list(log[:CHANGES_SHOWN])
    return {"changes": rollups.told_changes(shown, change_log.causes(reader, shown))}
