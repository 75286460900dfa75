"""Answers which documents are the same as a report's, shows two side by side, joins them as relayed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tracker.ingestion.likeness import overlaps, share
from tracker.models import Attachment, Report, TextPage, User
from tracker.models.states import ReadState
from tracker.selectors import likeness
from tracker.selectors import reports as selector
from tracker.services import policies, reports
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.reports.sides import Side, side_of

MOST_COMPARED = 120_000  # characters of each text; comparing them takes about half a second
LEAST_SHARE = 200  # per mille of a text's words: less is what documents on one subject have in common


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Another report's document that is this one, or nearly: `per_mille` of this one's words stand in it."""

    report: Report
    is_the_same: bool
    per_mille: int


@require_safe
@signed_in
def line(request: HttpRequest, reference: str) -> HttpResponse:
    """What is the same as a report, or nearly; the report's page asks for it when it is open."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.all(), reference=reference)
    template = "reports/_alike.html" if request.headers.get("HX-Request") else "reports/alike_list.html"
    waiting = any(one.read_state == ReadState.WAITING for one in selector.originals(reader, row))
    context = {"report": row, "matches": matches(reader, row), "waiting": waiting}
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pair(request: HttpRequest, reference: str, other: str) -> HttpResponse:
    """Two reports side by side with what they share marked; sent, the first relays the second."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.select_related("source", "relays"), reference=reference)
    second = seen_or_404(reader, Report.objects.select_related("source"), reference=other)
    if row.pk == second.pk:
        raise Http404
    if request.method == "POST":
        return _relay(request, reader, row, second)
    words, other_words = text_of(reader, row), text_of(reader, second)
    context: dict[str, Any] = {
        "report": row,
        "other": second,
        "sides": [_side(row, words, other_words), _side(second, other_words, words)],
        "can_file": policies.can_file(reader),
    }
    return render(request, "reports/alike.html", context)


def matches(reader: User, row: Report) -> list[Match]:
    """The reports whose documents are those of `row` or nearly: the same bytes, then by words in common."""
    found: dict[int, Match] = {}
    words = ""
    for original in selector.originals(reader, row):
        for same in likeness.same_bytes(reader, original.sha256, beside=row):
            found[same.report_id] = Match(report=same.report, is_the_same=True, per_mille=1000)
        for alike in likeness.nearly_the_same(reader, original):
            if alike.attachment.report_id in found:
                continue
            words = words or text_of(reader, row)
            report = alike.attachment.report
            common = share(words, overlaps(words, text_of(reader, report)))
            if common >= LEAST_SHARE:
                found[report.pk] = Match(report=report, is_the_same=False, per_mille=common)
    return sorted(found.values(), key=lambda match: (-match.per_mille, match.report.pk))


def text_of(reader: User, row: Report) -> str:
    """The text of a report's documents that the reader may see, as far as it is compared."""
    originals: list[Attachment] = selector.originals(reader, row)
    found, length = [], 0
    for text in (
        TextPage.objects.filter(attachment__in=originals)
        .order_by("attachment_id", "number")
        .values_list("text", flat=True)
    ):
        found.append(text)
        length += len(text)
        if length >= MOST_COMPARED:
            break
    return "\n\n".join(found)[:MOST_COMPARED]


def _side(row: Report, words: str, others: str) -> Side:
    return side_of(row, words, overlaps(words, others))


def _relay(request: HttpRequest, reader: User, row: Report, second: Report) -> HttpResponse:
    try:
        reports.edit(
            report=row, version=row.version, changes={"relays": second}, by=reader, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("report_pair", row.reference, second.reference)
    said = _("%(reference)s relays %(other)s: what both say of a duty is one voice.")
    messages.success(request, said % {"reference": row.reference, "other": second.reference})
    return redirect("report", row.reference)
