"""Adds originals to reports; it knows no format and reads nothing but text that was pasted."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tracker.models import Attachment, Report, User
from tracker.models.states import ReadState
from tracker.services import ledger, markings
from tracker.services.attachments import keeping
from tracker.services.attachments.readers import reader
from tracker.services.attachments.storing import store
from tracker.services.attachments.telling import nudge_on_commit


def add(
    *,
    report: Report,
    name: str,
    content: bytes | Path,
    by: User,
    at: datetime,
    pasted: bool = False,
    in_pieces: bool = False,
    parent: Attachment | None = None,
) -> Attachment:
    """Keep one original of a report: its bytes, or the file they lie in. The same bytes twice are one.

    Pasted text is read at once. Any other original waits to be read by a child process, and the queue is told
    of it after the commit. `in_pieces` raises the limit to that of resumable uploads; `parent` is the mail it
    came in. Refused when it is empty or too large.
    """
    size = keeping.size_of(content)
    keeping.check_size(name=name, size=size, pasted=pasted, in_pieces=in_pieces or parent is not None)
    name = keeping.clean_name(name)
    digest = keeping.digest_of(content)
    with transaction.atomic():
        kept = report.attachments.filter(sha256=digest).first()
        if kept is not None:
            return kept
        keeping.write_once(digest, content)
        attachment = Attachment(
            report=report,
            parent=parent,
            sha256=digest,
            size=size,
            name=name,
            content_type="application/octet-stream",
            pasted=pasted,
            stored_at=at,
            stored_by=by,
            read_state=ReadState.WAITING,
            marking=parent.marking if parent else 0,
        )
        markings.settle(attachment)
        attachment.save()
        if pasted and isinstance(content, bytes):
            _read_at_once(attachment, content, at=at)
        if parent is not None:
            attachment.teams.set(parent.teams.all())
        ledger.record(action="attachment.add", thing=attachment, by=by, at=at, after=_told(attachment))
        if attachment.read_state == ReadState.WAITING:
            nudge_on_commit([attachment.pk])
    return attachment


def _read_at_once(attachment: Attachment, content: bytes, *, at: datetime) -> None:
    reading = reader().read_pasted(content.decode("utf-8", "replace"))
    if reading is not None:
        store(attachment, reading, at=at)


def _told(attachment: Attachment) -> dict[str, Any]:
    """What the ledger keeps of an original: where it was put, and which bytes it is."""
    after = {
        "report": attachment.report.reference,
        **ledger.values_of(attachment, "sha256", "size", "name", "pasted"),
    }
    if attachment.parent is not None:
        after["inside"] = attachment.parent.name
    return after
