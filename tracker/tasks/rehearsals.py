"""Works out what other numbers would flip, a chunk a call, so that other work gets its turn between them."""

import logging

from celery import shared_task
from django.utils import timezone

from tracker.services import rehearsals

logger = logging.getLogger(__name__)


@shared_task(name="tracker.rehearse", ignore_result=True)
def rehearse(rehearsal_ids: list[int]) -> None:
    """The next chunk of each; those ready, given up or held by another worker are passed over."""
    for number in rehearsal_ids:
        row = rehearsals.claim(rehearsal_id=number, at=timezone.now())
        if row is None:
            continue
        try:
            more = rehearsals.work(rehearsal=row, at=timezone.now())
        except Exception:  # whatever it was, the row says so after three attempts and the others go on
            logger.exception("The rehearsal %s met an error.", row.reference)
            rehearsals.stumble(rehearsal=row)
            more = False
        if more:
            rehearse.delay([number])


@shared_task(name="tracker.sweep_rehearsals", ignore_result=True)
def sweep_rehearsals() -> None:
    """Call again for those of which the broker lost the news."""
    for number in rehearsals.waiting(at=timezone.now()):
        rehearse.delay([number])
