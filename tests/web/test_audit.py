"""The audit page: for administrators, as far as cleared, filtered, cut at an entry, and as a file."""

import csv
import io

import pytest

from tests.factories import NOW, AgreementFactory, LedgerEntryFactory, PartyFactory, UserFactory
from tests.web.sight import queries
from tracker.models import LedgerEntry
from tracker.publishing import verifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(roles=("admin",), level=2, username="keeper")
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def test_it_says_who_what_before_and_after_why_and_in_which_request(client, admin):
    entry = LedgerEntryFactory(
        action="party.edit",
        by=admin,
        thing=PartyFactory(slug="kabul-office"),
        before={"name": "Old name"},
        after={"name": "New name"},
        reason="Misspelt",
    )
    LedgerEntry.objects.filter(pk=entry.pk).update(request_id="req-77")
    page = text_of(client.get("/audit/"))
    for words in ("keeper", "kabul-office", "Old name", "New name", "Misspelt", "req-77", "Party changed"):
        assert words in page


@pytest.mark.parametrize("roles", [("analyst",), ("manager",)])
def test_it_is_for_administrators(client, roles):
    client.force_login(UserFactory(roles=roles))
    for address in ("/audit/", "/audit/servanda_verify.py"):
        assert client.get(address).status_code == 403


def test_it_shows_what_the_administrator_is_cleared_for(client, admin):
    LedgerEntryFactory(action="agreement.edit", thing=AgreementFactory(marking=4, slug="back-channel"))
    assert "back-channel" not in text_of(client.get("/audit/"))
    assert "back-channel" not in b"".join(client.get("/audit/?format=csv").streaming_content).decode()
    client.force_login(UserFactory(roles=("admin",), level=4))
    assert "back-channel" in text_of(client.get("/audit/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("person=somebody", {"one"}),
        ("kind=party", {"one", "two"}),
        ("action=party.create", {"two"}),
        ("request=req-1", {"one"}),
        (f"from={NOW.date()}&to={NOW.date()}", {"one", "two"}),
        ("person=nobody", set()),
        ("kind=agreement", set()),
    ],
)
def test_it_is_filtered(client, admin, query, found):
    one = LedgerEntryFactory(by=UserFactory(username="somebody"), thing=PartyFactory(slug="thing-one"))
    LedgerEntry.objects.filter(pk=one.pk).update(request_id="req-1")
    LedgerEntryFactory(action="party.create", thing=PartyFactory(slug="thing-two"))
    page = text_of(client.get(f"/audit/?{query}"))
    assert {name for name in ("one", "two") if f"thing-{name}" in page} == found
    rows = client.get(f"/audit/?format=csv&{query}")
    told = b"".join(rows.streaming_content).decode()
    assert {name for name in ("one", "two") if f"thing-{name}" in told} == found


def test_it_costs_the_same_for_1_and_20_and_ends_at_an_entry(client, admin, django_assert_max_num_queries):
    LedgerEntryFactory()
    one = queries(client, django_assert_max_num_queries, "/audit/")
    LedgerEntryFactory.create_batch(19)
    assert queries(client, django_assert_max_num_queries, "/audit/") == one <= 12
    LedgerEntryFactory.create_batch(40)
    size = LedgerEntry.objects.count()
    first = client.get("/audit/")
    assert len(first.context["entries"]) == 50
    last = LedgerEntry.objects.get(seq=size - 49)
    assert f"before={last.leaf_hash}" in text_of(first)
    second = client.get(f"/audit/?before={last.leaf_hash}")
    assert [row.seq for row, _entry in second.context["entries"]] == list(range(size - 50, 0, -1))
    assert second.context["next"] is None


def test_nothing_tells_below_red_how_much_there_is_above(client, admin):
    """Neither the page nor its file nor its addresses have numbers, which would have gaps."""
    LedgerEntryFactory.create_batch(3)
    seen = (
        text_of(client.get("/audit/")),
        b"".join(client.get("/audit/?format=csv").streaming_content).decode(),
    )
    assert "Number" not in seen[0]
    assert "Number" not in seen[1]
    client.force_login(UserFactory(roles=("admin",), level=4))
    assert "Number" in text_of(client.get("/audit/"))
    assert "Number" in b"".join(client.get("/audit/?format=csv").streaming_content).decode()


def test_as_a_file_it_has_every_field(client, admin):
    LedgerEntryFactory(before={"name": "=1+1"}, after={"name": "B"}, reason="=cmd()")
    text = b"".join(client.get("/audit/?format=csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    row = next(row for row in rows if "party.edit" in row or "Party changed" in row)
    assert '{"name": "=1+1"}' in row
    assert "'=cmd()" in row


@pytest.mark.parametrize("query", ["from=yesterday", "to=2020-99-01", "kind=nothing", "action=nothing.done"])
def test_what_cannot_be_used_is_said(client, admin, query):
    answer = client.get(f"/audit/?{query}")
    assert answer.status_code == 400
    assert 'role="alert"' in text_of(answer)


@pytest.mark.parametrize(
    "query", ["before=x", "before=-1", "before=99999999999999999999", "person=%00", "page=9"]
)
def test_nonsense_in_the_address_breaks_nothing(client, admin, query):
    assert client.get(f"/audit/?{query}").status_code == 200


def test_the_file_that_verifies_is_handed_out_as_it_is(client, admin):
    answer = client.get("/audit/servanda_verify.py")
    assert answer.content == verifier.FILE.read_bytes()
    assert "attachment" in answer["Content-Disposition"]
