"""What an open page asks each second: cheap while nothing is new, small while a result comes, then all."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = factories.UserFactory(roles=("analyst",), level=2)
    client.force_login(person)
    return person


@pytest.fixture
def perspective(reader):
    made = factories.PerspectiveFactory(commitment=factories.CommitmentFactory())
    factories.PerspectiveAudienceFactory(perspective=made, audience=reader.audience)
    factories.CurrentAssessmentFactory(perspective=made)
    return made


@pytest.fixture
def open_page(client, perspective):
    """Opens the page and gives what it will ask next."""
    commitment = perspective.commitment
    address = f"/commitments/{commitment.agreement.slug}/{commitment.code}/"

    def opened(**parameters):
        live = client.get(address, parameters).context["live"]
        return f"{address}live/?{live.query}"

    return opened


def recompute(perspective, digest):
    perspective.evidence_digest = digest * 64
    perspective.save()


def test_nothing_new_costs_three_queries_and_no_content(client, open_page, django_assert_num_queries):
    question = open_page()
    with django_assert_num_queries(3):
        response = client.get(question)
    assert (response.status_code, response.content) == (204, b"")


def test_while_a_result_is_computed_only_the_small_part_changes(client, open_page, perspective):
    question = open_page()
    factories.ReassessmentRequestFactory(commitment=perspective.commitment)
    response = client.get(question)
    shown = response.content.decode()
    assert "A new result is being computed" in shown
    assert 'id="verdict"' not in shown
    following = response.context["live"].query
    assert client.get(f"{question.split('?')[0]}?{following}").status_code == 204


def test_a_stored_result_replaces_the_large_parts(client, open_page, perspective):
    question = open_page(as_of="2020-07-14")
    recompute(perspective, "b")
    response = client.get(question)
    shown = response.content.decode()
    for part in ("verdict", "reasons", "history"):
        assert f'id="{part}" hx-swap-oob="true"' in shown
    assert "as_of=2020-07-14" in response.context["live"].query
    assert response.context["time"].day.isoformat() == "2020-07-14"


def test_a_result_that_changed_nothing_only_ends_the_notice(client, open_page, perspective):
    question = open_page()
    waiting = factories.ReassessmentRequestFactory(commitment=perspective.commitment)
    following = client.get(question).context["live"].query
    waiting.delete()
    response = client.get(f"{question.split('?')[0]}?{following}")
    assert response.status_code == 200
    assert 'id="verdict"' not in response.content.decode()
    assert "being computed" not in response.content.decode()


def test_a_parked_request_is_no_promise(client, open_page, perspective):
    question = open_page()
    factories.ReassessmentRequestFactory(parked=True, commitment=perspective.commitment)
    assert client.get(question).status_code == 204


def test_it_is_404_for_what_the_reader_may_not_see(client, reader):
    secret = factories.CommitmentFactory(marking=4)
    assert client.get(f"/commitments/{secret.agreement.slug}/{secret.code}/live/").status_code == 404


def test_a_page_whose_session_ended_is_told_so(client, open_page):
    question = open_page()
    client.logout()
    assert client.get(question, headers={"HX-Request": "true"}).status_code == 401
