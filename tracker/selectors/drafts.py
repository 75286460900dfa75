"""Answers what somebody typed and did not send; each sees only their own."""

from __future__ import annotations

from tracker.models import Draft, User

MOST = 100  # of a person, as services.drafts allows


def kept(reader: User) -> list[Draft]:
    """The reader's drafts, newest first, without what stands in them."""
    return list(Draft.objects.filter(user=reader).defer("fields")[:MOST])


def own(reader: User, key: str) -> Draft | None:
    """The reader's draft of a form; None when there is none."""
    return Draft.objects.filter(user=reader, key=key).first()
