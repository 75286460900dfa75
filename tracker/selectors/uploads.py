"""Answers which files somebody is still sending, or has not filed yet; each sees only their own."""

from __future__ import annotations

from tracker.models import Upload, User

MOST = 50  # of a person, as services.uploads allows


def own(reader: User, reference: str) -> Upload | None:
    """The reader's file with this reference; None alike for one of somebody else and for none."""
    return Upload.objects.filter(user=reader, reference=reference).first()


def waiting(reader: User) -> list[Upload]:
    """The reader's files that no report is filed with yet, newest first."""
    return list(Upload.objects.filter(user=reader).order_by("-begun_at", "-id")[:MOST])
