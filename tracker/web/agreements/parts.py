"""Shows the parts of an agreement's page that it asks for after it stands; it must not compute any status.

Each is a page of its own for those who follow its link, and the bare part for a script.
"""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Agreement, User
from tracker.publishing import rollups
from tracker.publishing.months import heat
from tracker.selectors import agreements as selector
from tracker.selectors import changes as change_log
from tracker.selectors import courses, spans
from tracker.selectors.visibility import visible_to
from tracker.web.access import reader_of, signed_in
from tracker.web.agreements import timeline as drawn
from tracker.web.agreements.duties import SHOWN_WHOLE, duties_of, sections
from tracker.web.agreements.ledger import grouped, ledger
from tracker.web.agreements.measures import measured, measures
from tracker.web.agreements.page import clause_tree, first_day, hanging_on, related
from tracker.web.time_machine import Time, read_time

CHANGES_SHOWN = 10
MEASURES_SHOWN = 12


@require_safe
@signed_in
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Deadlines, slips, findings and changes of status on one axis, so many duties at a time."""
    reader, found, time = asked(request, slug)
    lines = duties_of(reader, found, time, with_parties=False)
    days = {"as_of": time.as_of, "known_by": time.known_by}
    numbers = [line.commitment.pk for line in lines]
    history = spans.runs(reader, numbers, time.day, time.series)
    spoken_of = courses.spoken_of(reader, numbers, **days)
    rows = drawn.ROWS if len(lines) <= SHOWN_WHOLE else drawn.ROWS_OF_MANY
    page = Paginator(drawn.drawable(lines, history, spoken_of), rows).get_page(request.GET.get("page"))
    numbers = [line.commitment.pk for line in page]
    shown = drawn.rows_of(
        page,
        history,
        courses.findings_told(reader, numbers, **days),
        courses.definitions_of(numbers, time.known_day),
    )
    first = first_day(found, history, time)
    first = min([first, *(row.due_on for row in shown if row.due_on)]).replace(day=1)
    said = drawn.title(lines, time.day)
    return _answer(
        request,
        "timeline",
        found,
        time,
        _("Deadlines, slips, findings and changes"),
        page=page,
        rows=shown,
        said=said,
        data=drawn.drawing(shown, time, first, said) if shown else None,
        events=drawn.events(shown, time.day),
        first=first,
    )


@require_safe
@signed_in
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """For each measured duty the reported values against the agreed path, a dozen at a time."""
    reader, found, time = asked(request, slug)
    lines = sorted(
        measured(duties_of(reader, found, time, with_parties=False)),
        key=lambda line: (line.standing.rank if line.standing else 99, line.commitment.code),
    )
    page = Paginator(lines, MEASURES_SHOWN).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    seen = courses.findings_on(
        reader, [line.commitment.pk for line in shown], as_of=time.as_of, known_by=time.known_by
    )
    return _answer(
        request,
        "figures",
        found,
        time,
        _("Values against targets"),
        page=page,
        measures=measures(shown, seen, time),
    )


@require_safe
@signed_in
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """The text as a tree with its duties, the latest changes, the anchors, other agreements."""
    reader, found, time = asked(request, slug)
    lines = duties_of(reader, found, time, with_parties=False)
    log = change_log.listed(reader).filter(commitment__agreement=found, effective_on__lte=time.day)
    shown = list(log[:CHANGES_SHOWN])
    return _answer(
        request,
        "text",
        found,
        time,
        _("What the text says"),
        clauses=clause_tree(selector.clauses_of(reader, found), lines),
        folds=len(lines) > SHOWN_WHOLE,
        changes=rollups.told_changes(shown, change_log.causes(reader, shown)),
        anchors=hanging_on(selector.anchors_of(found), lines),
        relations=related(found, selector.relations_of(reader, found)),
    )


@require_safe
@signed_in
def duties(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One section of a long agreement: its ledger and its months."""
    reader, found, time = asked(request, slug)
    section = next((one for one in sections(duties_of(reader, found, time)) if one.number == number), None)
    if section is None:
        raise Http404(_("The agreement has no section %(number)s.") % {"number": number})
    links = selector.links_of(reader, found, time.known_by)
    sides = ledger(section.lines, links, [party for line in section.lines for party in line.obligors])
    history = spans.runs(reader, [line.commitment.pk for line in section.lines], time.day, time.series)
    first = first_day(found, history, time)
    return _answer(
        request,
        "section",
        found,
        time,
        section.title,
        section=section,
        ledger=sides,
        heat=heat(grouped(sides), history, first, time.day),
        first=first,
    )


def asked(request: HttpRequest, slug: str) -> tuple[User, Agreement, Time]:
    """Who asks, for which agreement, at which time; 404 with a sentence where there is none to see."""
    reader = reader_of(request)
    found = visible_to(reader, Agreement.objects.filter(slug=slug)).first()
    if found is None:
        raise Http404(_("There is no agreement “%(slug)s”, or you may not see it.") % {"slug": slug})
    return reader, found, read_time(request, agreement=found)


def _answer(
    request: HttpRequest, name: str, found: Agreement, time: Time, words: str, **context: Any
) -> HttpResponse:
    own = time.address(f"/agreements/{found.slug}/")
    crumbs = [(_("Agreements"), time.address("/agreements/")), (found.slug, own), (words, "")]
    alone = bool(request.headers.get("HX-Request"))
    template = f"agreements/_{name}.html" if alone else "agreements/part.html"
    response = render(
        request,
        template,
        {
            "time": time,
            "agreement": found,
            "crumbs": crumbs,
            "words": words,
            "part": f"agreements/_{name}.html",
            **context,
        },
        status=time.status,
    )
    patch_vary_headers(response, ["HX-Request"])
    return response
