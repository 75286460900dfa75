"""Answers requests for one's own findings: drafts, returns, what waits, what was rejected or removed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Finding
from tracker.selectors import drafted
from tracker.services import findings
from tracker.services.findings import together as service
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.review.several import tell


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """One's findings that are not decided yet, and those that were rejected or removed."""
    reader = reader_of(request)
    context: dict[str, Any] = {
        "returned": drafted.returned(reader),
        "drafts": drafted.never_submitted(reader),
        "waiting": drafted.waiting(reader),
        "rejected": drafted.rejected(reader),
        "removed": drafted.removed(reader),
    }
    return render(request, "review/mine.html", context)


@require_POST
@signed_in
def submit_several(request: HttpRequest) -> HttpResponse:
    """Submit the chosen drafts, one by one, and report which were not and why."""
    reader = reader_of(request)
    rows = drafted.drafts(reader).filter(reference__in=request.POST.getlist("finding"))
    report = service.submit_several(findings=rows, by=reader, at=timezone.now())
    done = ngettext("%(n)s finding is submitted.", "%(n)s findings are submitted.", len(report.done))
    tell(request, report, done)
    return redirect("review_mine")


@require_POST
@signed_in
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring back a finding that was removed."""
    return _move(request, reference, back=True)


@require_POST
@signed_in
def remove(request: HttpRequest, reference: str) -> HttpResponse:
    """Put away a draft or a rejected finding."""
    return _move(request, reference, back=False)


def _move(request: HttpRequest, reference: str, *, back: bool) -> HttpResponse:
    reader, at = reader_of(request), timezone.now()
    row: Finding | None = drafted.own(reader).filter(reference=reference).first()
    if row is None:
        row = seen_or_404(reader, Finding.objects.exclude(state="draft"), reference=reference)
    report = service.Report()
    try:
        if back:
            findings.restore(finding=row, by=reader, at=at)
        else:
            findings.remove(finding=row, reason=request.POST.get("reason", ""), by=reader, at=at)
        report.done.append(row)
    except Refused as refusal:
        report.left.append((row, refusal.sentence))
    if back:
        done = ngettext("%(n)s finding is restored.", "%(n)s findings are restored.", 1)
    else:
        done = ngettext(
            "%(n)s finding is removed; it can be restored below.",
            "%(n)s findings are removed; they can be restored below.",
            1,
        )
    tell(request, report, done)
    return redirect("review_mine")
