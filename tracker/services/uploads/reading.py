"""Has complete files read for what they say of themselves, to begin a report with it; it files nothing."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from tracker.models import Upload
from tracker.models.states import ReadState
from tracker.services.attachments.keeping import digest_of
from tracker.services.attachments.readers import reader
from tracker.services.uploads.keeping import path_of

MOST_ATTEMPTS = 3
AT_ONCE = 50
NUDGE_AFTER = timedelta(seconds=30)  # by then the broker has lost the news
OPENING = 4000  # characters; the source and the day stand at the beginning

logger = logging.getLogger(__name__)


def read_waiting(ids: Collection[int] | None = None, *, at: datetime) -> int:
    """Read the complete files that wait, these or all; answers how many. One that fails stops no other."""
    rows = _waiting() if ids is None else _waiting().filter(pk__in=list(ids))
    done = 0
    for row in list(rows.order_by("pk")[:AT_ONCE]):
        # Counted before the work: a file whose worker dies each time is given up too.
        if (
            not _waiting()
            .filter(pk=row.pk, read_attempts=row.read_attempts)
            .update(read_attempts=F("read_attempts") + 1)
        ):
            continue
        done += 1
        try:
            _read(row, at)
        except Exception:
            logger.exception("Upload %s could not be read", row.pk)
            if row.read_attempts + 1 >= MOST_ATTEMPTS:
                _waiting().filter(pk=row.pk).update(read_state=ReadState.NO_TEXT, read_at=at)
    return done


def unread(*, at: datetime) -> list[int]:
    """The complete files that wait longer than NUDGE_AFTER."""
    rows = _waiting().filter(touched_at__lt=at - NUDGE_AFTER).order_by("touched_at", "pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def _waiting() -> QuerySet[Upload]:
    return Upload.objects.filter(read_state=ReadState.WAITING, received=F("size"))


def _read(row: Upload, at: datetime) -> None:
    path = path_of(row)
    digest = digest_of(path)
    Upload.objects.filter(pk=row.pk).update(sha256=digest)  # told before the text: it is known at once
    reading = reader().read(row.name, path)
    opening = "\n".join(page.text[:OPENING] for page in reading.pages[:2])[:OPENING]
    with transaction.atomic():
        _waiting().filter(pk=row.pk).update(
            sha256=digest,
            read_state=ReadState.READ if reading.pages else ReadState.NO_TEXT,
            read_at=at,
            title=reading.title[:300],
            author=reading.author[:300],
            written_on=reading.written_on,
            language=reading.language[:10],
            opening=opening,
        )
