"""The inbox page: what waits, one entry in full, decisions and their refusals, taking back, what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.services.evidence import analyst, filed, manager
from tests.web.sight import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def decide(client, entry, action, **fields):
    return client.post(f"/inbox/{entry.reference}/", {"action": action} | fields, follow=True)


def test_an_empty_inbox_says_what_to_do(client, reader):
    page = text_of(client.get("/inbox/"))
    assert "Nothing waits in the inbox" in page
    assert 'href="/feeds/"' in page
    assert "Fetching is switched off" in page


def test_one_is_shown_in_full_with_what_may_be_done(client, reader):
    factories.InboxEntryFactory(title="Older", arrived_at=factories.NOW - timedelta(days=1))
    entry = factories.InboxEntryFactory(title="Monitors report", author="Ada")
    page = text_of(client.get("/inbox/"))
    for words in (
        "2 pieces of news wait to be decided on",
        "The monitors counted the fighters who remain.",
        f'href="/reports/new/?inbox={entry.reference}" data-key="f"',
        'data-key="x"',
        'data-key="z"',
        f'href="{entry.url}" rel="noopener noreferrer"',
    ):
        assert words in page
    assert ">2<" in page  # beside the link in the navigation


def test_dismissing_goes_on_with_the_next_and_can_be_taken_back(client, reader):
    first = factories.InboxEntryFactory()
    second = factories.InboxEntryFactory(arrived_at=factories.NOW - timedelta(hours=1))
    shown = client.get("/inbox/")
    assert (shown.context["entry"], shown.context["next"]) == (first, second)
    page = decide(client, first, "dismiss", reason="Not ours.", next=second.reference)
    assert page.context["entry"] == second
    assert f"{first.reference} is dismissed." in text_of(page)
    assert 'value="undo" data-key="u"' in text_of(page)
    back = decide(client, first, "undo")
    assert back.context["entry"] == first
    assert "is back in the inbox" in text_of(back)


def test_a_refusal_keeps_what_was_typed(client, reader):
    entry = factories.InboxEntryFactory()
    response = decide(client, entry, "dismiss", reason="x" * 501)
    assert response.status_code == 422
    assert "at most 500 fit" in text_of(response)
    assert "x" * 501 in text_of(response)
    for fields, words in (
        ({"action": "dismiss"}, "is empty: please fill it in"),
        ({"action": "snooze", "until": "2020-02-30"}, "not a day of the calendar"),
        ({"action": "snooze", "until": "2020-02-20"}, "Choose a day after today"),
        ({"action": "snooze"}, "on which day"),
        ({"action": "explode"}, "Say what to do"),
    ):
        response = client.post(f"/inbox/{entry.reference}/", fields)
        assert (response.status_code, words in text_of(response)) == (422, True), fields


def test_what_is_put_off_leaves_the_list_until_its_day(client, reader):
    entry = factories.InboxEntryFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    page = decide(client, entry, "snooze", until=tomorrow.isoformat())
    assert "is put off" in text_of(page)
    assert page.context["total"] == 0
    put_off = client.get("/inbox/", {"state": "snoozed"})
    assert put_off.context["rows"] == [entry]
    entry.refresh_from_db()
    entry.snoozed_until = timezone.localdate()
    entry.save()
    assert client.get("/inbox/").context["rows"] == [entry]


def test_the_second_who_decides_reads_what_the_first_did(client, reader):
    entry = factories.InboxEntryFactory(dismissed=True)
    response = decide(client, entry, "dismiss", reason="Me too.")
    assert response.status_code == 422
    assert "decided on this entry already" in text_of(response)
    assert "Me too." not in entry.reason


def test_filters_stay_in_the_address(client, reader):
    one, other = factories.InboxEntryFactory(), factories.InboxEntryFactory(dismissed=True)
    assert client.get("/inbox/", {"state": "all"}).context["total"] == 2
    assert client.get("/inbox/", {"state": "dismissed"}).context["rows"] == [other]
    assert client.get("/inbox/", {"feed": one.feed.slug}).context["rows"] == [one]
    page = client.get("/inbox/", {"state": "filed", "feed": one.feed.slug})
    assert "Nothing here" in text_of(page)
    gone = decide(client, one, "dismiss", reason="No.", feed=one.feed.slug)
    assert f"feed={one.feed.slug}" in gone.redirect_chain[0][0]


def test_hostile_words_are_words(client, reader):
    factories.InboxEntryFactory(
        title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", author="<b>A</b>", url=""
    )
    page = client.get("/inbox/").content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;img src=x" in page


def test_what_one_may_not_see_is_not_there(client, reader):
    hidden = factories.InboxEntryFactory(feed=factories.FeedFactory(marking=4, name="Secret feed"))
    page = text_of(client.get("/inbox/"))
    assert "Nothing waits in the inbox" in page
    assert "Secret feed" not in page
    assert "Secret feed" not in text_of(client.get("/feeds/"))
    assert decide(client, hidden, "dismiss", reason="No.").status_code == 404
    assert "Nothing waits in the inbox" in text_of(client.get("/inbox/", {"entry": hidden.reference}))
    assert client.get(f"/reports/new/?inbox={hidden.reference}").status_code == 200


@pytest.mark.parametrize("roles", [(), ("manager",)])
def test_without_the_role_one_reads_along(client, roles):
    entry = factories.InboxEntryFactory()
    client.force_login(factories.UserFactory(roles=roles))
    page = text_of(client.get("/inbox/"))
    assert "you may read along" in page
    assert 'value="dismiss"' not in page
    assert decide(client, entry, "dismiss", reason="No.").status_code == 422


def test_a_filed_entry_leads_to_its_report_if_one_may_see_it(client, reader):
    seen = factories.InboxEntryFactory(filed=True)
    assert seen.report.reference in text_of(client.get("/inbox/", {"state": "filed"}))
    seen.report = filed(marking=4)
    seen.save()
    assert seen.report.reference not in text_of(client.get("/inbox/", {"state": "filed"}))


def test_as_many_queries_for_one_entry_as_for_twenty(client, reader, django_assert_max_num_queries):
    def more():
        first = factories.InboxEntryFactory()
        factories.InboxEntryFactory(same_as=first)
        factories.FeedFactory(failing=True)

    more()
    addresses = ("/inbox/", "/inbox/?state=all", "/feeds/")
    counts = [queries(client, django_assert_max_num_queries, address) for address in addresses]
    for _number in range(19):
        more()
    assert [queries(client, django_assert_max_num_queries, address) for address in addresses] == counts
    assert max(counts) <= 18


def test_feeds_are_read_by_all_and_kept_by_some(client):
    feed = factories.FeedFactory(failing=True, succeeded_at=factories.NOW)
    client.force_login(manager())
    page = text_of(client.get("/feeds/"))
    assert "Failed 2 times in a row" in page
    assert "The server answered 500." in page
    assert 'datetime="2020-07-14T09:00' in page
    assert "/edit/" not in page
    for address in ("/feeds/new/", f"/feeds/{feed.slug}/edit/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/feeds/{feed.slug}/ask/").status_code == 403
    client.force_login(analyst())
    assert f"/feeds/{feed.slug}/edit/" in text_of(client.get("/feeds/"))


def test_a_feed_is_entered_changed_and_asked(client, reader):
    source = factories.SourceFactory(name="The Outlet")
    said = {
        "name": "Outlet news",
        "source": source.pk,
        "kind": "feed",
        "url": "https://outlet.example.org/rss",
        "every_minutes": "60",
        "marking": "1",
        "active": "on",
    }
    assert "is entered and asked next" in text_of(client.post("/feeds/new/", said, follow=True))
    again = client.post("/feeds/new/", said)
    assert again.status_code == 422
    assert "already" in text_of(again)
    bad = client.post("/feeds/new/", said | {"url": "javascript:alert(1)", "name": "typed with care"})
    assert bad.status_code == 422
    assert "begins with http" in text_of(bad)
    assert "typed with care" in text_of(bad)
    address = "/feeds/outlet-news/edit/"
    assert "https://outlet.example.org/rss" in text_of(client.get(address))
    assert "is changed" in text_of(client.post(address, said | {"name": "B", "version": 1}, follow=True))
    stale = client.post(address, said | {"name": "C", "version": 1})
    assert stale.status_code == 409
    assert "Saved meanwhile" in text_of(stale)
    assert "is asked within a minute" in text_of(client.post("/feeds/outlet-news/ask/", follow=True))


def test_a_source_one_may_not_see_cannot_be_chosen(client, reader):
    hidden = factories.SourceFactory(name="Secret source", marking=4)
    page = client.get("/feeds/new/")
    assert "Secret source" not in text_of(page)
    said = {"name": "N", "source": hidden.pk, "kind": "feed", "url": "https://a.example/"}
    refused = client.post("/feeds/new/", said | {"every_minutes": "60", "marking": "0"})
    assert refused.status_code == 422
    assert "Select a valid choice" in text_of(refused)
