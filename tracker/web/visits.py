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
    at, noted = timezone.now(), request.session.get(f"{name}:noted", "")
    kept = request.session.get(name)
    if kept is None or not noted or at - datetime.fromisoformat(noted) >= last_seen.APART:
        before = last_seen.mark_seen(by=reader, at=at, agreement=agreement)
        if kept is None:
            kept = request.session[name] = before.isoformat() if before else ""
        request.session[f"{name}:noted"] = at.isoformat()
    return parse_datetime(kept) if kept else None
