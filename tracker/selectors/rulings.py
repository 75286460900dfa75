"""Answers which rulings a reader finds; it must not decide on any."""

from __future__ import annotations

from django.db.models import QuerySet

from tracker.models import Ruling, User
from tracker.models.choices import RulingState
from tracker.selectors.visibility import visible_to


def seen(reader: User) -> QuerySet[Ruling]:
    """The rulings the reader may see, newest first, with all a page says of one."""
    rows = visible_to(reader, Ruling.objects.all())
    return rows.select_related(
        "commitment__agreement", "commitment__current", "proposed_by", "decided_by", "perspective"
    )


def proposed(reader: User) -> QuerySet[Ruling]:
    """Those that wait for a decision, the longest first."""
    return seen(reader).filter(state=RulingState.PROPOSED).order_by("proposed_at", "id")
