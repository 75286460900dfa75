"""Replies due: accusations whose accused has not answered, in time or too late."""

from datetime import date

import pytest

from tests import factories
from tests.services.evidence import analyst
from tests.web.sight import queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def accused(**fields):
    given = {"kind": "accuses", "stated_on": date(2020, 5, 1), "reply_due_on": date(2020, 5, 15)}
    return factories.PositionFactory(**(given | {"about": factories.PartyFactory()} | fields))


def answer(first, **fields):
    given = {"commitment": first.commitment, "party": first.about, "kind": "denies", "replies_to": first}
    return factories.PositionFactory(**(given | {"stated_on": date(2020, 5, 10)} | fields))


def listed(client, **asked):
    return [one.reference for one in client.get("/replies/", asked).context["page"]]


def test_it_lists_what_awaits_a_reply_and_says_when_it_is_overdue(client, reader):
    late, due = accused(), accused(reply_due_on=date(2999, 1, 1))
    answered = accused()
    answer(answered)
    factories.PositionFactory()
    assert listed(client) == [late.reference, due.reference]
    assert listed(client, state="overdue") == [late.reference]
    assert listed(client, state="due") == [due.reference]
    assert listed(client, state="answered") == [answered.reference]
    page = client.get("/replies/").content.decode()
    assert "reply overdue by" in page
    assert "record its reply" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "claims_compliance"},
        {"party": "another"},
        {"replies_to": None},
        {"marking": 4},
    ],
)
def test_only_the_accused_own_reply_to_it_stops_the_clock(client, reader, fields):
    first = accused()
    if fields.get("party"):
        fields = {"party": factories.PartyFactory()}
    answer(first, **fields)
    assert listed(client) == [first.reference]


def test_a_past_day_knows_neither_later_accusations_nor_later_replies(client, reader):
    first = accused()
    answer(first)
    assert listed(client, as_of="2020-04-30") == []
    assert listed(client, as_of="2020-05-05") == [first.reference]
    assert listed(client, as_of="2020-05-10") == []


def test_what_is_hidden_or_removed_is_not_listed(client, reader):
    accused(marking=4)
    accused(removed_at=factories.NOW, removed_by=reader, removal_reason="Twice.")
    assert listed(client) == []
    assert "No accusation of this kind" in client.get("/replies/").content.decode()


def test_the_list_costs_the_same_for_1_and_20(client, reader, django_assert_max_num_queries):
    accused()
    before = queries(client, django_assert_max_num_queries, "/replies/")
    for _number in range(20):
        accused()
    assert queries(client, django_assert_max_num_queries, "/replies/") == before
