"""What the page of a commitment refuses, hides or leaves out, and what it costs."""

from datetime import date

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return factories.UserFactory(roles=("analyst",), level=2)


@pytest.fixture
def page(client, reader):
    client.force_login(reader)

    def ask(commitment, **parameters):
        return client.get(f"/commitments/{commitment.agreement.slug}/{commitment.code}/", parameters)

    return ask


@pytest.fixture
def ban():
    """A prohibition that another commitment hangs together with."""
    doha = factories.AgreementFactory(slug="doha")
    taliban = factories.PartyFactory(name="Taliban")
    states = factories.PartyFactory(name="United States")
    return factories.CommitmentFactory(
        agreement=doha,
        code="TAL-03",
        title="Not allow anyone to use Afghan soil",
        obligors=[taliban],
        beneficiaries=[states],
        version__kind="PROHIBITION",
        version__essential=True,
        version__weight=3,
    )


def report_of(source_name="UN Monitoring Team", **made):
    made.setdefault("published_on", date(2020, 6, 1))
    return factories.ReportFactory(source=factories.SourceFactory(name=source_name), **made)


def evidence(commitment, **made):
    made.setdefault("report", report_of())
    made.setdefault("stance", "CONTRADICTS")
    made.setdefault("reliability", "A")
    made.setdefault("observed_to", date(2020, 5, 15))
    return factories.FindingFactory(backfilled=True, commitment=commitment, **made)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("code", ["NONE-01", "x" * 300, "' OR 1=1", "%00"])
def test_an_unknown_code_is_404_with_a_sentence(client, reader, ban, code):
    client.force_login(reader)
    response = client.get(f"/commitments/doha/{code}/")
    assert response.status_code == 404


def test_an_invisible_commitment_is_404_like_an_unknown_one(page, ban):
    secret = factories.CommitmentFactory(agreement=ban.agreement, code="SECRET", marking=4)
    assert page(secret).status_code == 404


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"as_of": "2020-02-30"}, "There is no day"),
        ({"as_of": "soon"}, "is not a day"),
        ({"as_of": "2999-01-01"}, "lies in the future"),
        ({"as_of": "2020-07-14", "known_by": "2999-01-01"}, "lies in the future"),
    ],
)
def test_a_day_that_cannot_be_shown_gets_a_sentence(page, ban, asked, sentence):
    response = page(ban, **asked)
    assert response.status_code == 400
    assert sentence in text_of(response)


@pytest.mark.parametrize("state", ["closed", "not yet in force"])
def test_where_nothing_is_weighed_nothing_is_supposed(page, state):
    inputs = {"version__starts_on": date(2020, 9, 1)}
    if state == "closed":
        inputs = {"version__closed_on": SIGNED_ON, "version__closed_reason": "waived by both"}
    response = page(factories.CommitmentFactory(**inputs), as_of="2020-07-14")
    assert response.status_code == 200
    assert response.context["answer"].prospects is None


def test_a_manager_is_not_offered_what_only_analysts_do(client, ban):
    client.force_login(factories.UserFactory(roles=("manager",)))
    shown = text_of(client.get("/commitments/doha/TAL-03/"))
    assert "Record coverage" not in shown
    assert "Log a report" not in shown


def test_many_findings_are_supposed_about_afterwards(client, page, ban, monkeypatch):
    monkeypatch.setattr("tracker.web.commitments.page.MOST_FINDINGS_AT_ONCE", 1)
    for _ in range(2):
        evidence(ban)
    response = page(ban, as_of="2020-07-14")
    assert response.context["answer"].prospects is None
    address = "/commitments/doha/TAL-03/prospects/?as_of=2020-07-14"
    assert f'hx-get="{address}" hx-trigger="load"' in text_of(response)
    for headers in ({}, {"HX-Request": "true"}):
        assert "nothing new is filed for a year" in text_of(client.get(address, headers=headers))


@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ({}, 6),
        ({"as_of": "2020-07-14"}, 6),
        ({"as_of": "2020-07-14", "known_by": "2020-09-01"}, 10),  # the linked duties are judged
    ],
)
def test_it_costs_the_same_for_one_finding_and_for_twenty(
    page, ban, asked, queries, django_assert_num_queries
):
    evidence(ban)
    factories.CommitmentLinkFactory(commitment=ban)
    page(ban, **asked)
    with django_assert_num_queries(queries):
        page(ban, **asked)
    for _ in range(19):
        evidence(ban)
        factories.PositionFactory(commitment=ban, stated_on=SIGNED_ON)
        factories.CoverageFactory(commitment=ban)
        factories.CommitmentLinkFactory(commitment=ban)
    with django_assert_num_queries(queries):
        page(ban, **asked)
