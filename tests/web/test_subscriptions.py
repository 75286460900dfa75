"""Private addresses: made, shown once, used without a session, revoked; read as their owner sees."""

from datetime import timedelta

import feedparser
import pytest
import time_machine as clock
from icalendar import Calendar

from tests import factories
from tests.factories.moments import NOW, TODAY
from tests.factories.subscriptions import key_of
from tests.web.sight import assessed, queries
from tracker.models import Subscription, User

pytestmark = pytest.mark.django_db
PAGE = "/addresses/"


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def owner():
    return factories.UserFactory(level=1)


def asked(client, **said):
    return client.post(PAGE, {"kind": "calendar", "name": "Telephone", **said})


def kept(owner, kind="calendar", **more):
    one = factories.SubscriptionFactory(user=owner, kind=kind, number=7, **more)
    ending = {"calendar": "calendars/{}.ics", "changes": "feeds/{}.atom"}[kind]
    return one, "/" + ending.format(key_of(7))


def duty(**more):
    return factories.CommitmentFactory(version__due_on=TODAY + timedelta(days=30), **more)


def test_a_new_address_is_shown_once_and_opens_the_calendar(client, owner):
    client.force_login(owner)
    duty(title="Open the road")
    response = asked(client)
    assert response.status_code == 201
    assert response.headers["Cache-Control"] == "no-store"
    address = response.context["address"]
    assert response.content.decode().count(f'value="{address}"') == 1
    key = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert key not in client.get(PAGE).content.decode()
    client.logout()
    given = client.get(f"/calendars/{key}.ics")
    assert given.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Open the road" in str(Calendar.from_ical(given.content).walk("VEVENT")[0]["SUMMARY"])


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get(PAGE).status_code == asked(client).status_code == 302
    assert client.post("/addresses/revoke/", {"address": "0" * 16}).status_code == 302
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "said",
    [{"name": ""}, {"kind": "nonsense"}, {"agreement": "no-such"}, {"name": "x" * 500}, {"party": "no-such"}],
)
def test_a_wrong_form_comes_back_with_what_was_typed(client, owner, said):
    client.force_login(owner)
    response = asked(client, **{"name": "Kept words", **said})
    assert response.status_code == 422
    assert "name" in said or "Kept words" in response.content.decode()
    assert not Subscription.objects.exists()


def test_what_is_out_of_sight_is_neither_offered_nor_taken(client, owner):
    hidden = factories.AgreementFactory(slug="hidden", title="Hidden pact", marking=3)
    client.force_login(owner)
    assert "Hidden pact" not in client.get(PAGE).content.decode()
    assert asked(client, agreement="hidden").status_code == 422
    factories.SubscriptionFactory(user=owner, agreement=hidden)
    assert "Hidden pact" not in client.get(PAGE).content.decode()


def test_revoked_leads_nowhere_as_the_unknown(client, owner):
    client.force_login(owner)
    one, address = kept(owner)
    unknown = client.get("/calendars/no-such-key.ics")
    assert client.get(address).status_code == 200
    assert client.post("/addresses/revoke/", {"address": one.token_hash[:16]}).status_code == 302
    gone = client.get(address)
    assert (gone.status_code, gone.content) == (404, unknown.content)
    assert "revoked" in client.get(PAGE).content.decode()
    again = client.post("/addresses/revoke/", {"address": one.token_hash[:16]}, follow=True)
    assert "already" in again.content.decode()


@pytest.mark.parametrize("handle", ["", "0" * 16, "\x00", "%" * 16, "x" * 5000])
def test_only_ones_own_is_revoked(client, owner, handle):
    one, _address = kept(factories.UserFactory())
    client.force_login(owner)
    for said in (handle, one.token_hash[:16]):
        assert client.post("/addresses/revoke/", {"address": said}).status_code == 404
    one.refresh_from_db()
    assert one.revoked_at is None


