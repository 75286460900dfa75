"""Asks the feeds that are due, while fetching is switched on; a feed asked twice brings nothing twice."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from tracker.ingestion.feeds import polling
from tracker.models import Feed
from tracker.services import feeds


@shared_task(name="tracker.poll_feeds", ignore_result=True)
def poll_feeds() -> None:
    """Have each feed asked whose turn it is."""
    for feed in feeds.claim(at=timezone.now()) if settings.FETCH else ():
        ask_feed.delay(feed.pk)


@shared_task(name="tracker.ask_feed", ignore_result=True)
def ask_feed(feed_id: int) -> None:
    """Ask one feed; one that was removed or switched off meanwhile is passed over."""
    feed = Feed.objects.filter(pk=feed_id, active=True).first()
    if feed is not None and settings.FETCH:
        polling.poll(feed, at=timezone.now())
