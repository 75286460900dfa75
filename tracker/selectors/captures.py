"""Answers which fetched pages a reader may see: one's own, and those that were filed; it fetches none."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from tracker.models import Attachment, Capture, User
from tracker.selectors.visibility import visible_to


def seen(reader: User) -> QuerySet[Capture]:
    """The pages the reader asked for, and those behind originals the reader may see."""
    filed = visible_to(reader, Attachment.objects.filter(report__removed_at__isnull=True))
    return Capture.objects.filter(Q(asked_by=reader) | Q(attachment__in=filed)).select_related(
        "attachment__report", "asked_by"
    )


def own(reader: User) -> QuerySet[Capture]:
    """The pages the reader asked for, latest first."""
    return Capture.objects.filter(asked_by=reader).select_related("attachment__report")


def of_originals(originals: list[Attachment]) -> dict[int, Capture]:
    """The fetched page behind each of these originals, by the original's number; one query."""
    rows = Capture.objects.filter(attachment__in=[one.pk for one in originals])
    return {one.attachment_id: one for one in rows if one.attachment_id is not None}