@pytest.mark.parametrize("kind", ["calendar", "changes"])
def test_no_cookie_no_shared_cache_no_other_method(client, owner, kind):
    _one, address = kept(owner, kind)
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"].startswith("private")
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert client.head(address).content == b""
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(address).status_code == 405
    wrong = client.get(f"/calendars/{'k' * 3000}.ics")
    assert (wrong.status_code, wrong.cookies) == (404, {})


def test_each_kind_opens_only_its_own_page(client, owner):
    kept(owner)
    assert client.get(f"/feeds/{key_of(7)}.atom").status_code == 404


def test_an_inactive_owner_reads_no_more(client, owner):
    _one, address = kept(owner)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["calendar", "changes"])
def test_it_reads_with_the_clearance_of_today(client, kind):
    owner = factories.UserFactory(level=4)
    one = duty(title="Secret passage", marking=3)
    perspective = assessed(owner, commitment=one)
    factories.StatusChangeFactory(perspective=perspective, commitment=one, from_status="PENDING")
    _one, address = kept(owner, kind)
    first = client.get(address)
    assert "Secret passage" in first.content.decode()
    User.objects.filter(pk=owner.pk).update(audience=factories.AudienceFactory(level=1))
    since = first.headers["Last-Modified"]
    for headers in ({}, {"If-Modified-Since": since}, {"If-None-Match": first.headers["ETag"]}):
        now = client.get(address, headers=headers)
        assert now.status_code == 200
        assert "Secret passage" not in now.content.decode()


@pytest.mark.parametrize("kind", ["calendar", "changes"])
def test_nothing_is_sent_again_until_something_changes(client, owner, kind):
    one = duty()
    perspective = assessed(owner, commitment=one)
    _one, address = kept(owner, kind)
    first = client.get(address)
    for name, header in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        again = client.get(address, headers={header: first.headers[name]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    duty()
    factories.StatusChangeFactory(perspective=perspective, commitment=one, from_status="PENDING")
    for name, header in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
        assert client.get(address, headers={header: first.headers[name]}).status_code == 200


def test_the_feed_tells_the_owners_changes(client, owner):
    agreement = factories.AgreementFactory(title="The Accord")
    one = duty(agreement=agreement, title="Open the road")
    perspective = assessed(owner, commitment=one)
    factories.StatusChangeFactory(perspective=perspective, commitment=one, from_status="PENDING")
    other = assessed(factories.UserFactory(level=4), commitment=duty(title="Not for them"))
    factories.StatusChangeFactory(perspective=other, commitment=other.commitment, from_status="PENDING")
    _one, address = kept(owner, "changes", agreement=agreement)
    parsed = feedparser.parse(client.get(address).content)
    assert ["Open the road" in entry.title for entry in parsed.entries] == [True]


def test_its_use_is_noted(client, owner):
    one, address = kept(owner)
    client.get(address)
    one.refresh_from_db()
    assert one.used_at == NOW


def test_the_words_are_in_the_owners_language(client):
    _one, address = kept(factories.UserFactory(language="fa"))
    assert client.get(address).headers["Content-Language"] == "fa"


def test_the_queries_do_not_grow(client, owner, django_assert_max_num_queries):
    client.force_login(owner)
    factories.SubscriptionFactory(user=owner)
    first = queries(client, django_assert_max_num_queries, PAGE)
    for _number in range(19):
        factories.SubscriptionFactory(user=owner, agreement=factories.AgreementFactory())
    assert queries(client, django_assert_max_num_queries, PAGE) == first <= 12
    for kind in ("calendar", "changes"):
        Subscription.objects.all().delete()
        _one, address = kept(owner, kind, used_at=NOW)
        client.get(address)
        one = duty()
        factories.StatusChangeFactory(
            perspective=assessed(owner, commitment=one), commitment=one, from_status="PENDING"
        )
        client.get(address)
        few = queries(client, django_assert_max_num_queries, address)
        for _number in range(19):
            one = duty()
            perspective = assessed(owner, commitment=one)
            factories.StatusChangeFactory(perspective=perspective, commitment=one, from_status="PENDING")
        client.get(address)
        assert queries(client, django_assert_max_num_queries, address) == few <= 12
