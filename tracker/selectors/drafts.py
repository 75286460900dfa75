"""Answers what somebody typed and did not send; each sees only their own."""

from __future__ import annotations

from tracker.models import Draft, User


def own(reader: User, key: str) -> Draft | None:
    """The reader's draft of a form; None when there is none."""
    return Draft.objects.filter(user=reader, key=key).first()
