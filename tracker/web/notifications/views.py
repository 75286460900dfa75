"""Answers requests for what one was told of; it must not know why somebody is told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tracker.selectors import notifications as selector
from tracker.services import notifications as service
from tracker.web.access import reader_of, signed_in


@require_safe
@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    """What one was told of, the newest first, with what is unread."""
    found = selector.news(reader_of(request))
    unread = sum(1 for one in found if one.notification.read_at is None)
    return render(request, "notifications/list.html", {"news": found, "unread": unread})


@require_POST
@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Mark what was shown, or one of it, as read."""
    events = request.POST.getlist("event")[: selector.SHOWN]
    service.mark_read(by=reader_of(request), at=timezone.now(), events=events)
    return redirect("notifications")
