"""The drawings of an agreement and the ruler of months in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY
from tests.web.sight import assessed
from tracker.models import User

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.fixture
def reader(transactional_db: None) -> User:
    """A reader of an accord with two sides, both histories, findings, links, secret text and events."""
    reader: User = factories.UserFactory(username="reader", level=1)
    north = factories.PartyFactory(slug="northland", name="Northland")
    south = factories.PartyFactory(name="جنوب")
    accord = factories.AgreementFactory(slug="accord", title="The Accord")
    for party in (north, south):
        factories.AgreementPartyFactory(agreement=accord, party=party)
        factories.PartyAliasFactory(party=party)
    factories.PartyRelationFactory(party=north, other=south)
    clause = factories.ClauseFactory(agreement=accord, reference="Part One")
    factories.ClauseFactory(agreement=accord, reference="Annex", text="", withheld=True)
    factories.AnchorFactory(agreement=accord, code="signature")
    made = []
    for place, (status, rank) in enumerate(
        [("BREACHED", 0), ("OVERDUE", 2), ("AT_RISK", 4), ("UNVERIFIED", 5), ("FULFILLED", 10)]
    ):
        commitment = factories.CommitmentFactory(
            agreement=accord,
            clause=clause,
            code=f"D-{place}",
            obligors=[north if place % 2 else south],
            beneficiaries=[south if place % 2 else north],
            version__kind="ACT",
            version__due_on=SIGNED_ON + timedelta(days=30 * (place + 1)),
        )
        finding = factories.FindingFactory(accepted=True, commitment=commitment, stance="CONTRADICTS")
        perspective = assessed(
            reader, status, rank=rank, commitment=commitment, result={"used_against": [finding.reference]}
        )
        factories.StatusChangeFactory(perspective=perspective, to_status=status, cause=finding.reference)
        factories.PositionFactory(commitment=commitment, party=north)
        made.append(commitment)
    factories.CommitmentLinkFactory(commitment=made[0], other=made[1], note="Peace for land")
    factories.CommitmentLinkFactory(commitment=made[2], other=made[3], kind="prerequisite")
    factories.FindingFactory(submitted=True)
    factories.JobRunFactory(ended=True, ended_at=factories.NOW)
    return reader


def test_both_drawings_of_an_agreement_are_drawn_and_have_their_words(
    open_page: OpenPage, reader: User
) -> None:
    page = open_page("/agreements/accord/", reader)
    for name in ("timeline", "links"):
        expect(page.locator(f"[data-chart={name}] svg")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("cell", name="not established").first).to_be_visible()


def test_a_month_of_the_ruler_leads_into_the_past_and_back(open_page: OpenPage, reader: User) -> None:
    page = open_page(f"/agreements/accord/?as_of={TODAY}", reader)
    page.locator(".sv-ruler a").first.click()
    expect(page.locator(".sv-time .say")).to_contain_text("You are in the past.")
    page.get_by_role("link", name="Back to today").click()
    expect(page.locator(".sv-time .say")).to_have_count(0)
