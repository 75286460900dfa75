"""Answers requests about the remarks on a finding; writing one belongs to the page it is written on."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tracker.models import Comment, Finding, User
from tracker.selectors import comments as selector
from tracker.selectors import findings as finding_selector
from tracker.selectors import mentions
from tracker.services import comments, policies
from tracker.services.refusals import Refused
from tracker.web.access import reader_of, seen_or_404, signed_in


@require_safe
@signed_in
def people(request: HttpRequest, reference: str) -> HttpResponse:
    """Those who may read the finding and whose name holds what was typed after @."""
    finding = _finding(reader_of(request), reference)
    found = mentions.offered(finding, request.GET.get("q", "")[:60])
    return render(request, "comments/_people.html", {"people": found})


@require_POST
@signed_in
def remove(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Put a remark away."""
    reader = reader_of(request)
    comment = _comment(reader, reference, number)
    try:
        comments.remove(comment=comment, reason=request.POST.get("reason", ""), by=reader, at=timezone.now())
        messages.success(request, _("The comment is removed; who wrote it can restore it."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(reference)


@require_POST
@signed_in
def restore(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Show a removed remark again."""
    reader = reader_of(request)
    try:
        comments.restore(comment=_comment(reader, reference, number), by=reader, at=timezone.now())
        messages.success(request, _("The comment is back."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _back(reference)


def _finding(reader: User, reference: str) -> Finding:
    return seen_or_404(reader, finding_selector.seen(reader), reference=reference)


def _comment(reader: User, reference: str, number: int) -> Comment:
    over_all = policies.has_role(reader, policies.ADMIN)
    finding = _finding(reader, reference)
    for one in selector.thread(reader, finding, over_all=over_all):
        if one.number == number:
            return one.comment
    raise Http404


def _back(reference: str) -> HttpResponse:
    return redirect(reverse("finding", args=[reference]) + "#comments")
