"""Lists and bulk actions go through the services, for all rows or for none."""

from typing import Any

import pytest
from django.test import Client

from tests.admin.posting import sentences, url
from tests.factories import (
    CommitmentFactory,
    FindingFactory,
    ReassessmentRequestFactory,
)
from tests.services.ledgered import actions
from tracker.models import (
    Commitment,
)

pytestmark = pytest.mark.django_db


def test_a_list_is_edited_through_the_services_all_or_none(browser: Client) -> None:
    one, two = CommitmentFactory(code="A-1"), CommitmentFactory(code="A-2")
    rows = [two, one] if browser_order(browser)[0] == two.pk else [one, two]
    form: dict[str, Any] = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "Save"}
    for place, row in enumerate(rows):
        form |= {f"form-{place}-id": row.pk, f"form-{place}-theme": "Troops"}
        form |= {f"initial-form-{place}-theme": ""}
    assert browser.post(url("commitment", "changelist"), form).status_code == 302
    assert actions(one) == actions(two) == ["commitment.edit"]
    form |= {"form-0-theme": "Prisoners", "form-1-theme": "Mine", "initial-form-0-theme": "Troops"}
    form |= {"initial-form-1-theme": "Something older"}
    page = sentences(browser.post(url("commitment", "changelist"), form))
    assert "Now stored: “Troops”. You wrote: “Mine”." in page
    assert set(Commitment.objects.values_list("theme", flat=True)) == {"Troops"}


def browser_order(browser: Client) -> list[int]:
    page = browser.get(url("commitment", "changelist"))
    return [row.pk for row in page.context["cl"].result_list]


def test_bulk_actions_go_through_the_services_all_or_none(browser: Client) -> None:
    waiting = FindingFactory(submitted=True, reliability="B")
    draft = FindingFactory()
    chosen = {"_selected_action": [waiting.pk, draft.pk], "action": "accept", "index": 0}
    page = browser.post(url("finding", "changelist"), chosen, follow=True)
    assert "Nothing was changed." in page.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "submitted"
    browser.post(url("finding", "changelist"), chosen | {"_selected_action": [waiting.pk]})
    waiting.refresh_from_db()
    assert waiting.state == "accepted"


def test_a_bulk_action_asks_why(browser: Client) -> None:
    waiting = FindingFactory(submitted=True)
    chosen = {"_selected_action": [waiting.pk], "action": "reject", "index": 0}
    asked = browser.post(url("finding", "changelist"), chosen)
    assert "required></textarea>" in sentences(asked)
    del chosen["index"]
    browser.post(url("finding", "changelist"), chosen | {"apply": "yes", "reason": "Another province."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.rejection_reason) == ("rejected", "Another province.")


def test_a_parked_request_is_tried_again(browser: Client) -> None:
    parked = ReassessmentRequestFactory(parked=True)
    chosen = {"_selected_action": [parked.pk], "action": "try_again", "index": 0}
    browser.post(url("reassessmentrequest", "changelist"), chosen)
    parked.refresh_from_db()
    assert parked.state == "waiting"
    assert actions(parked) == ["request.release"]
