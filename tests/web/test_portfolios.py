"""Another pair of days for a whole portfolio: a page says so at once, a button asks, progress is shown."""

from datetime import UTC, datetime

import pytest
import time_machine as clock

from tests import factories
from tests.services.evidence import accepted, duty
from tracker.models import PortfolioDay
from tracker.selectors import pairs
from tracker.services import portfolios

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
PAIR = "as_of=2020-07-20&known_by=2020-09-01"
DAYS = {"as_of": "2020-07-20", "known_by": "2020-09-01"}


@pytest.fixture(autouse=True)
def _spring():
    with clock.travel(LATER, tick=False):
        yield


@pytest.fixture
def reader(client):
    user = factories.UserFactory(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def large(monkeypatch):
    """Two commitments that are too many to be computed while somebody waits."""
    monkeypatch.setattr(pairs, "MOST_AT_ONCE", 1)
    duty()
    return accepted().commitment


def text_of(response):
    return " ".join(response.content.decode().split())


def computed():
    row = PortfolioDay.objects.get()
    portfolios.compute(portfolio=portfolios.claim(portfolio_id=row.pk, at=LATER), at=LATER)
    return row


@pytest.mark.parametrize("page", ["/", "/agreements/"])
def test_a_page_that_needs_it_says_so_and_has_a_button(client, reader, large, page):
    response = client.get(f"{page}?{PAIR}&x=%22%3E")
    assert response.status_code == 200
    assert "Nothing is stored for" in text_of(response)
    assert 'action="/portfolios/"' in text_of(response)
    assert f'name="next" value="{page}?{PAIR.replace("&", "&amp;")}&amp;x=%22%3E"' in text_of(response)


def test_from_the_button_to_the_page(client, reader, large):
    asked = client.post("/portfolios/", DAYS | {"next": f"/?{PAIR}"}, follow=True)
    row = PortfolioDay.objects.get()
    assert asked.redirect_chain[0][0].startswith(f"/portfolios/{row.reference}/?next=%2F")
    assert "0 of 2" in text_of(asked)
    assert 'hx-trigger="every 1s"' in text_of(asked)
    assert "It is being computed." in text_of(client.get(f"/?{PAIR}"))
    computed()
    part = client.get(asked.redirect_chain[0][0], headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    assert "2 commitments computed" in text_of(part)
    assert f'href="/?{PAIR.replace("&", "&amp;")}"' in text_of(part)
    page = text_of(client.get(f"/?{PAIR}"))
    assert "Nothing is stored" not in page
    assert "Nothing they rest on was recorded since." in page


def test_once_it_is_ready_the_list_filters_and_sorts_by_status(client, reader, large):
    client.post("/portfolios/", DAYS)
    listed = f"/commitments/?{PAIR}&status=UNVERIFIED"
    assert "2 commitments" in text_of(client.get(listed))
    row = computed()
    row.standings.filter(commitment=large).update(status="BREACHED")
    page = text_of(client.get(f"/commitments/?{PAIR}&status=BREACHED"))
    assert "1 of 2 shown" in page
    assert large.code in page


def test_a_ledger_that_grew_is_said_and_computed_again(client, reader, large):
    client.post("/portfolios/", DAYS)
    computed()
    accepted()
    page = text_of(client.get(f"/commitments/?{PAIR}"))
    assert "The ledger has grown since" in page
    assert "Compute again" in page
    client.post("/portfolios/", DAYS)
    assert PortfolioDay.objects.get().state == "waiting"


def test_what_cannot_be_asked_for_keeps_what_was_typed(client, reader):
    refused = client.post("/portfolios/", {"as_of": "2020-02-30", "known_by": "2020-03-01"})
    assert refused.status_code == 422
    assert 'value="2020-02-30"' in text_of(refused)
    empty = client.post("/portfolios/", {"as_of": "", "known_by": "2020-03-01"})
    assert "“As of” is empty" in text_of(empty)


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_it_leads_nobody_elsewhere(client, reader, address):
    response = client.post("/portfolios/", DAYS | {"next": address})
    assert "elsewhere" not in response["Location"] + text_of(client.get(response["Location"]))
    there = client.get(response["Location"], {"next": address}, headers={"HX-Request": "true"})
    assert "elsewhere" not in text_of(there).partition("hx-get")[0]
    computed()
    there = client.get(response["Location"], {"next": address}, headers={"HX-Request": "true"})
    assert "elsewhere" not in text_of(there)
    assert "Go to the page" in text_of(there)
    assert "javascript:" not in text_of(there)


def test_others_have_none_of_it(client, reader):
    row = factories.PortfolioDayFactory(audience=factories.UserFactory(level=3).audience)
    assert client.get(f"/portfolios/{row.reference}/").status_code == 404
    assert row.reference not in text_of(client.get("/portfolios/"))


def test_a_file_is_refused_in_a_sentence(client, reader, large):
    response = client.get(f"/agreements/?{PAIR}&format=csv")
    assert response.status_code == 409
    assert "http://testserver/portfolios/" in response.json()["detail"]


def test_a_small_portfolio_is_computed_at_once(client, reader):
    code = accepted().commitment.code
    page = text_of(client.get(f"/commitments/?{PAIR}"))
    assert code in page
    assert "computed for this page" in page
    assert "Nothing is stored for" not in text_of(client.get(f"/?{PAIR}"))


def test_the_list_of_portfolios_costs_the_same_for_one_and_twenty(
    client, reader, django_assert_max_num_queries
):
    counts = []
    for number in (1, 19):
        factories.PortfolioDayFactory.create_batch(number, audience=reader.audience)
        with django_assert_max_num_queries(20) as counted:
            client.get("/portfolios/")
        counts.append(len(counted))
    assert counts[0] == counts[1]
