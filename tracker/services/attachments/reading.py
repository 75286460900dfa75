"""Has waiting originals read, each in its own transaction, and read again when asked; it knows no format."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from tracker.models import Attachment, User
from tracker.models.states import ReadState
from tracker.services import ledger, policies
from tracker.services.attachments import drawing, enclosing, keeping
from tracker.services.attachments.readers import reader
from tracker.services.attachments.storing import store
from tracker.services.attachments.telling import nudge_on_commit
from tracker.services.refusals import Refused

CLAIM_LASTS = timedelta(minutes=3)  # above the time a reading may take
NUDGE_AFTER = timedelta(minutes=1)  # by then the broker has lost the news
MOST_ATTEMPTS = 3
AT_ONCE = 200  # originals of one call without ids

logger = logging.getLogger(__name__)


def read_waiting(ids: Collection[int] | None = None, *, at: datetime) -> int:
    """Read the originals that wait, with the first pictures of their pages; answers how many were worked on.

    Of those named each is read for one go, as a call of the queue has its time limit: the queue is told of
    long ones that go on and of files that came inside. Without `ids` all that waits is read to its end. One
    that fails never stops the others; after three failures it is parked with a sentence.
    """
    waiting = Attachment.objects.filter(read_state=ReadState.WAITING)
    if ids is not None:
        waiting = waiting.filter(pk__in=list(ids))
    todo = deque(waiting.order_by("id").values_list("pk", flat=True)[:AT_ONCE])
    done = 0
    while todo:
        number = todo.popleft()
        attachment = _claim(number, at)
        if attachment is None:
            continue
        done += 1
        try:
            more = _read(attachment, at)
        except Exception:  # the row stays, with its attempts; the sweep comes back to it
            logger.exception("Attachment %s could not be read", number)
            _failed(number, at)
        else:
            todo.extend(more if ids is None else [])
    return done


def unread(*, at: datetime) -> list[int]:
    """The originals that wait for more than a minute and that nobody reads now, longest first."""
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    waiting = Attachment.objects.filter(free, read_state=ReadState.WAITING, stored_at__lt=at - NUDGE_AFTER)
    return list(waiting.order_by("stored_at", "id").values_list("pk", flat=True)[:AT_ONCE])


def read_again(*, attachment: Attachment, by: User, at: datetime) -> Attachment:
    """Have an original read once more, for example by a newer reader; its text stays until then.

    Refused for those who may not, and while it is waiting already.
    """
    policies.check_can_file(by)
    with transaction.atomic():
        row = Attachment.objects.select_for_update().get(pk=attachment.pk)
        if row.read_state == ReadState.WAITING:
            raise Refused(_("“%(name)s” is waiting to be read already.") % {"name": row.name})
        before = ledger.values_of(row, "read_state")
        row.read_state, row.read_at, row.read_claimed_at = ReadState.WAITING, None, None
        row.read_attempts = row.read_leaves = row.page_images = 0
        row.save()
        after = ledger.values_of(row, "read_state")
        ledger.record(action="attachment.read_again", thing=row, by=by, at=at, before=before, after=after)
        nudge_on_commit([row.pk])
    return row


def next_one(*, at: datetime) -> list[int]:
    """The original to be worked on next, to be read or else to be drawn; none while somebody is at it."""
    if _is_busy(at):
        return []
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    waiting = Attachment.objects.filter(free, read_state=ReadState.WAITING).order_by("stored_at", "id")
    return list(waiting.values_list("pk", flat=True)[:1]) or drawing.undrawn(at=at)[:1]


def _is_busy(at: datetime) -> bool:
    """Whether an original is being read or drawn: one at a time, so that other jobs find a worker free."""
    return Attachment.objects.filter(read_claimed_at__gt=at - CLAIM_LASTS).exists()


def _claim(number: int, at: datetime) -> Attachment | None:
    """The original, counted before the work: one whose worker dies each time is parked too."""
    if _is_busy(at):
        return None
    free = Q(read_claimed_at__isnull=True) | Q(read_claimed_at__lt=at - CLAIM_LASTS)
    rows = Attachment.objects.filter(free, pk=number, read_state=ReadState.WAITING)
    if not rows.update(read_claimed_at=at, read_attempts=F("read_attempts") + 1):
        return None
    attachment = Attachment.objects.select_related("report", "stored_by").get(pk=number)
    if attachment.read_attempts > MOST_ATTEMPTS:
        _failed(number, at)
        return None
    return attachment


def _read(attachment: Attachment, at: datetime) -> list[int]:
    """Read one original outside any transaction, then keep what it says; answers what needs another call."""
    path = keeping.path_of(attachment.sha256)
    reading = reader().read(attachment.name, path, after=attachment.read_leaves)
    with transaction.atomic():
        row = _locked(attachment)
        if row.read_state != ReadState.WAITING or row.read_leaves != attachment.read_leaves:
            return []  # somebody else was quicker
        said = store(row, reading, at=at)
        ledger.record(action="attachment.read", thing=row, by=None, at=at, after=said)
        inside = enclosing.keep(row, reading.enclosed, at=at)
        if not reading.is_complete:
            nudge_on_commit([row.pk])
    if not reading.is_complete:
        return [row.pk, *inside]
    drawing.draw(row)
    return inside


def _locked(attachment: Attachment) -> Attachment:
    rows = Attachment.objects.select_for_update(of=("self",)).select_related("report", "stored_by")
    return rows.get(pk=attachment.pk)


def _failed(number: int, at: datetime) -> None:
    with transaction.atomic():
        row = Attachment.objects.select_for_update().filter(pk=number).first()
        if row is None or row.read_state != ReadState.WAITING:
            return
        row.read_claimed_at = None
        if row.read_attempts >= MOST_ATTEMPTS:
            row.read_state, row.read_at = ReadState.NO_TEXT, at
            row.text_problem = _("Reading it failed three times. An administrator can have it read again.")
            said = ledger.values_of(row, "text_problem")
            ledger.record(action="attachment.read", thing=row, by=None, at=at, after=said)
        row.save()
