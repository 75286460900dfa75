"""Answers what one reviewer decided a moment ago, so that it can be undone; it undoes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from tracker.models import Finding, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors.visibility import visible_to

RETURNS = {ReviewAct.SENT_BACK: FindingState.DRAFT, ReviewAct.APPROVED: FindingState.SUBMITTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """Findings that one person decided in one go, and when."""

    references: tuple[str, ...]
    at: datetime


def last_decided(reader: User, since: datetime) -> Decided | None:
    """What a person decided last, all that was decided in the same moment, if it was after `since`."""
    mine = visible_to(reader, Finding.objects.filter(removed_at__isnull=True))
    told: list[tuple[datetime, str]] = []
    for name in ("accepted", "rejected"):
        rows = mine.filter(state=name, **{f"{name}_by": reader, f"{name}_at__gte": since})
        told += rows.values_list(f"{name}_at", "reference")
    acts = Q()
    for act, state in RETURNS.items():
        acts |= Q(act=act, finding__state=state)
    given = Review.objects.filter(acts, reviewer=reader, reviewed_at__gte=since)
    given = given.filter(round=F("finding__submissions"), finding__in=mine.values("pk"))
    told += given.values_list("reviewed_at", "finding__reference")
    if not told:
        return None
    last = max(moment for moment, _reference in told)
    return Decided(references=tuple(sorted(one for moment, one in told if moment == last)), at=last)


def decided_by(reader: User, references: Iterable[str]) -> QuerySet[Finding]:
    """Those findings that the reader has decided something about, whatever became of them."""
    rows = visible_to(reader, Finding.objects.filter(reference__in=list(references)))
    own = Q(accepted_by=reader) | Q(rejected_by=reader) | Q(reviews__reviewer=reader)
    return rows.filter(own).select_related("commitment__agreement").distinct()
