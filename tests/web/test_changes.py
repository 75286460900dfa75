"""The log of changes: what the reader may see, filters, bad input, what a page costs."""

from datetime import date, timedelta

import pytest
import time_machine as clock

from tests import factories
from tests.factories.moments import NOW, TODAY
from tests.web.sight import assessed, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.fixture
def get(client, reader):
    client.force_login(reader)

    def fetch(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return fetch


def changed(reader, title="Changed duty", days=10, **made):
    perspective = assessed(reader, title=title, **made)
    return factories.StatusChangeFactory(perspective=perspective, effective_on=TODAY - timedelta(days=days))


def test_anonymous_is_sent_to_the_login(client):
    assert client.get("/changes/").status_code == 302


def test_nothing_changed_says_so(get):
    assert "No status you may see changed" in get("/changes/")


def test_a_change_with_what_the_finding_says(get, reader):
    finding = factories.FindingFactory(accepted=True, statement="the last soldier left")
    perspective = assessed(reader, commitment=finding.commitment)
    factories.StatusChangeFactory(
        perspective=perspective, cause=finding.reference, reasons=[["WEIGHT", 1000, 0, 1000]]
    )
    html = get("/changes/")
    assert "The last soldier left" in html
    assert finding.reference in html
    assert "Weight for compliance" not in html


def test_a_hidden_finding_is_not_named_as_the_cause(get, reader):
    finding = factories.FindingFactory(accepted=True, statement="from a secret source", effective_marking=3)
    perspective = assessed(reader, commitment=finding.commitment)
    factories.StatusChangeFactory(perspective=perspective, cause=finding.reference)
    html = get("/changes/")
    assert finding.reference not in html
    assert "secret source" not in html.lower()


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", True), ("?days=7", False), ("?days=30", True), ("?days=x", True), ("?from=2020-07-01", True)]
    + [("?from=2020-07-10", False), ("?agreement=accord", True), ("?agreement=other", False)]
    + [("?as_of=2020-07-10&known_by=2020-07-01", False), ("?as_of=2020-07-10", True)]
    + [("?as_of=2020-07-01", False), ("?page=99", True), ("?page=x", True)],
)
def test_filters(get, reader, query, shown):
    factories.AgreementFactory(slug="other")
    changed(reader, agreement=factories.AgreementFactory(slug="accord"))
    assert ("Changed duty" in get("/changes/" + query)) == shown


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?from=2020-02-30", "no day “2020-02-30” in the calendar"),
        ("?from=2021-01-01", "lies in the future"),
        ("?agreement=nowhere", "There is no agreement “nowhere” that you may see."),
        ("?as_of=x", "“x” is not a day"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(get, query, says):
    assert says in get("/changes/" + query, 400)


def test_the_log_is_paged(get, reader):
    perspective = assessed(reader)
    for day in range(30):
        factories.StatusChangeFactory(perspective=perspective, effective_on=date(2020, 6, 1 + day))
    assert "Page 1 of 2" in get("/changes/")
    assert "Page 2 of 2" in get("/changes/?page=2")


def test_as_many_queries_for_one_row_as_for_twenty(client, reader, django_assert_max_num_queries):
    client.force_login(reader)

    def add():
        finding = factories.FindingFactory(accepted=True)
        perspective = assessed(reader, commitment=finding.commitment)
        factories.StatusChangeFactory(perspective=perspective, cause=finding.reference)

    add()
    one = queries(client, django_assert_max_num_queries, "/changes/")
    for _ in range(19):
        add()
    assert queries(client, django_assert_max_num_queries, "/changes/") == one
    assert one <= 14
