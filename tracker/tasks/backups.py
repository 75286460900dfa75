"""Makes the backup of the night; a second call finds that it is made or being made."""

from celery import shared_task
from django.utils import timezone

from tracker.services import backups

LONGEST = 6 * 60 * 60  # seconds


# Acknowledged early: longer than the broker waits. A lost one is found by the next call, from its row.
@shared_task(
    name="tracker.back_up", ignore_result=True, acks_late=False, time_limit=LONGEST, soft_time_limit=LONGEST
)
def back_up() -> None:
    """Make the backup that is due, if one is."""
    backups.run_when_due(clock=timezone.now)
