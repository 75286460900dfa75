"""Answers requests for one finding and what its author or an analyst does with it; it reviews nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Finding, User
from tracker.publishing.passages import in_context
from tracker.selectors import comments as remarks
from tracker.selectors import findings as selector
from tracker.selectors import gradings, history, mentions, register
from tracker.selectors.standings import standings
from tracker.services import comments, findings, policies
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in, status_of
from tracker.web.time_machine import read_time


@require_safe
@signed_in
def drafts(request: HttpRequest) -> HttpResponse:
    """One's own findings stand beside the review queue."""
    return redirect("review_mine")


@require_safe
@signed_in
def finding(request: HttpRequest, reference: str) -> HttpResponse:
    """One finding: its passage in context, grade, state and history."""
    reader = reader_of(request)
    row = seen_or_404(reader, selector.seen(reader), reference=reference)
    if gradings.is_blind(reader, row):
        return _to_second_grade(row)
    return _show(request, row)


def submit(row: Finding, reason: str, by: User, at: datetime) -> str:
    """Send to review."""
    if findings.submit(finding=row, by=by, at=at).accepted_by_policy:
        return _("It counts now: its agreement asks for no reviewer. The status is being computed anew.")
    return _("It waits for review now.")


def take_back(row: Finding, reason: str, by: User, at: datetime) -> str:
    """Make it a draft again."""
    findings.take_back(finding=row, by=by, at=at)
    return _("It is a draft again.")


def discard(row: Finding, reason: str, by: User, at: datetime) -> str:
    """Put a draft away."""
    findings.remove(finding=row, by=by, at=at)
    return _("The draft is discarded; “My findings” can restore it.")


def supersede(row: Finding, reason: str, by: User, at: datetime) -> str:
    """Take an accepted finding out of the count."""
    findings.supersede(finding=row, reason=reason, by=by, at=at)
    return _("It is withdrawn. The status is being computed anew.")


def comment(row: Finding, reason: str, by: User, at: datetime) -> str:
    """Write a remark."""
    comments.write(finding=row, text=reason, by=by, at=at)
    _told, unknown = mentions.named_in(reason, row)
    if unknown:
        names = ", ".join(f"@{name}" for name in unknown)
        return _("Your comment is kept. Nobody of this name may read it: %(names)s.") % {"names": names}
    return _("Your comment is kept.")


VERBS: dict[str, Callable[[Finding, str, User, datetime], str]] = {
    "submit": submit,
    "take-back": take_back,
    "discard": discard,
    "supersede": supersede,
    "comment": comment,
}


@require_POST
@signed_in
def act(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    """Do one thing with a finding; a refusal shows the page again with the sentence and what was typed."""
    reader = reader_of(request)
    row = seen_or_404(reader, selector.seen(reader), reference=reference)
    if verb not in VERBS:
        raise Http404
    if gradings.is_blind(reader, row):
        return _to_second_grade(row)
    reason = request.POST.get("reason", "")
    try:
        said = VERBS[verb](row, reason, reader, timezone.now())
    except Refused as refusal:
        return _show(request, row, refusal=refusal, verb=verb, reason=reason)
    messages.success(request, said)
    return (
        redirect("report", row.report.reference) if verb == "discard" else redirect("finding", row.reference)
    )


def _to_second_grade(row: Finding) -> HttpResponse:
    """Its page tells the first grade, which is kept back until a second one is given."""
    return redirect(reverse("review") + f"?finding={row.reference}")


def _show(
    request: HttpRequest, row: Finding, *, refusal: Refused | None = None, verb: str = "", reason: str = ""
) -> HttpResponse:
    reader = reader_of(request)
    time = read_time(request, agreement=row.commitment.agreement)
    found = standings(reader, [row.commitment], as_of=time.as_of, known_by=time.known_by, today=time.today)
    letter = row.reliability or register.letter_on(row.report.source, row.report.published_on)
    context: dict[str, Any] = {
        "finding": row,
        "standing": found.get(row.commitment_id),
        "letter": letter,
        "context": in_context(row),
        "remarks": remarks.thread(reader, row, over_all=policies.has_role(reader, policies.ADMIN)),
        "history": history.history_of(reader, row),
        "is_mine": row.author_id == reader.pk,
        "can_edit": not time.is_past and policies.can_edit(reader, row),
        "can_review": not time.is_past and policies.can_review(reader, row),
        "can_supersede": not time.is_past and policies.can_supersede(reader, row),
        "can_comment": not time.is_past and policies.can_comment(reader),
        "time": time,
        "counted": selector.counted_on(row, time.day, time.known_day),
        "known_from": selector.known_from(row),
        "refusal": refusal,
        "verb": verb,
        "reason": reason,
    }
    status = status_of(refusal) if refusal else time.status
    return render(request, "findings/finding.html", context, status=status)
