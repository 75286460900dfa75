"""Has originals read when told to; what waits stands in its row, a call lost or doubled does no harm."""

from celery import shared_task
from django.utils import timezone

from tracker.services import attachments


@shared_task(name="tracker.read_documents", ignore_result=True)
def read_documents(attachment_ids: list[int]) -> None:
    """Read these originals, or draw the next pages of those that were read; then call for the next one.

    One is worked on at a time: a call that finds another under way does nothing, as that one calls on.
    """
    done = attachments.read_waiting(attachment_ids, at=timezone.now())
    if not done:
        done = attachments.draw_waiting(attachment_ids, at=timezone.now())
    if done:
        for number in attachments.next_one(at=timezone.now()):
            read_documents.delay([number])


@shared_task(name="tracker.sweep_documents", ignore_result=True)
def sweep_documents() -> None:
    """Call again for the originals whose call the broker lost."""
    now = timezone.now()
    for number in [*attachments.unread(at=now), *attachments.undrawn(at=now)]:
        read_documents.delay([number])
