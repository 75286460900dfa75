"""Answers when a reader looked the visit before, once a session; it must not know at what page."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from tracker.models import Agreement, User
from tracker.services import last_seen


def looked_before(request: HttpRequest, reader: User, agreement: Agreement | None = None) -> datetime | None:
    """When the reader last looked before this session, None when never; notes that they look now."""
    name = f"looked-before:{agreement.pk if agreement else ''}"
    before = last_seen.mark_seen(by=reader, at=timezone.now(), agreement=agreement)
    if name not in request.session:
        request.session[name] = before.isoformat() if before else ""
    kept = request.session[name]
    return parse_datetime(kept) if kept else None
