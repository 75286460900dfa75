"""Works out what other numbers of the method would flip; a run that is over is passed over."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from tracker.services import rehearsals


@shared_task(name="tracker.rehearse", ignore_result=True)
def rehearse(run_id: int, numbers: dict[str, Any]) -> None:
    """Do the work of one run, with signs of life."""
    held = {name: tuple(one) if isinstance(one, list) else one for name, one in numbers.items()}
    rehearsals.work(run_id=run_id, numbers=held, clock=timezone.now)
