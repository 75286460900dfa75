"""Has complete uploads read when told to; what waits stands in its row, a lost call does no harm."""

from celery import shared_task
from django.utils import timezone

from tracker.services import uploads


@shared_task(name="tracker.read_uploads", ignore_result=True)
def read_uploads(upload_ids: list[int]) -> None:
    """Read what these files say of themselves; those filed or let go meanwhile are passed over."""
    uploads.read_waiting(upload_ids, at=timezone.now())


@shared_task(name="tracker.sweep_uploads", ignore_result=True)
def sweep_uploads() -> None:
    """Call again for the uploads whose call the broker lost."""
    for number in uploads.unread(at=timezone.now()):
        read_uploads.delay([number])
