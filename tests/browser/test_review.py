"""Reviewing in a real browser with the keyboard alone: accepted, undone, and the status is what it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.axe import told, violations
from tests.services.evidence import analyst, duty, filed, submitted
from tracker.models import CurrentAssessment, Finding, LedgerHead
from tracker.services import assessments

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


def status_of(commitment):
    """The status after all that was asked for is done."""
    assessments.reassess(commitment_ids=[commitment.pk], at=timezone.now())
    return CurrentAssessment.objects.get(
        commitment=commitment,
        perspective__readers__audience__level=4,
        perspective__readers__audience__team_key="",
    ).status


def test_accepted_by_key_undone_by_key_and_the_status_is_back(
    transactional_db: None, open_page: OpenPage
) -> None:
    for name in ("analyst", "manager"):
        Group.objects.get_or_create(name=name)
    LedgerHead.objects.get_or_create(id=1)
    reviewer, named = analyst(username="mina"), analyst(username="parwin")
    agreement = factories.AgreementFactory(time_zone="UTC")
    commitment = duty("ACT", agreement=agreement, version__due_on=date(2099, 1, 1))
    report = filed(source=factories.SourceFactory(reliability="A"))
    finding = submitted(commitment=commitment, report=report, stance="SUPPORTS", credibility="1")
    other = submitted(statement="The next one")
    assessments.request(commitments=[commitment], at=timezone.now())
    assert status_of(commitment) == "PENDING"

    page = open_page("/review/", reviewer)
    assert not violations(page), told(violations(page))
    expect(page.locator("article")).to_contain_text(finding.reference)
    page.keyboard.press("s")  # needs a reason: it goes to the field instead of being refused
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.type("Ask @parw")
    expect(page.get_by_role("option", name="parwin")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_have_value(f"Ask @{named.username} ")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.locator(".sv-say")).to_contain_text([f"{finding.reference} is accepted", ""])
    expect(page.locator("article")).to_contain_text(other.reference)
    assert status_of(commitment) == "FULFILLED"
    page.keyboard.press("u")
    expect(page.locator(".sv-say").first).to_contain_text("1 finding waits for review again")
    expect(page.locator("article")).to_contain_text(finding.reference)
    assert Finding.objects.get(pk=finding.pk).state == "submitted"
    assert status_of(commitment) == "PENDING"
