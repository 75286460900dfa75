"""The page of one finding, and what its author and others may do there."""

import pytest

from tests import factories
from tests.services.evidence import (
    PASSAGE,
    accepted,
    analyst,
    drafted,
    filed,
    manager,
)
from tests.web.proposals import form, new
from tests.web.sight import queries
from tracker.models import Finding

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def origin():
    return factories.OriginFactory(name="Monitoring Team")


def text_of(response):
    return response.content.decode()


def test_one_finding_shows_passage_grade_and_history(client, reader):
    finding = accepted(statement="Operatives are there")
    page = text_of(client.get(f"/findings/{finding.reference}/"))
    for words in (
        f"<mark>{PASSAGE}</mark>",
        "Operatives are there",
        "Accepted",
        "Submitted for review",
        "Drafted",
    ):
        assert words in page


def test_its_author_submits_takes_back_and_discards(client, reader):
    finding = drafted(reader)
    acts = f"/findings/{finding.reference}"
    assert "It waits for review now." in text_of(client.post(f"{acts}/submit/", follow=True))
    assert "It is a draft again." in text_of(client.post(f"{acts}/take-back/", follow=True))
    assert "The draft is discarded" in text_of(client.post(f"{acts}/discard/", follow=True))
    assert Finding.objects.get().removed_by == reader


def test_withdrawing_needs_a_reason_and_a_role(client, reader):
    finding = accepted()
    address = f"/findings/{finding.reference}/supersede/"
    refused = client.post(address, {"reason": "x"})
    assert refused.status_code == 400
    assert "at least 3 are needed" in text_of(refused)
    client.force_login(manager())
    assert client.post(address, {"reason": "because of that"}).status_code == 400
    client.force_login(reader)
    assert "It is withdrawn." in text_of(
        client.post(address, {"reason": "The outlet corrected it."}, follow=True)
    )
    assert "The outlet corrected it." in text_of(client.get(f"/findings/{finding.reference}/"))


def test_another_finding_is_proposed_in_its_place(client, reader, origin):
    old = accepted(origin=origin)
    address = new(old.report) + f"?replaces={old.reference}"
    assert f"In place of {old.reference}" in text_of(client.get(address))
    client.post(new(old.report), form(old.commitment, severity="1", replaces=old.reference))
    assert Finding.objects.latest("id").supersedes == old


def test_comments_unknown_verbs_and_methods(client, reader):
    finding = accepted()
    acts = f"/findings/{finding.reference}"
    assert "Which day?" in text_of(client.post(f"{acts}/comment/", {"reason": "Which day?"}, follow=True))
    assert client.post(f"{acts}/comment/", {"reason": " "}).status_code == 400
    assert client.post(f"{acts}/explode/").status_code == 404
    assert client.get(f"{acts}/supersede/").status_code == 405


def test_as_many_queries_for_one_finding_as_for_twenty(client, reader, django_assert_max_num_queries):
    report = filed()
    drafted(reader, report=report)
    addresses = ("/review/mine/", new(report))
    first = [queries(client, django_assert_max_num_queries, address) for address in addresses]
    for _number in range(19):
        factories.FindingFactory(author=reader, report=report)
    assert [queries(client, django_assert_max_num_queries, address) for address in addresses] == first
    assert max(first) <= 20
