"""Unsent forms by their address: kept, given back, dropped, forgotten when their form is taken."""

import json

import pytest
from django.test import Client

from tests import factories
from tests.services.evidence import TEXT, analyst, drafted
from tracker.models import Draft, Report
from tracker.services import drafts

pytestmark = pytest.mark.django_db
ADDRESS = "/drafts/report-new/"


@pytest.fixture
def own(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def put(client, content, address=ADDRESS):
    sent = content if isinstance(content, str | bytes) else json.dumps(content)
    return client.put(address, sent, content_type="application/json")


def test_words_are_kept_and_given_back_to_their_writer_alone(client, own):
    kept = put(client, {"fields": {"title": ["A\x00 release \ud800"]}})
    assert kept.status_code == 200
    given = client.get(ADDRESS).json()
    assert given["fields"] == {"title": ["A release \ufffd"]}
    assert given["saved_at"] == kept.json()["saved_at"]
    client.force_login(analyst())
    assert client.get(ADDRESS).status_code == 404
    assert client.delete(ADDRESS).status_code == 200
    assert Draft.objects.count() == 1
    client.force_login(own)
    assert client.delete(ADDRESS).status_code == 200
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        "{}",
        {"fields": []},
        {"fields": {"a": "b"}},
        "[" * 100_000,
        {"fields": {str(n): [""] for n in range(10_000)}},
        b"\xff\xfe",
        {"fields": {"text": ["x" * (drafts.MOST_BYTES + 100_000)]}},
    ],
)
def test_what_is_no_draft_is_answered_in_a_sentence(client, own, content):
    answer = put(client, content)
    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")
    assert not Draft.objects.exists()


def test_a_page_asks_once_which_forms_have_drafts(client, own):
    factories.DraftFactory()
    for number in range(3):
        put(client, {"fields": {"title": ["x"]}}, f"/drafts/form-{number}/")
    told = client.get("/drafts/").json()
    assert set(told["drafts"]) == {"form-0", "form-1", "form-2"}
    assert told["drafts"]["form-0"] == client.get("/drafts/form-0/").json()["saved_at"]


def test_a_script_of_somebody_signed_out_is_told(client):
    for verb in ("get", "put", "delete"):
        assert getattr(client, verb)(ADDRESS, headers={"HX-Request": "true"}).status_code == 401


def test_each_answer_carries_a_token_that_works(own):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(own)
    sent = json.dumps({"fields": {}})
    assert browser.put(ADDRESS, sent, content_type="application/json").status_code == 403
    token = browser.get(ADDRESS).json()["token"]
    headers = {"X-CSRFToken": token}
    assert browser.put(ADDRESS, sent, content_type="application/json", headers=headers).status_code == 200


def form(**fields):
    factories.SourceFactory(name="The Outlet")
    return {
        "title": "A release",
        "source": "The Outlet",
        "published_on": "2020-06-08",
        "text": TEXT,
        "draft_key": "report-new",
    } | fields


def test_a_form_that_is_taken_ends_its_draft_and_one_that_is_refused_does_not(client, own):
    factories.DraftFactory(user=own, key="report-new")
    factories.DraftFactory(key="report-new")
    other = factories.DraftFactory(user=own, key="another")
    client.post("/reports/new/", form(source=""))
    assert Draft.objects.count() == 3
    client.post("/reports/new/", form())
    assert Report.objects.count() == 1
    assert set(Draft.objects.filter(user=own)) == {other}
    assert Draft.objects.count() == 2


def test_the_login_takes_no_form(client, own):
    factories.DraftFactory(user=own, key="report-new")
    client.logout()
    assert client.post("/reports/new/", form()).status_code == 302
    assert Draft.objects.filter(user=own).exists()


def test_a_key_may_hold_whatever_a_form_is_called(client, own):
    finding = drafted(own)
    address = f"/drafts/finding-{finding.report.reference}-/a b%3F/"
    assert put(client, {"fields": {}}, address).status_code == 200
    assert Draft.objects.get().key == f"finding-{finding.report.reference}-/a b?"
