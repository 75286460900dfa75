"""Answers requests to decide on several findings at once, after showing what it would do, and to undo."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Finding
from tracker.models.choices import FindingState
from tracker.publishing import figures
from tracker.selectors import decisions, gradings, together
from tracker.selectors import review as selector
from tracker.services import policies
from tracker.services.findings import together as service
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, role_required, status_of
from tracker.web.review import queue
from tracker.web.review.views import to_queue, version_in


@require_safe
@role_required(policies.ANALYST)
def several(request: HttpRequest) -> HttpResponse:
    """The chosen findings, which of them can be accepted together, and which statuses that would move."""
    return _show(request, request.GET.getlist("finding"))


@require_POST
@role_required(policies.ANALYST)
def decide_several(request: HttpRequest) -> HttpResponse:
    """Accept or send back the chosen ones, one by one, and report what was not done and why."""
    reader, at = reader_of(request), timezone.now()
    rows = _chosen(request, request.POST.getlist("finding"))
    versions = {one.reference: version_in(request.POST.get(f"version-{one.reference}", "")) for one in rows}
    action, reason = request.POST.get("action", ""), request.POST.get("reason", "")
    try:
        if action == "accept":
            report = service.accept_several(findings=rows, by=reader, at=at, versions=versions)
            done = ngettext("%(n)s finding is accepted.", "%(n)s findings are accepted.", len(report.done))
        elif action == "send-back":
            report = service.send_back_several(
                findings=rows, reason=reason, by=reader, at=at, versions=versions
            )
            done = ngettext("%(n)s finding went back.", "%(n)s findings went back.", len(report.done))
        else:
            raise Refused(_("Say what to do: accept or send back."))
    except Refused as refusal:
        return _show(request, [one.reference for one in rows], refusal=refusal, reason=reason)
    tell(request, report, done)
    return to_queue(request)


@require_POST
@role_required(policies.ANALYST)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what was decided a moment ago; afterwards the sentence says what can be done instead."""
    reader = reader_of(request)
    rows = list(decisions.decided_by(reader, request.POST.getlist("finding")[: together.MOST]))
    if not rows:
        raise Http404
    report = service.undo_several(findings=rows, by=reader, at=timezone.now())
    done = ngettext(
        "Undone: %(n)s finding waits for review again.",
        "Undone: %(n)s findings wait for review again.",
        len(report.done),
    )
    tell(request, report, done)
    return to_queue(request, report.done[0].reference if report.done else "")


def tell(request: HttpRequest, report: service.Report, done: str) -> None:
    """Say what was done, and of each that was not, why."""
    if report.done:
        messages.success(request, done % {"n": figures.number(len(report.done))})
    for one, sentence in report.left:
        said = _("%(reference)s was left as it is. %(sentence)s")
        messages.warning(request, said % {"reference": one.reference, "sentence": sentence})


def _chosen(request: HttpRequest, references: Sequence[str]) -> list[Finding]:
    rows = selector.waiting(reader_of(request)).filter(reference__in=references[: together.MOST])
    return list(rows)


def _show(
    request: HttpRequest,
    references: Sequence[str],
    *,
    refusal: Refused | None = None,
    reason: str = "",
) -> HttpResponse:
    reader = reader_of(request)
    rows = _chosen(request, references)
    if not rows:
        messages.warning(request, _("Choose findings that wait first: the boxes beside them do that."))
        return redirect("review")
    found = together.choices(reader, rows)
    can = [one.finding for one in found if not one.obstacle]
    asked = queue.asked(request.GET if request.method != "POST" else request.POST)
    context = {
        "choices": found,
        "blind": gradings.blind_among(reader, rows),
        "can": can,
        "mine": [one for one in rows if one.author_id == reader.pk],
        "flips": together.flips(reader, can, timezone.now()) if can else [],
        "asked": asked,
        "more": max(len(set(references)) - together.MOST, 0),
        "refusal": refusal,
        "reason": reason,
        "waiting": FindingState.SUBMITTED,
    }
    return render(request, "review/several.html", context, status=status_of(refusal) if refusal else 200)
