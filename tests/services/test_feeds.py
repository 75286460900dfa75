"""Feeds: entered and changed, asked in turn, their news taken once, their failures waited out."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.evidence import analyst, manager
from tracker.models import Feed, InboxEntry, LedgerEntry
from tracker.services import feeds
from tracker.services.feeds import News
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db

URL = "https://feeds.example.org/news.xml"


def entered(**more):
    said = {"name": "News", "source": factories.SourceFactory(), "url": URL, "by": analyst(), "at": NOW}
    return feeds.create(**said | more)


def news(key="1", **more):
    return News(**{"key": key, "title": f"News {key}", "url": f"https://n.example.org/{key}"} | more)


def test_a_feed_is_entered_and_asked_at_once():
    feed = entered(marking=1)
    assert (feed.slug, feed.due_at, feed.effective_marking) == ("news", NOW, 1)
    assert LedgerEntry.objects.filter(action="feed.create", object_ref="news").exists()
    assert feeds.claim(at=NOW) == [feed]
    assert entered(url=URL + "2").slug.startswith("news-")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"url": "file:///etc/passwd"}, "url"),
        ({"url": ""}, "url"),
        ({"name": ""}, "name"),
        ({"every_minutes": 1}, "every_minutes"),
        ({"kind": "telegram"}, "kind"),
    ],
)
def test_what_cannot_be_a_feed_is_refused(said, field):
    with pytest.raises(Refused) as refusal:
        entered(**said)
    assert refusal.value.field == field


def test_an_address_is_entered_once():
    entered()
    with pytest.raises(Refused, match=r"entered already|taken already"):
        entered(name="Again")


def test_who_may_not_file_may_not_enter_feeds():
    with pytest.raises(Refused, match="Only analysts"):
        entered(by=manager())


def test_another_address_is_asked_anew():
    feed = entered()
    feeds.succeeded(feed=feed, news=[], at=NOW, etag="a", last_modified="b")
    changed = feeds.edit(feed=feed, version=1, changes={"url": URL + "x"}, by=analyst(), at=NOW)
    assert (changed.etag, changed.last_modified, changed.due_at) == ("", "", NOW)
    with pytest.raises(Stale):
        feeds.edit(feed=feed, version=1, changes={"name": "Mine"}, by=analyst(), at=NOW)


def test_each_feed_is_taken_up_once_in_its_turn():
    due, later = entered(), entered(url=URL + "2", at=NOW + timedelta(hours=1))
    off = entered(url=URL + "3", active=False)
    assert feeds.claim(at=NOW) == [due]
    assert feeds.claim(at=NOW) == []
    assert set(feeds.claim(at=NOW + timedelta(hours=2))) == {due, later}
    feeds.ask_now(feed=due, by=analyst(), at=NOW)
    assert feeds.claim(at=NOW) == [due]
    with pytest.raises(Refused, match="Switch it on"):
        feeds.ask_now(feed=off, by=analyst(), at=NOW)


def test_news_are_taken_once_whatever_else_they_say_later():
    feed = entered()
    added = feeds.succeeded(feed=feed, news=[news("1"), news("2"), news("1")], at=NOW, etag='"e"')
    assert [one.title for one in added] == ["News 1", "News 2"]
    assert feeds.succeeded(feed=feed, news=[news("1", title="Changed"), news("2")], at=NOW) == []
    assert InboxEntry.objects.filter(title="Changed").count() == 0
    feed.refresh_from_db()
    assert (feed.succeeded_at, feed.due_at, feed.failures) == (NOW, NOW + timedelta(hours=1), 0)
    entry = LedgerEntry.objects.get(action="feed.take")
    assert entry.after == {"entries": [one.reference for one in added]}


def test_an_entry_is_as_closed_as_its_feed():
    added = feeds.succeeded(feed=entered(marking=3), news=[news()], at=NOW)
    assert added[0].effective_marking == 3


def test_words_are_cut_and_put_in_order():
    said = news(title="a\x00b " * 200, author="x" * 999, text="y" * 30_000, url="https://x/" + "z" * 1000)
    entry = feeds.succeeded(feed=entered(), news=[said], at=NOW)[0]
    assert (len(entry.title), len(entry.author), len(entry.text), entry.url) == (300, 300, 20_000, "")
    assert "\x00" not in entry.title


def test_the_same_link_in_another_feed_is_folded_under_the_first():
    first = feeds.succeeded(feed=entered(), news=[news("1", link_key="k" * 64)], at=NOW)[0]
    second = feeds.succeeded(feed=entered(url=URL + "2"), news=[news("9", link_key="k" * 64)], at=NOW)[0]
    third = feeds.succeeded(feed=entered(url=URL + "3"), news=[news("8", link_key="k" * 64)], at=NOW)[0]
    assert (first.same_as, second.same_as, third.same_as) == (None, first, first)


def test_failures_double_the_wait_up_to_a_day_and_keep_the_last_success():
    feed = entered()
    feeds.succeeded(feed=feed, news=[], at=NOW)
    waits = []
    for _number in range(7):
        feeds.failed(feed=feed, problem="The server answered 500.", at=NOW)
        feed.refresh_from_db()
        waits.append((feed.due_at - NOW) // timedelta(hours=1))
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    assert (feed.failures, feed.problem, feed.succeeded_at) == (7, "The server answered 500.", NOW)
    feeds.unchanged(feed=feed, at=NOW)
    feed.refresh_from_db()
    assert (feed.failures, feed.problem) == (0, "")


def test_a_feed_that_asks_for_patience_gets_it_up_to_a_day():
    feed = entered()
    feeds.failed(feed=feed, problem="Slower.", at=NOW, wait=timedelta(hours=5))
    assert Feed.objects.get().due_at == NOW + timedelta(hours=5)
    feeds.failed(feed=feed, problem="Slower.", at=NOW, wait=timedelta(days=500))
    assert Feed.objects.get().due_at == NOW + timedelta(days=1)
