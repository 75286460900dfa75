"""Who comes in, what is only looked at, and where the history comes from."""

import pytest
from django.test import Client

from tests import factories
from tests.admin.posting import lines, sentences, url
from tests.factories import (
    AgreementFactory,
    ClauseFactory,
    UserFactory,
)
from tracker.models import (
    Agreement,
    LedgerEntry,
)

pytestmark = pytest.mark.django_db


COMPUTED = (
    *("CurrentAssessment", "Assessment", "StatusSpan", "StatusChange", "Perspective"),
    *("PerspectiveAudience", "ReassessmentRequest", "JobRun", "LedgerEntry", "LedgerHead", "Checkpoint"),
    "CheckpointLetter",
)


@pytest.mark.parametrize("name", COMPUTED)
def test_what_is_computed_or_recorded_is_only_looked_at(name: str, browser: Client) -> None:
    row = getattr(factories, f"{name}Factory")()
    before = LedgerEntry.objects.count()
    for page in ("change", "delete"):
        assert browser.post(url(name.lower(), page, row.pk), {"post": "yes"}).status_code == 403
    assert browser.post(url(name.lower(), "add"), {}).status_code == 403
    chosen = {"_selected_action": [row.pk], "action": "delete_selected", "index": 0}
    browser.post(url(name.lower(), "changelist"), chosen)
    assert type(row)._default_manager.filter(pk=row.pk).exists()
    assert LedgerEntry.objects.count() == before


def test_only_administrators_come_in(browser: Client) -> None:
    stranger = Client()
    assert stranger.get("/admin/").status_code == 302
    stranger.force_login(UserFactory(roles=("analyst", "manager"), is_staff=True))
    assert stranger.get("/admin/", follow=True).status_code == 403
    assert browser.get("/admin/").status_code == 200


def test_what_is_marked_is_hidden_from_administrators_without_the_clearance() -> None:
    agreement = AgreementFactory(marking=4)
    client = Client()
    client.force_login(UserFactory(roles=("admin",), level=2))
    assert client.get(url("agreement", "change", agreement.pk)).status_code == 302
    assert agreement.title not in client.get(url("agreement", "changelist")).content.decode()
    form = {"agreement": agreement.pk, "reference": "1", "position": 0, "marking": 0}
    assert "valid choice" in sentences(client.post(url("clause", "add"), form))


def test_a_choice_says_of_which_agreement_it_is(browser: Client) -> None:
    for slug in ("doha-2020", "rv-2020"):
        ClauseFactory(agreement=AgreementFactory(slug=slug), reference="Part One")
    asked = {"app_label": "tracker", "model_name": "commitment", "field_name": "clause", "term": "Part"}
    shown = browser.get("/admin/autocomplete/", asked).json()["results"]
    assert {one["text"] for one in shown} == {"Part One (doha-2020)", "Part One (rv-2020)"}


def test_the_history_comes_from_the_ledger(browser: Client) -> None:
    agreement = AgreementFactory(title="Old title")
    form = lines("roles", "relations") | {
        "slug": agreement.slug,
        "title": "New title",
        "kind": agreement.kind,
        "time_zone": "Asia/Kabul",
        "signed_on": "2020-02-29",
        "in_force_on": "2020-02-29",
        "precision": "day",
        "marking": 0,
        "reviewers_needed": 1,
        "second_grading_pm": 0,
        "reply_days": 14,
        "read_version": 1,
    }
    assert browser.post(url("agreement", "change", agreement.pk), form).status_code == 302
    page = browser.get(url("agreement", "history", agreement.pk)).content.decode()
    for words in ("ahmad", "Agreement changed", "Old title", "New title"):
        assert words in page
    assert Agreement.objects.get().version == 2
