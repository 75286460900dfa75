"""Shows the page of one agreement; it must not compute any status."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement, User
from tracker.publishing import rollups
from tracker.publishing.months import heat
from tracker.selectors import agreements as selector
from tracker.selectors import portfolio, spans
from tracker.selectors.portfolio import Line
from tracker.web.access import reader_of, signed_in
from tracker.web.agreements.charts import links_chart
from tracker.web.agreements.duties import SHOWN_WHOLE, duties_of, sections
from tracker.web.agreements.hanging import hangings, headline
from tracker.web.agreements.ledger import grouped, ledger
from tracker.web.agreements.page import (
    first_day,
    formerly_broken,
    in_roles,
    presets,
    scores_by_party,
)
from tracker.web.time_machine import Time, read_time
from tracker.web.visits import looked_before


@require_safe
@signed_in
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement: headline, both sides' ledger, months, what hangs on what; other parts follow."""
    reader = reader_of(request)
    found = selector.listed(reader).filter(slug=slug).first()
    if found is None:
        raise Http404(_("There is no agreement “%(slug)s”, or you may not see it.") % {"slug": slug})
    anchors = selector.anchors_of(found)
    time = read_time(request, agreement=found)
    lines = duties_of(reader, found, time)
    roll_up = portfolio.roll_up_lines(lines)
    context = {
        "time": time.offering(presets(anchors, lines)),
        "agreement": found,
        "crumbs": [(_("Agreements"), time.address("/agreements/")), (found.slug, "")],
        "roles": in_roles(found),
        "before": looked_before(request, reader, found),
        "roll_up": roll_up,
        "lead": rollups.lead(roll_up),
        "unassessed": sum(line.standing is None for line in lines),
        "lines": lines,
        "scores": scores_by_party(lines),
        **_ledger_and_months(reader, found, lines, time),
    }
    return render(request, "agreements/agreement.html", context, status=time.status)


def _ledger_and_months(reader: User, found: Agreement, lines: list[Line], time: Time) -> dict[str, Any]:
    """Whole while there are few duties; of many the sections, and the history of the essential ones."""
    links = selector.links_of(reader, found, time.known_by)
    sides = ledger(lines, links, [role.party for role in found.roles.all()])
    is_long = len(lines) > SHOWN_WHOLE
    watched = [line for line in lines if not is_long or _is_essential(line)]
    history = spans.runs(reader, [line.commitment.pk for line in watched], time.day, time.series)
    first = first_day(found, history, time)
    hangs = hangings(links, lines, time.day)
    says = headline(hangs)
    return {
        "formerly": formerly_broken(watched, history),
        "sections": sections(lines) if is_long else [],
        "ledger": sides,
        "heat": None if is_long else heat(grouped(sides), history, first, time.day),
        "first": first,
        "hangings": hangs,
        "hangs": says,
        "graph": links_chart(sides, lines, hangs, time, says),
    }


def _is_essential(line: Line) -> bool:
    return bool(line.commitment.current and line.commitment.current.essential)
