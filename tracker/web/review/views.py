"""Answers requests for the review queue and for decisions in it; the services decide what is allowed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Finding
from tracker.models.choices import FindingState
from tracker.publishing.lists import review as lists
from tracker.publishing.tables.listed import Listed
from tracker.selectors import decisions, gradings, rulings
from tracker.selectors import findings as finding_selector
from tracker.selectors import review as selector
from tracker.services import findings, policies
from tracker.services.findings.undoing import UNDO_FOR
from tracker.services.refusals import Refused
from tracker.web import exporting
from tracker.web.access import reader_of, seen_or_404, signed_in, status_of
from tracker.web.review import queue
from tracker.web.review.details import details
from tracker.web.time_machine import Time, today_in

SHOWN_AT_ONCE = 100  # findings in the list; the rest follow as these are decided


@require_safe
@signed_in
def review(request: HttpRequest) -> HttpResponseBase:
    """What waits, and one of it in full with what accepting it would do; all of it as a file if it asks."""
    now = Time(today=today_in(reader_of(request).time_zone))
    if exporting.wanted(request, now):
        return exporting.file_of(request, _listed(request), now)
    return show(request, request.GET.get("finding", ""))


@require_POST
@signed_in
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Accept, reject or send back; a refusal shows the queue again with the sentence and what was typed."""
    reader = reader_of(request)
    row = seen_or_404(reader, finding_selector.seen(reader), reference=reference)
    reason, action = request.POST.get("reason", ""), request.POST.get("action", "")
    said: dict[str, Any] = {
        "finding": row,
        "by": reader,
        "at": timezone.now(),
        "version": version_in(request.POST.get("version", "")),
    }
    try:
        if action == "accept":
            done = findings.accept(backfill=request.POST.get("backfill") == "on", **said)
            told = _("%(reference)s is accepted; %(code)s is being computed anew.")
            if done.state == FindingState.SUBMITTED:
                told = _("%(reference)s is approved; one more reviewer must approve it before it counts.")
        elif action == "reject":
            findings.reject(reason=reason, **said)
            told = _("%(reference)s is rejected; its author reads your reason.")
        elif action == "send-back":
            findings.send_back(reason=reason, **said)
            told = _("%(reference)s went back to its author.")
        else:
            raise Refused(_("Say what to do: accept, reject or send back."))
    except Refused as refusal:
        return show(request, reference, refusal=refusal, reason=reason)
    messages.success(request, told % {"reference": reference, "code": row.commitment.code})
    return to_queue(request, request.POST.get("next", ""))


def to_queue(request: HttpRequest, finding: str = "") -> HttpResponse:
    """Back to the queue as it was filtered and ordered, with this finding open."""
    kept = queue.asked(request.POST).kept
    if finding:
        kept["finding"] = finding[:20]
    return redirect(reverse("review") + (f"?{urlencode(kept)}" if kept else ""))


def version_in(sent: str) -> int | None:
    """The version a form was made from; None for nonsense, which asks for no comparison."""
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


def show(
    request: HttpRequest, reference: str, *, refusal: Refused | None = None, reason: str = ""
) -> HttpResponse:
    """The queue with one finding open; `refusal` and `reason` where something was not done."""
    reader, at = reader_of(request), timezone.now()
    asked = queue.asked(request.GET if request.method != "POST" else request.POST)
    everything = list(selector.waiting(reader))
    rows = asked.of(everything)
    approved = selector.approved_by(reader, rows)
    picked = queue.picked(rows, reference, reader, approved)
    blind = gradings.blind_among(reader, rows)
    context: dict[str, Any] = {
        "rows": [_line(one, blind, approved) for one in rows[:SHOWN_AT_ONCE]],
        "total": len(rows),
        "mine": sum(1 for one in rows if one.author_id == reader.pk),
        "everything": len(everything),
        "filters": queue.options(everything, asked),
        "orders": queue.orders(),
        "asked": asked,
        "query": asked.query,
        "finding": picked,
        "refusal": refusal,
        "reason": reason,
        "rulings": rulings.proposed(reader).count(),
        "is_analyst": policies.has_role(reader, policies.ANALYST),
        "undo": None,
    }
    decided = decisions.last_decided(reader, at - UNDO_FOR)
    if decided is not None:
        left = UNDO_FOR - (at - decided.at)
        context |= {"undo": decided, "undo_seconds": max(int(left.total_seconds()), 1)}
    if picked is not None:
        context["next"] = queue.after(rows, picked, reader, approved)
        context |= details(reader, picked, at, blind=picked.pk in blind)
    return render(request, "review/review.html", context, status=status_of(refusal) if refusal else 200)


def _listed(request: HttpRequest) -> Listed:
    """The whole queue as it is filtered and ordered."""
    reader, asked = reader_of(request), queue.asked(request.GET)
    everything = list(selector.waiting(reader))
    rows = asked.of(everything)
    filters = [
        (one["label"], dict(one["choices"]).get(one["chosen"], one["chosen"]))
        for one in queue.options(everything, asked)
        if one["chosen"]
    ]
    return lists.of(rows, gradings.blind_among(reader, rows), filters)


def _line(one: Finding, blind: set[int], approved: set[int]) -> dict[str, Any]:
    return {
        "finding": one,
        "letter": selector.letter_of(one),
        "blind": one.pk in blind,
        "approved": one.pk in approved,
    }
