"""Runs what the schedule calls for; each is idempotent for its period, so a second beat does no harm."""

from celery import shared_task
from django.utils import timezone

from tracker.services import drafts, jobs, portfolios, rehearsals, rulings, uploads
from tracker.tasks.assessments import IDS_A_CALL, reassess


@shared_task(name="tracker.sweep", ignore_result=True)
def sweep() -> None:
    """Call again for what the broker lost."""
    for ids in jobs.chunks(jobs.sweep(at=timezone.now()), IDS_A_CALL):
        reassess.delay(ids)


@shared_task(name="tracker.heartbeat", ignore_result=True)
def heartbeat() -> None:
    """Show that jobs run, by running."""
    jobs.beat(at=timezone.now())


@shared_task(name="tracker.midnight", ignore_result=True)
def midnight() -> None:
    """Ask for the reassessment of all in the zones whose day has begun."""
    jobs.roll_over(at=timezone.now())


@shared_task(name="tracker.lapse_rulings", ignore_result=True)
def lapse_rulings() -> None:
    """End the rulings whose last day is over."""
    rulings.lapse_due(timezone.now())


@shared_task(name="tracker.clean_up", ignore_result=True)
def clean_up() -> None:
    """Let go old uploads, drafts, portfolios of past days and rehearsals."""
    uploads.clean_up(at=timezone.now())
    drafts.clean_up(at=timezone.now())
    portfolios.clean_up(at=timezone.now())
    rehearsals.clean_up(at=timezone.now())
