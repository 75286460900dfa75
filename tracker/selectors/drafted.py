"""Answers which findings somebody has written that are not decided, or were turned down; it moves none."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from tracker.models import Finding, Review, User
from tracker.models.choices import FindingState, ReviewAct
from tracker.selectors.findings import RELATED
from tracker.selectors.visibility import audience_of, permitted

SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A draft that a reviewer sent back, and that return."""

    finding: Finding
    review: Review


def own(reader: User) -> QuerySet[Finding]:
    """All one's own findings, removed ones too, the latest first."""
    rows = Finding.objects.filter(permitted(audience_of(reader)), author=reader)
    return rows.select_related(*RELATED).distinct().order_by("-created_at", "-id")


def drafts(reader: User) -> QuerySet[Finding]:
    """One's own drafts."""
    return own(reader).filter(state=FindingState.DRAFT, removed_at__isnull=True)


def returned(reader: User) -> list[Returned]:
    """One's drafts that a reviewer sent back and that were not submitted since; two queries."""
    rows = list(drafts(reader).filter(submissions__gt=0)[:SHOWN])
    acts = Review.objects.filter(finding__in=[one.pk for one in rows], act=ReviewAct.SENT_BACK)
    last = {(one.finding_id, one.round): one for one in acts.select_related("reviewer").order_by("id")}
    return [
        Returned(finding=one, review=last[one.pk, one.submissions])
        for one in rows
        if (one.pk, one.submissions) in last
    ]


def never_submitted(reader: User) -> list[Finding]:
    """One's drafts that nobody sent back; two queries."""
    back = {one.finding.pk for one in returned(reader)}
    return [one for one in drafts(reader)[:SHOWN] if one.pk not in back]


def waiting(reader: User) -> list[Finding]:
    """One's findings that wait for somebody else."""
    return list(own(reader).filter(state=FindingState.SUBMITTED)[:SHOWN])


def rejected(reader: User) -> list[Finding]:
    """One's findings that were rejected, with the reason."""
    return list(own(reader).filter(state=FindingState.REJECTED, removed_at__isnull=True)[:SHOWN])


def removed(reader: User) -> list[Finding]:
    """One's findings that were removed and can be restored."""
    rows = own(reader).filter(removed_at__isnull=False).select_related(*RELATED, "removed_by")
    return list(rows.order_by("-removed_at")[:SHOWN])
