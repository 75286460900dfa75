"""Keeps the files that came inside a mail beside it, to a depth; it must not know how they were taken out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.models import Attachment
from tracker.models.states import ReadState
from tracker.services.attachments import adding
from tracker.services.attachments.readers import Enclosed
from tracker.services.refusals import Refused

DEEPEST = 4  # mails inside mails
MOST_OF_A_REPORT = 100  # files that came inside others, of one report


def keep(attachment: Attachment, files: Sequence[Enclosed], *, at: datetime) -> list[int]:
    """Keep these files as originals with their parent; answers the keys of those that wait to be read."""
    if not files or _depth(attachment) >= DEEPEST:
        return []
    room = (
        MOST_OF_A_REPORT
        - Attachment.objects.filter(report_id=attachment.report_id, parent__isnull=False).count()
    )
    waiting = []
    for file in files[: max(room, 0)]:
        try:
            kept = adding.add(
                report=attachment.report,
                name=file.name,
                content=file.content,
                by=attachment.stored_by,
                at=at,
                parent=attachment,
            )
        except Refused:  # empty, or too large: the mail itself has it
            continue
        if kept.read_state == ReadState.WAITING:
            waiting.append(kept.pk)
    return waiting


def _depth(attachment: Attachment) -> int:
    depth, above = 0, attachment.parent
    while above is not None and depth < DEEPEST:
        depth, above = depth + 1, above.parent
    return depth
