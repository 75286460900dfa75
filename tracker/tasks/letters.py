"""Sends letters that are due, and looks for due days; what is due stands in rows; a lost call is harmless."""

from celery import shared_task
from django.utils import timezone

from tracker.publishing import letters as mail
from tracker.services import jobs, letters, reminders

LETTERS_A_CALL = 5  # each may wait for a silent mail server, and one call ends within its time limit


@shared_task(name="tracker.send_letters", ignore_result=True)
def send_letters(letter_ids: list[int]) -> None:
    """Send these letters; those sent or let go meanwhile are passed over."""
    for number in letter_ids:
        mail.post(number, at=timezone.now())


@shared_task(name="tracker.sweep_letters", ignore_result=True)
def sweep_letters() -> None:
    """Call for the letters that are due by now."""
    for ids in jobs.chunks(letters.due(at=timezone.now()), LETTERS_A_CALL):
        send_letters.delay(ids)


@shared_task(name="tracker.remind", ignore_result=True)
def remind() -> None:
    """Tell of the due days that come near in the zones whose day has begun."""
    reminders.remind(at=timezone.now())
