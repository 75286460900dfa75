"""Answers requests for the reader: a report's text with what is cited from it; it must not file or decide."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Finding, Report, TextPage, User
from tracker.publishing.passages import Citation, Marks, by_page, found_in, shown
from tracker.selectors import reports as selector
from tracker.selectors.findings import counted_on
from tracker.selectors.standings import standings
from tracker.services import policies
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.time_machine import Preset, Time, read_time

PAGES_AT_ONCE = 10  # pages of text shown at a time
LONGEST_SEARCH = 200  # characters


@require_safe
@signed_in
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The reader: the text with what is cited from it."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.select_related("source", "relays__source"), reference=reference)
    time = read_time(request, presets=[Preset(_("Published"), row.published_on)])
    return render(request, "reports/report.html", reading(request, reader, row, time), status=time.status)


def reading(request: HttpRequest, reader: User, row: Report, time: Time) -> dict[str, Any]:
    """What the reader page shows of a report: originals, some pages of text, findings with their statuses on
    the day looked at. The text is never hidden: a document says the same before and after it is on file."""
    originals = selector.originals(reader, row)
    pages = list(selector.pages(originals))
    words = request.GET.get("find", "")[:LONGEST_SEARCH]
    found = found_in(pages, words)
    chunk = Paginator(pages, PAGES_AT_ONCE).get_page(request.GET.get("page") or _first_part(pages, found))
    said = cited(reader, selector.findings_of(reader, row, time.known_by), time)
    return {
        "report": row,
        "originals": originals,
        "chunk": chunk,
        "pages": shown(list(chunk), Marks(citations=by_page(said), found=found)),
        "time": time,
        "is_known": time.as_of is None or selector.is_known(reader, row, time.day, time.known_day),
        "said": said,
        "several": len({page.attachment_id for page in pages}) > 1,
        "find": words,
        "found": sum(len(places) for places in found.values()),
        "can_draft": policies.can_draft(reader) and not time.is_past,
        "can_file": policies.can_file(reader),
    }


def cited(reader: User, findings: list[Finding], time: Time) -> list[Citation]:
    """The findings with the status of their duties on the day looked at, as the reader's audience sees it."""
    duties = list({one.commitment_id: one.commitment for one in findings}.values())
    found = standings(reader, duties, as_of=time.as_of, known_by=time.known_by, today=time.today)
    statuses = {number: standing.status for number, standing in found.items()}
    return [
        Citation(
            finding=one,
            status=statuses.get(one.commitment_id),
            counted=not time.is_past or counted_on(one, time.day, time.known_day),
        )
        for one in findings
    ]


def _first_part(pages: list[TextPage], found: dict[int, Any]) -> int:
    """The part of the text in which the first place was found; the first when nothing was looked for."""
    place = next((number for number, page in enumerate(pages) if page.pk in found), 0)
    return place // PAGES_AT_ONCE + 1
