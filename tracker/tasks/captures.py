"""Fetches the pages people asked for; what is due stands in the rows, a call lost or doubled does no harm."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from tracker.ingestion.capturing import pages
from tracker.services import captures


@shared_task(name="tracker.fetch_pages", ignore_result=True)
def fetch_pages(capture_ids: list[int]) -> None:
    """Fetch these pages; those done or given up meanwhile are passed over."""
    for number in capture_ids if settings.FETCH else ():
        pages.capture(number, at=timezone.now())


@shared_task(name="tracker.sweep_pages", ignore_result=True)
def sweep_pages() -> None:
    """Call again for the pages of which the broker lost the news."""
    for number in captures.waiting(at=timezone.now()) if settings.FETCH else ():
        fetch_pages.delay([number])
