"""Lists as files: who gets them, how they are named, what they cost, when there is none."""

import json

import pytest

from tests import factories
from tests.services.evidence import accepted
from tests.web.sight import assessed
from tracker.publishing.lists import commitments

pytestmark = pytest.mark.django_db
LISTS = (
    *("commitments", "agreements", "parties", "reports", "sources", "changes", "rulings"),
    *("replies", "review", "inbox"),
)


@pytest.fixture
def reader(client):
    person = factories.UserFactory(roles=("analyst",), level=2)
    client.force_login(person)
    return person


def world(reader, number):
    """So many of each thing that is listed."""
    for _ in range(number):
        perspective = assessed(reader)
        duty = perspective.commitment
        factories.StatusChangeFactory(perspective=perspective, commitment=duty)
        factories.RulingFactory(perspective=perspective)
        accepted(commitment=duty)
        factories.FindingFactory(commitment=duty, submitted=True)
        factories.PositionFactory(
            commitment=duty, kind="accuses", about=factories.PartyFactory(), reply_due_on="2020-08-01"
        )
        factories.InboxEntryFactory()


def read(response):
    assert response.status_code == 200, response.content[:300]
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_gets_none(client, name):
    response = client.get(f"/{name}/?format=csv")
    assert response.status_code == 302
    assert response.url.startswith("/login/")


@pytest.mark.parametrize("asked", ["", "as_of=2020-07-14&"])
def test_a_file_costs_the_same_for_one_row_and_for_twenty(
    client, reader, asked, django_assert_max_num_queries
):
    costs = []
    for number in (1, 20):
        world(reader, number)
        for name in LISTS:
            with django_assert_max_num_queries(30) as counted:
                told = json.loads(read(client.get(f"/{name}/?{asked}format=json")))
            costs.append((number, name, len(counted)))
            assert told["total"] >= number, name
    one = {name: cost for number, name, cost in costs if number == 1}
    assert one == {name: cost for number, name, cost in costs if number == 20}


def test_what_is_answered_is_a_file_and_never_a_page(client, reader):
    world(reader, 1)
    for form, kind in (
        ("csv", "text/csv"),
        ("json", "application/json"),
        ("xlsx", "application/vnd.openxml"),
    ):
        response = client.get(f"/commitments/?format={form}&as_of=2020-07-14&known_by=2020-08-01")
        read(response)
        assert response["Content-Type"].startswith(kind)
        named = f"servanda-commitments-2020-07-14-known-by-2020-08-01-TLP-CLEAR.{form}"
        assert response["Content-Disposition"] == f'attachment; filename="{named}"'
        assert response["Cache-Control"] == "private, no-store"
        assert "sandbox" in response["Content-Security-Policy"]
        assert client.head(f"/commitments/?format={form}").status_code == 200


def test_a_format_there_is_none_of_gives_the_page(client, reader):
    assert client.get("/commitments/?format=docx")["Content-Type"].startswith("text/html")


def test_refused_days_and_filters_give_a_page_that_says_so(client, reader):
    assert client.get("/commitments/?format=csv&as_of=2020-02-30").status_code == 400
    page = client.get("/commitments/?format=csv&status=SPLENDID")
    assert page.status_code == 422
    assert "not one of the available choices" in page.content.decode()
    assert 'href="/commitments/?status=SPLENDID"' in page.content.decode()


def test_more_than_can_be_computed_is_refused_in_a_sentence(client, reader, monkeypatch):
    monkeypatch.setattr(commitments, "MOST_COMPUTED", 1)
    world(reader, 2)
    page = client.get("/commitments/?format=csv&as_of=2020-07-14")
    assert page.status_code == 422
    assert "at most 1" in page.content.decode()
    assert client.get("/commitments/?format=csv&as_of=2020-07-14&column=weight").status_code == 200


def test_the_marking_is_the_strictest_of_what_is_shown_and_of_what_it_rests_on(client, reader):
    perspective = assessed(reader, marking=0)
    duty = perspective.commitment
    assert "TLP-CLEAR" in client.get("/commitments/?format=csv")["Content-Disposition"]
    factories.FindingFactory(commitment=duty, accepted=True, marking=2)
    for name in ("commitments", "agreements", "parties", "changes"):
        factories.StatusChangeFactory(perspective=perspective, commitment=duty)
        assert "TLP-AMBER" in client.get(f"/{name}/?format=csv")["Content-Disposition"], name
    factories.FindingFactory(commitment=duty, accepted=True, marking=4)
    assert client.get("/commitments/?format=csv")["X-Servanda-Marking"] == "TLP:AMBER"


def test_every_list_offers_its_files(client, reader):
    world(reader, 1)
    for name in LISTS:
        page = client.get(f"/{name}/?per_page=50").content.decode()
        for form in ("csv", "xlsx", "json"):
            assert f'href="?format={form}"' in page, name


def test_what_is_quoted_runs_nowhere(client, reader):
    factories.ReportFactory(title='=HYPERLINK("http://evil.example","x")')
    assert b"\"'=HYPERLINK(" in read(client.get("/reports/?format=csv"))


def test_pages_of_fragments_are_not_swapped_by_files(client, reader):
    """The links leave the list's own htmx region: a browser downloads, the list stays."""
    world(reader, 1)
    assert 'sv-exports" hx-boost="false"' in client.get("/commitments/").content.decode()
