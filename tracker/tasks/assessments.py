"""Works reassessments when told to; what is due stands in the outbox, a call lost or doubled does no harm."""

from celery import shared_task
from django.utils import timezone

from tracker.services import assessments, jobs

IDS_A_CALL = 10  # so that one call ends well within its time limit


@shared_task(name="tracker.reassess", ignore_result=True)
def reassess(commitment_ids: list[int]) -> None:
    """Work the waiting requests of these commitments; those deleted or done meanwhile are passed over."""
    assessments.reassess(commitment_ids=commitment_ids, at=timezone.now())
    jobs.follow(at=timezone.now())
