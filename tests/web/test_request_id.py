"""Each ledger entry names the request that caused it, and no entry names another's."""

import pytest

from tests import factories
from tracker.models import LedgerEntry
from tracker.services import ledger

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "kept"), [("abcdef-12345", True), ("short", False), ("line\\nbreak-in-log", False), ("", False)]
)
def test_a_request_has_a_name(client, sent, kept):
    answered = client.get("/healthz", headers={"X-Request-ID": sent} if sent else {}).headers["X-Request-ID"]
    assert (answered == sent) is kept
    assert len(answered) >= 8
    assert ledger.request_id.get() == ""


def test_an_entry_names_the_request_it_came_from(client):
    finding = factories.FindingFactory(submitted=True)
    reviewer = factories.UserFactory(roles=("analyst",), level=4)
    client.force_login(reviewer)
    response = client.post(
        f"/review/{finding.reference}/",
        {"action": "reject", "version": finding.version, "reason": "It says nothing about this duty."},
        headers={"X-Request-ID": "traced-0001"},
    )
    assert response.status_code < 400
    entry = LedgerEntry.objects.get(action="finding.reject")
    assert entry.request_id == "traced-0001"
