"""Answers which views a person saved; it must not know which pages there are."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from tracker.models import Agreement, SavedView, User
from tracker.selectors.visibility import visible_to


def own(reader: User) -> QuerySet[SavedView]:
    """A person's own views, by name."""
    return SavedView.objects.filter(user=reader).order_by("name", "pk")


def seen_agreements(reader: User, slugs: Collection[str]) -> set[str]:
    """Which of these agreements the person may see today; one query, none for no slugs."""
    if not slugs:
        return set()
    rows = visible_to(reader, Agreement.objects.filter(slug__in=slugs))
    return set(rows.values_list("slug", flat=True))
