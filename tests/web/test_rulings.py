"""Rulings: proposing one, reading it beside the computed status, deciding; what is refused."""

import pytest

from tests import factories
from tests.services.evidence import AT, analyst, duty, manager
from tests.web.sight import assessed
from tracker.models import Ruling
from tracker.services import rulings

pytestmark = pytest.mark.django_db
WHY = "The monitor's annex shows the withdrawal was complete."


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def proposed(by=None):
    return rulings.propose(
        commitment=duty(), status="COMPLIANT", justification=WHY, by=by or analyst(), at=AT
    )


def test_a_ruling_is_proposed_from_a_commitment(client, reader):
    commitment = assessed(reader, status="OVERDUE", code="USG-02").commitment
    address = f"/rulings/new/?commitment={commitment.agreement.slug}/USG-02"
    page = text_of(client.get(address))
    assert "Overdue" in page
    assert "<html" not in text_of(client.get(address, headers={"HX-Request": "true"}))
    response = client.post(address, {"status": "FULFILLED", "justification": WHY}, follow=True)
    assert "The ruling is proposed." in text_of(response)
    assert Ruling.objects.get().commitment == commitment


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"justification": "too short"}, "at least 20 are needed"),
        ({"justification": ""}, "This field is required"),
        ({"status": "GREAT"}, "Select a valid choice"),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed(client, reader, fields, sentence):
    commitment = duty()
    address = f"/rulings/new/?commitment={commitment.agreement.slug}/{commitment.code}"
    response = client.post(address, {"status": "FULFILLED", "justification": WHY} | fields)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Ruling.objects.exists()


def test_a_commitment_one_may_not_see_or_that_is_none(client, reader):
    hidden = duty(marking=4, effective_marking=4)
    for name in (f"{hidden.agreement.slug}/{hidden.code}", "NO-99", ""):
        assert client.get("/rulings/new/", {"commitment": name}).status_code == 404


def test_a_manager_approves_and_others_do_not(client, reader):
    own = proposed(reader)
    page = text_of(client.get(f"/rulings/{own.reference}/"))
    assert "somebody else must decide on it" in page
    refused = client.post(f"/rulings/{own.reference}/", {"action": "approve"})
    assert refused.status_code == 400
    client.force_login(manager())
    response = client.post(f"/rulings/{own.reference}/", {"action": "approve"}, follow=True)
    assert "The ruling is in force beside the computed status." in text_of(response)
    assert "Ruling approved" in text_of(response)
    assert client.post(f"/rulings/{own.reference}/", {"action": "approve"}).status_code == 400


def test_refusing_needs_a_reason_and_withdrawing_the_right(client):
    ruling = proposed()
    client.force_login(manager())
    address = f"/rulings/{ruling.reference}/"
    assert client.post(address, {"action": "refuse", "reason": ""}).status_code == 400
    assert client.post(address, {"action": "explode"}).status_code == 400
    assert "is refused" in text_of(
        client.post(address, {"action": "refuse", "reason": "Too thin."}, follow=True)
    )
    other = proposed()
    client.force_login(analyst())
    assert (
        client.post(f"/rulings/{other.reference}/", {"action": "withdraw", "reason": "mine"}).status_code
        == 400
    )
    client.force_login(other.proposed_by)
    done = client.post(
        f"/rulings/{other.reference}/", {"action": "withdraw", "reason": "Overtaken."}, follow=True
    )
    assert "The ruling is withdrawn." in text_of(done)


def test_the_list_and_its_cost(client, reader, django_assert_max_num_queries):
    proposed()
    with django_assert_max_num_queries(12) as first:
        assert "Waiting for a decision" in text_of(client.get("/rulings/"))
    for _number in range(19):
        factories.RulingFactory()
    with django_assert_max_num_queries(12) as last:
        client.get("/rulings/")
    assert len(first) == len(last)
