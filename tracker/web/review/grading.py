"""Answers requests for second grades: giving one, settling a difference, how far graders agree."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Review
from tracker.models.choices import FindingState
from tracker.publishing import kappa
from tracker.selectors import findings as finding_selector
from tracker.selectors import gradings
from tracker.services import reviews
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in
from tracker.web.review.views import show, to_queue, version_in

ORDERED = ("1", "2", "3", "4", "5")  # 6 says that it cannot be judged: no place in the order


@require_POST
@signed_in
def grade(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a second grade; then both are shown."""
    reader = reader_of(request)
    row = seen_or_404(reader, finding_selector.seen(reader), reference=reference)
    try:
        review = reviews.grade(
            finding=row,
            stance=request.POST.get("stance", ""),
            credibility=request.POST.get("credibility", ""),
            note=request.POST.get("note", ""),
            by=reader,
            at=timezone.now(),
        )
    except Refused as refusal:
        return show(request, reference, refusal=refusal, reason=request.POST.get("note", ""))
    row.refresh_from_db()
    if row.state == FindingState.ACCEPTED:
        messages.success(request, _("Both grades are alike: it counts now."))
        return to_queue(request, request.POST.get("next", ""))
    alike = (review.stance, review.credibility) == (review.first_stance, review.first_credibility)
    messages.success(
        request,
        _("Both grades are alike. Now decide on it.")
        if alike
        else _("Your grade is kept. It differs from the first: a third person settles it."),
    )
    return to_queue(request, reference if alike else request.POST.get("next", ""))


@require_POST
@signed_in
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """Settle two grades that differ; the finding stays open to be decided."""
    reader = reader_of(request)
    row = seen_or_404(reader, finding_selector.seen(reader), reference=reference)
    extent = request.POST.get("extent", "")
    try:
        done = reviews.settle(
            finding=row,
            stance=request.POST.get("stance", ""),
            credibility=request.POST.get("credibility", ""),
            note=request.POST.get("note", ""),
            extent=int(extent) if extent in ("1", "2") else None,
            version=version_in(request.POST.get("version", "")),
            by=reader,
            at=timezone.now(),
        )
    except Refused as refusal:
        return show(request, reference, refusal=refusal, reason=request.POST.get("note", ""))
    messages.success(request, _("The difference is settled; the reason stands in its history."))
    waits = done.state == FindingState.SUBMITTED
    return to_queue(request, reference if waits else request.POST.get("next", ""))


@require_safe
@signed_in
def graders(request: HttpRequest) -> HttpResponse:
    """How far two graders agree, agreement by agreement, and which differences wait to be settled."""
    reader = reader_of(request)
    by_agreement: dict[str, list[Review]] = {}
    for one in gradings.pairs(reader).order_by("finding__commitment__agreement__title", "id"):
        by_agreement.setdefault(one.finding.commitment.agreement.title, []).append(one)
    context = {
        "lines": [_line(title, rows) for title, rows in by_agreement.items()],
        "open": gradings.open_differences(reader),
        "few": kappa.FEW,
    }
    return render(request, "review/graders.html", context)


def _line(title: str, rows: list[Review]) -> dict[str, Any]:
    stances = [(one.first_stance, one.stance) for one in rows]
    told = [(one.first_credibility, one.credibility) for one in rows]
    ordered = [pair for pair in told if set(pair) <= set(ORDERED)]
    return {
        "title": title,
        "agreement": rows[0].finding.commitment.agreement,
        "number": len(rows),
        "stance_same_pm": kappa.same_pm(stances),
        "stance_kappa": _two_places(kappa.cohens_kappa(stances)),
        "credibility_number": len(ordered),
        "credibility_same_pm": kappa.same_pm(told),
        "credibility_kappa": _two_places(kappa.cohens_kappa(ordered, kappa.linear(ORDERED))),
        "few": len(rows) < kappa.FEW,
    }


def _two_places(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)
