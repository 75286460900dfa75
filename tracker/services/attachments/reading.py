"""Has waiting originals read and keeps what they say as working copies; it knows no format and no page."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Attachment, TextPage
from tracker.models.choices import ReadState
from tracker.services import ledger
from tracker.services.attachments import keeping
from tracker.services.attachments.readers import Reading, reader
from tracker.services.signals import documents_waiting

CLAIM_LASTS = timedelta(minutes=3)  # above the time a reading may take
NUDGE_AFTER = timedelta(minutes=1)  # by then the broker has lost the news
MOST_ATTEMPTS = 3
AT_ONCE = 100  # originals of one call without ids

logger = logging.getLogger(__name__)


def nudge_on_commit(ids: Collection[int]) -> None:
    """Tell whoever listens, after the commit, that originals wait."""
    waiting = sorted(ids)
    transaction.on_commit(
        lambda: documents_waiting.send_robust(sender=Attachment, attachment_ids=waiting), robust=True
    )


def read_waiting(ids: Collection[int] | None = None, *, at: datetime) -> int:
    """Read the originals that wait, these or all; answers how many were worked on.

    One that fails never stops the others; after three failures it is parked with a sentence.
    """
    waiting = Attachment.objects.filter(read_state=ReadState.WAITING)
    if ids is not None:
        waiting = waiting.filter(pk__in=list(ids))
    done = 0
    for number in list(waiting.order_by("id").values_list("pk", flat=True)[:AT_ONCE]):
        attachment = _claim(number, at)
        if attachment is None:
            continue
        done += 1
        try:
            _read(attachment, at)
        except Exception:  # the row stays, with its attempts; the sweep comes back to it
            logger.exception("Attachment %s could not be read", number)
            _failed(number, at)
    return done


def unread(*, at: datetime) -> list[int]:
    """The originals that wait for more than a minute and that nobody reads now, longest first."""
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    waiting = Attachment.objects.filter(free, read_state=ReadState.WAITING, stored_at__lt=at - NUDGE_AFTER)
    return list(waiting.order_by("stored_at", "id").values_list("pk", flat=True)[:AT_ONCE])


def _claim(number: int, at: datetime) -> Attachment | None:
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    rows = Attachment.objects.filter(free, pk=number, read_state=ReadState.WAITING)
    # Counted before the work: one whose worker dies each time is parked too.
    if not rows.update(read_claimed_at=at, read_attempts=F("read_attempts") + 1):
        return None
    attachment = Attachment.objects.select_related("report", "stored_by").get(pk=number)
    if attachment.read_attempts > MOST_ATTEMPTS:
        _failed(number, at)
        return None
    return attachment


def _read(attachment: Attachment, at: datetime) -> None:
    path = keeping.path_of(attachment.sha256)
    reading = reader().read(attachment.name, path, after=attachment.read_leaves)
    with transaction.atomic():
        store(attachment, reading, at=at)
        ledger.record(
            action="attachment.read",
            thing=attachment,
            by=None,
            at=at,
            after={
                "pages": len(reading.pages),
                **ledger.values_of(attachment, "content_type", "text_problem", "by_ocr"),
            },
        )


def _failed(number: int, at: datetime) -> None:
    with transaction.atomic():
        attachment = Attachment.objects.select_for_update().filter(pk=number).first()
        if attachment is None or attachment.read_state != ReadState.WAITING:
            return
        attachment.read_claimed_at = None
        if attachment.read_attempts >= MOST_ATTEMPTS:
            attachment.read_state, attachment.read_at = ReadState.NO_TEXT, at
            attachment.text_problem = _(
                "Reading it failed three times. An administrator can have it read again."
            )
        attachment.save()


def store(attachment: Attachment, reading: Reading, *, at: datetime) -> None:
    """Keep what was read as the working copy, in the open transaction."""
    TextPage.objects.bulk_create(
        TextPage(attachment=attachment, number=number, text=page.text, leaf=page.leaf)
        for number, page in enumerate(reading.pages, start=1)
    )
    attachment.content_type = reading.content_type
    attachment.text_problem = reading.problem[:300]
    attachment.read_state = ReadState.READ if reading.pages else ReadState.NO_TEXT
    attachment.read_at, attachment.read_claimed_at, attachment.read_attempts = at, None, 0
    attachment.leaves, attachment.read_leaves = reading.leaves, reading.read_leaves
    attachment.title, attachment.author = reading.title[:300], reading.author[:300]
    attachment.written_on, attachment.language = reading.written_on, reading.language[:10]
    attachment.sketch, attachment.by_ocr = reading.sketch, reading.by_ocr
    attachment.save()
