"""Answers requests for the reader: a report's text with what is cited from it; it must not file or decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker.models import Attachment, Finding, Report, User
from tracker.models.states import ReadState
from tracker.publishing.finding_words import found_in
from tracker.publishing.passages import Citation, Marks, by_page, shown
from tracker.publishing.sheets import Outline, Plan, Sheet, filled, planned
from tracker.selectors import reports as selector
from tracker.selectors.findings import counted_on
from tracker.selectors.standings import standings
from tracker.services import policies
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.time_machine import Preset, Time, read_time

SHEETS_AT_ONCE = 20  # pages shown at a time
LONGEST_SEARCH = 200  # characters
VIEWS = ("text", "original", "both")
LEAST_OF_DIGEST = 12  # characters that name a file in an address
POLLED = "reader-main"  # what the page asks for while it waits
STILL_READING = 204  # nothing new: the page stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where words were found in a file: how often in all and before this part, and which parts have some."""

    total: int = 0
    before: int = 0
    earlier: int | None = None
    later: int | None = None


@require_safe
@signed_in
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """The reader: the text with what is cited from it."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.select_related("source", "relays__source"), reference=reference)
    time = read_time(request, presets=[Preset(_("Published"), row.published_on)])
    originals = _in_order(selector.originals(reader, row))
    said = cited(reader, selector.findings_of(reader, row, time.known_by), time)
    file = _file(request, originals, said)
    waiting = file is not None and file.read_state == ReadState.WAITING
    if waiting and request.headers.get("HX-Target") == POLLED:
        return HttpResponse(status=STILL_READING)
    reading = _reading(request, file, said) if file else {"sheets": [], "found": Found(), "view": "text"}
    if isinstance(reading, str):
        return redirect(reading)
    context = {
        "report": row,
        "originals": originals,
        "file": file,
        "waiting": waiting,
        "time": time,
        "is_known": time.as_of is None or selector.is_known(reader, row, time.day, time.known_day),
        "said": said,
        "can_draft": policies.can_draft(reader) and not time.is_past,
        "can_file": policies.can_file(reader),
        **reading,
    }
    return render(request, "reports/report.html", context, status=time.status)


def _reading(request: HttpRequest, file: Attachment, said: Sequence[Citation]) -> dict[str, Any] | str:
    """The part of a file that is asked for; the address of the part where another page was asked for.

    The text is never hidden: a document says the same before and after it is on file.
    """
    outlines = [Outline(pk=pk, number=number, leaf=leaf) for pk, number, leaf in selector.outline(file)]
    plans = planned(outlines, file.page_images)
    parts = Paginator(plans, SHEETS_AT_ONCE)
    if (asked := _number(request.GET.get("at"))) and plans:
        return _address_of(request, plans, asked)
    words = request.GET.get("find", "")[:LONGEST_SEARCH]
    places = found_in(list(selector.pages([file])), words) if words.strip() else {}
    chunk = parts.get_page(request.GET.get("page") or _first_part(request, plans, places, said))
    texts = list(selector.pages([file]).filter(pk__in=[one.pk for plan in chunk for one in plan.pages]))
    seen = {one.page.pk: one for one in shown(texts, Marks(citations=by_page(said), found=places))}
    sheets = filled(chunk, seen)
    return {
        "chunk": chunk,
        "sheets": sheets,
        "pages_in_all": plans[-1].number if plans else 0,
        "has_text": bool(outlines),
        "find": words,
        "found": _found(parts, chunk, places),
        "view": _view(request, file, sheets),
    }


def _in_order(originals: Sequence[Attachment]) -> list[Attachment]:
    """The files as they were filed, each followed by what came inside it."""
    inside: dict[int | None, list[Attachment]] = {}
    seen = {one.pk for one in originals}
    for one in originals:
        inside.setdefault(one.parent_id if one.parent_id in seen else None, []).append(one)
    ordered: list[Attachment] = []
    waiting = list(reversed(inside.get(None, [])))
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting += reversed(inside.get(one.pk, []))
    return ordered


def _file(
    request: HttpRequest, originals: Sequence[Attachment], said: Sequence[Citation]
) -> Attachment | None:
    """The file that is asked for, or that the finding asked for cites; else the first that can be read."""
    name = request.GET.get("file", "")
    wanted = _page_said(request, said)
    for one in originals:
        if len(name) >= LEAST_OF_DIGEST and one.sha256.startswith(name):
            return one
        if not name and wanted is not None and wanted.attachment_id == one.pk:
            return one
    can_show = (one for one in originals if one.read_state != ReadState.NO_TEXT or one.page_images)
    return next(can_show, originals[0] if originals else None)


def _page_said(request: HttpRequest, said: Sequence[Citation]) -> Any:
    """The page of the finding that the address names."""
    name = request.GET.get("said", "")
    return next((one.finding.page for one in said if one.finding.reference == name), None)


def _first_part(
    request: HttpRequest,
    plans: Sequence[Plan],
    places: Mapping[int, Any],
    said: Sequence[Citation],
) -> int:
    """The part with the finding that is asked for, or with the first place found; else the first."""
    page = _page_said(request, said)
    wanted = {page.pk} if page is not None else set(places)
    for at, plan in enumerate(plans):
        if any(one.pk in wanted for one in plan.pages):
            return at // SHEETS_AT_ONCE + 1
    return 1


def _address_of(request: HttpRequest, plans: Sequence[Plan], number: int) -> str:
    """Where a page stands: its part, and its place there."""
    at = next((at for at, plan in enumerate(plans) if plan.number >= number), len(plans) - 1)
    query = request.GET.copy()
    del query["at"]
    query["page"] = str(at // SHEETS_AT_ONCE + 1)
    return f"{request.path}?{query.urlencode()}#page-{plans[at].number}"


def _found(parts: Paginator[Plan], chunk: Page[Plan], places: Mapping[int, Sequence[Any]]) -> Found:
    """How many places there are before, in and after the part that is shown."""
    counts = [
        sum(len(places.get(one.pk, ())) for plan in parts.page(number) for one in plan.pages)
        for number in (parts.page_range if places else ())
    ]
    here = chunk.number
    return Found(
        total=sum(counts),
        before=sum(counts[: here - 1]),
        earlier=next((at for at in range(here - 1, 0, -1) if counts[at - 1 : at] > [0]), None),
        later=next((at for at in range(here + 1, len(counts) + 1) if counts[at - 1]), None),
    )


def _view(request: HttpRequest, file: Attachment, sheets: Sequence[Sheet]) -> str:
    """Text, original or both, as asked for; pages without any words are shown as they look."""
    asked = request.GET.get("view", "")
    if not file.page_images:
        return "text"
    if asked in VIEWS:
        return asked
    return "text" if any(sheet.has_text for sheet in sheets) else "original"


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


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None
