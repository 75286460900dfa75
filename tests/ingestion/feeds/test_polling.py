"""Asking feeds over real connections: conditions, patience, failures, repeats across feeds."""

from datetime import timedelta
from functools import partial

import pytest

from tests import factories
from tests.canary import canary
from tests.factories import NOW
from tracker.ingestion.feeds import polling
from tracker.ingestion.fetching import fetch
from tracker.models import InboxEntry

pytestmark = pytest.mark.django_db

STORY = (
    "The monitors of the joint commission reported on Tuesday that four hundred fighters had left the two "
    "northern districts within the week, that their heavy weapons had been counted and sealed, and that the "
    "remaining two hundred would follow before the end of the month, as the parties had agreed in June."
)


@pytest.fixture
def server():
    with canary() as one:
        yield one


def rss(*stories):
    items = "".join(
        f"<item><title>{title}</title><guid isPermaLink='false'>{title}</guid><link>{link}</link>"
        f"<description>{text}</description></item>"
        for title, link, text in stories
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def poll(server, feed, at=NOW):
    return polling.poll(feed, at=at, fetch=partial(fetch, allowed={server.pair}))


def fed(server, path="/rss", **more):
    return factories.FeedFactory(url=server.url(path), **more)


def test_a_feed_brings_its_news_once_and_is_asked_with_what_it_said_of_its_version(server):
    feed = fed(server)
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 14 Jul 2020 09:00:00 GMT", "Content-Type": "text/xml"}
    server.pages["/rss"] = (200, headers, rss(("One", "https://n.example.org/1", "Words")))
    added = poll(server, feed)
    assert [(one.title, one.url, one.text) for one in added] == [("One", "https://n.example.org/1", "Words")]
    feed.refresh_from_db()
    server.pages["/rss"] = (304, {}, b"")
    assert poll(server, feed, NOW + timedelta(hours=1)) == []
    asked = server.hits[1][1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', headers["Last-Modified"])
    feed.refresh_from_db()
    assert (feed.succeeded_at, feed.etag) == (NOW + timedelta(hours=1), '"v1"')
    server.pages["/rss"] = (200, {}, rss(("Two", "https://n.example.org/2", ""), ("One", "https://x/", "")))
    assert [one.title for one in poll(server, feed, NOW + timedelta(hours=2))] == ["Two"]


@pytest.mark.parametrize(
    ("answer", "problem", "wait"),
    [
        ((500, {}, b""), "answered 500", timedelta(hours=1)),
        ((429, {"Retry-After": "7200"}, b""), "answered 429", timedelta(hours=2)),
        ((503, {"Retry-After": "Tue, 14 Jul 2020 14:00:00 GMT"}, b""), "answered 503", timedelta(hours=5)),
        ((503, {"Retry-After": "whenever"}, b""), "answered 503", timedelta(hours=1)),
        ((404, {}, rss()), "answered 404", timedelta(hours=1)),
        ((200, {}, b"<html>moved</html>"), "web page", timedelta(hours=1)),
        (
            (200, {}, b"<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><rss>&a;</rss>"),
            "document type",
            None,
        ),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "usual ports", None),
    ],
)
def test_a_failing_feed_keeps_its_error_and_its_last_success(server, answer, problem, wait):
    feed = fed(server, succeeded_at=NOW - timedelta(days=1))
    server.pages["/rss"] = answer
    assert poll(server, feed) == []
    feed.refresh_from_db()
    assert problem in feed.problem
    assert (feed.failures, feed.succeeded_at) == (1, NOW - timedelta(days=1))
    assert wait is None or feed.due_at == NOW + wait


def test_the_same_story_in_other_feeds_is_folded_under_the_first(server):
    first, copied, linked, other = (fed(server, f"/{name}") for name in ("a", "b", "c", "d"))
    server.pages["/a"] = (200, {}, rss(("First", "https://n.example.org/1?utm_source=a", STORY)))
    server.pages["/b"] = (200, {}, rss(("Agency", "https://agency.example.org/", STORY + " More follows.")))
    server.pages["/c"] = (200, {}, rss(("Aggregator", "http://www.n.example.org/1#x", "See there")))
    server.pages["/d"] = (200, {}, rss(("Other", "https://n.example.org/2", "Quite another story. " * 20)))
    for hours, feed in enumerate((first, copied, linked, other)):
        poll(server, feed, NOW + timedelta(hours=hours))
    told = {entry.title: entry.same_as and entry.same_as.title for entry in InboxEntry.objects.all()}
    assert told == {"First": None, "Agency": "First", "Aggregator": "First", "Other": None}


def test_a_bad_entry_is_counted_beside_the_good_ones(server):
    feed = fed(server)
    server.pages["/rss"] = (200, {}, rss(("One", "x", "y")).replace(b"</channel>", b"<item/></channel>"))
    assert len(poll(server, feed)) == 1
    feed.refresh_from_db()
    assert (feed.skipped, feed.failures) == (1, 0)
