"""Answers requests to put a report away and to bring it back; the service says whether that may be."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Report
from tracker.selectors import reports as selector
from tracker.services import policies, reports
from tracker.services.refusals import Refused
from tracker.web.access import UNPROCESSABLE, reader_of, role_required, seen_or_404

FILERS = (policies.ANALYST, policies.ADMIN)
MOST = 200  # rows of the list; the last that were removed


@require_safe
@role_required(*FILERS)
def removed(request: HttpRequest) -> HttpResponse:
    """The reports that were put away: one's own, for administrators all."""
    reader = reader_of(request)
    is_admin = policies.has_role(reader, policies.ADMIN)
    rows = selector.removed(reader, all_of_them=is_admin)[:MOST]
    return render(request, "reports/removed.html", {"rows": rows, "is_admin": is_admin})


@require_POST
@role_required(*FILERS)
def remove(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a report away; a refusal is said with the reason that was typed."""
    reader = reader_of(request)
    row = seen_or_404(reader, Report.objects.select_related("recorded_by"), reference=reference)
    reason = request.POST.get("reason", "")
    try:
        reports.remove(report=row, reason=reason, by=reader, at=timezone.now())
    except Refused as refusal:
        context = {"report": row, "refusal": refusal, "reason": reason}
        return render(request, "reports/remove.html", context, status=UNPROCESSABLE)
    messages.success(
        request, _("%(reference)s is removed. It can be brought back.") % {"reference": row.reference}
    )
    return redirect("reports_removed")


@require_POST
@role_required(*FILERS)
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a report back."""
    reader = reader_of(request)
    is_admin = policies.has_role(reader, policies.ADMIN)
    row = selector.removed(reader, all_of_them=is_admin).filter(reference=reference).first()
    if row is None:
        raise Http404
    try:
        reports.restore(report=row, by=reader, at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reports_removed")
    messages.success(request, _("%(reference)s is back.") % {"reference": row.reference})
    return redirect("report", row.reference)
