"""Answers which rulings a reader finds; it must not decide on any."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from tracker.models import Ruling, User
from tracker.models.states import RulingState
from tracker.selectors.visibility import visible_to

STOOD = (RulingState.APPROVED, RulingState.LAPSED, RulingState.WITHDRAWN)


def seen(reader: User) -> QuerySet[Ruling]:
    """The rulings the reader may see, newest first, with all a page says of one."""
    rows = visible_to(reader, Ruling.objects.all())
    return rows.select_related(
        "commitment__agreement", "commitment__current", "proposed_by", "decided_by", "perspective"
    )


def proposed_before(reader: User, moment: datetime) -> QuerySet[Ruling]:
    """Those proposed before an aware moment, newest first."""
    return seen(reader).filter(proposed_at__lt=moment).order_by("-proposed_at", "-id")


def stood_on(ruling: Ruling, day: date) -> bool:
    """Whether it stood beside the computed status on a day."""
    if ruling.state not in STOOD or ruling.effective_on is None or ruling.lapses_on is None:
        return False
    ended = ruling.ended_on is not None and ruling.ended_on <= day
    return ruling.effective_on <= day < ruling.lapses_on and not ended


def proposed(reader: User) -> QuerySet[Ruling]:
    """Those that wait for a decision, the longest first."""
    return seen(reader).filter(state=RulingState.PROPOSED).order_by("proposed_at", "id")
