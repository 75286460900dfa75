"""The tasks of fetching: off unless switched on, each call harmless when it comes late, twice or in vain."""

import pytest

from tests import factories
from tests.canary import canary
from tests.factories import NOW
from tests.services.evidence import analyst
from tracker.models import Capture, Feed
from tracker.services import captures
from tracker.tasks.captures import fetch_pages
from tracker.tasks.feeds import ask_feed, poll_feeds

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    with canary() as one:
        yield one


def test_while_it_is_off_nothing_is_fetched_and_nothing_is_lost(home, settings):
    settings.FETCH = True
    row = captures.ask(url=home.url("/"), by=analyst(), at=NOW)
    feed = factories.FeedFactory(url=home.url("/rss"))
    settings.FETCH = False
    fetch_pages([row.pk])
    poll_feeds()
    ask_feed(feed.pk)
    assert home.hits == []
    assert Capture.objects.get().state == "waiting"
    assert (Feed.objects.get().tried_at, Feed.objects.get().due_at) == (None, NOW)


def test_switched_on_the_product_itself_reaches_no_private_address(home, settings):
    settings.FETCH = True
    row = captures.ask(url=home.url("/"), by=analyst(), at=NOW)
    feed = factories.FeedFactory(url=home.url("/rss"))
    fetch_pages([row.pk, 0])
    ask_feed(feed.pk)
    ask_feed(0)
    assert home.hits == []
    assert Capture.objects.get().state == "failed"
    assert "usual ports" in Capture.objects.get().problem
    assert "usual ports" in Feed.objects.get().problem
