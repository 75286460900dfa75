"""Makes the checkpoint of each day and sends it to witnesses; what is due stands in the rows."""

from celery import shared_task
from django.utils import timezone

from tracker.publishing import witness_letters
from tracker.services import witnesses


@shared_task(name="tracker.publish_checkpoint", ignore_result=True)
def publish_checkpoint() -> None:
    """Publish the checkpoint of the day, once."""
    witnesses.publish_daily(at=timezone.now())


@shared_task(name="tracker.sweep_witnesses", ignore_result=True)
def sweep_witnesses() -> None:
    """Call for the letters to witnesses that are due by now, one a call."""
    for number in witnesses.due(at=timezone.now()):
        mail_checkpoint.delay(number)


@shared_task(name="tracker.mail_checkpoint", ignore_result=True)
def mail_checkpoint(letter_id: int) -> None:
    """Send one letter; sent meanwhile, it is passed over."""
    witness_letters.post(letter_id, at=timezone.now())
