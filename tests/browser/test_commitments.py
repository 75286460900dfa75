"""The pages about commitments in a real browser: alive, and whole without a script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories.moments import SIGNED_ON
from tracker.models import Commitment, LedgerHead, User
from tracker.services import findings
from tracker.services.assessments import requests, working

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
DOHA = "/commitments/doha-2020/"


@pytest.fixture
def analyst(transactional_db: None) -> User:
    # Earlier tests of this kind emptied the tables, what the migrations had put there included.
    Group.objects.get_or_create(name="analyst")
    LedgerHead.objects.get_or_create(id=1)
    person: User = factories.UserFactory(username="analyst", roles=("analyst",), level=1)
    return person


@pytest.fixture
def ban(analyst: User) -> Commitment:
    """A prohibition with one counted finding, and beside it a measured target with one reading."""
    doha = factories.AgreementFactory(slug="doha-2020", title="Doha")
    commitment: Commitment = factories.CommitmentFactory(
        agreement=doha, code="TAL-03", title="Not allow anyone to use the soil", version__kind="PROHIBITION"
    )
    target = factories.CommitmentFactory(
        agreement=doha,
        code="USG-02",
        title="Reduce the forces",
        version__kind="METRIC",
        version__baseline=13000,
        version__target=8600,
        version__unit="persons",
        version__due_on=date(2020, 7, 13),
    )
    origin = factories.OriginFactory(name="UN team")
    report = factories.ReportFactory(published_on=date(2020, 6, 1))
    factories.FindingFactory(
        backfilled=True,
        commitment=commitment,
        origin=origin,
        report=report,
        stance="CONTRADICTS",
        excerpt="offered guarantees",
        observed_to=date(2020, 5, 15),
    )
    factories.FindingFactory(
        backfilled=True,
        commitment=target,
        report=report,
        bound="range",
        value_low=8600,
        value_high=9000,
        observed_to=date(2020, 5, 15),
    )
    factories.PositionFactory(commitment=commitment, stated_on=SIGNED_ON)
    factories.CoverageFactory(commitment=commitment)
    compute(commitment, target)
    return commitment


def compute(*commitments: Commitment) -> None:
    """What the worker does, in this process."""
    now = timezone.now()
    requests.request(commitments=commitments, at=now)
    working.reassess(commitment_ids=[one.pk for one in commitments], at=now)


def test_an_open_page_notices_an_accepted_finding(
    open_page: OpenPage, ban: Commitment, analyst: User
) -> None:
    waiting = factories.FindingFactory(
        submitted=True,
        commitment=ban,
        origin=factories.OriginFactory(name="Second origin"),
        report=factories.ReportFactory(published_on=date(2020, 6, 15)),
        stance="CONTRADICTS",
        observed_to=date(2020, 6, 10),
    )
    page = open_page(f"{DOHA}TAL-03/?as_of=2020-07-01", analyst)
    expect(page.locator("#verdict")).to_contain_text("At risk")
    findings.accept(
        finding=waiting, by=factories.UserFactory(roles=("analyst",)), at=timezone.now(), backfill=True
    )
    expect(page.locator("#live")).to_contain_text("A new result is being computed")
    working.reassess(commitment_ids=[ban.pk], at=timezone.now())
    expect(page.locator("#verdict")).to_contain_text("Breached")
    expect(page.locator("#reasons")).to_contain_text(waiting.reference)
    expect(page.locator("#live")).not_to_contain_text("A new result is being computed")


def test_filters_replace_the_list_and_the_address_keeps_them(
    open_page: OpenPage, ban: Commitment, analyst: User
) -> None:
    page = open_page("/commitments/", analyst)
    expect(page.locator("#commitments tbody tr")).to_have_count(2)
    page.locator("summary", has_text="Kind").click()
    page.get_by_label("Measured target").check()
    page.locator("details[open]").get_by_role("button", name="Apply").click()
    expect(page.locator("#commitments tbody tr")).to_have_count(1)
    assert page.url.endswith("/commitments/?kind=METRIC")
    expect(page.locator("#time input[name=kind]")).to_have_value("METRIC")
    page.reload()
    expect(page.locator("#commitments tbody tr")).to_have_count(1)


def test_it_all_works_without_a_script(open_page: OpenPage, ban: Commitment, analyst: User) -> None:
    page = open_page("/commitments/", analyst, script=False)
    page.locator("summary", has_text="Kind").click()
    page.get_by_label("Measured target").check()
    page.locator("details[open]").get_by_role("button", name="Apply").click()
    page.get_by_role("link", name="Reduce the forces").click()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_text("between 8,600 and 9,000 persons").first).to_be_visible()
