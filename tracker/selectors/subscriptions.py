"""Answers which private addresses a person has, and whose a key is; it must not know what they give out."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from tracker.models import Agreement, Subscription, User
from tracker.selectors.visibility import visible_to

LONGEST_KEY = 100  # characters; ours have 43


def of(owner: User) -> QuerySet[Any]:
    """The person's addresses, those in use first, the newest first; `seen` says whether they may still see
    the agreement it is about."""
    seen = visible_to(owner, Agreement.objects.filter(pk=OuterRef("agreement")))
    rows = Subscription.objects.filter(user=owner).select_related("agreement", "party")
    return rows.annotate(seen=Exists(seen)).order_by(
        F("revoked_at").asc(nulls_first=True), "-created_at", "-pk"
    )


def opened_by(key_digest: str, kind: str) -> Subscription | None:
    """The address a key opens, with its owner at hand; None when unknown, revoked or its owner inactive.

    Looked up by the digest alone, so that how long it takes tells nothing of a key that is nearly right.
    """
    rows = Subscription.objects.select_related("user__audience", "agreement", "party")
    return rows.filter(
        token_hash=key_digest, kind=kind, revoked_at__isnull=True, user__is_active=True
    ).first()
