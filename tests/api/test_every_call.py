"""What programs may send, as the description of the interface says it, is answered as that says; per role."""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests import factories
from tests.services.evidence import accepted
from tests.web.sight import assessed
from tracker.api import keys
from tracker.services import tokens

pytestmark = [pytest.mark.once, pytest.mark.django_db]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROLES = {
    "nobody": ((), 0),
    "manager": (("manager",), 1),
    "analyst": (("analyst",), 3),
    "admin": (("admin",), 4),
}
OPERATIONS = 9
CALLS = 20_000 if os.environ.get("FAULTS") == "full" else 360  # of all roles together
WORD = "Zanzibar"


@pytest.fixture
def kept_open():
    """The end of a request must not close the connection that holds the test's rows."""
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield
    for signal in ends:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("kept_open")
def test_every_call_is_answered_as_described_and_with_nothing_closed(role, monkeypatch):
    monkeypatch.setattr(keys, "MOST_A_MINUTE", CALLS * 2)
    roles, level = ROLES[role]
    reader = factories.UserFactory(roles=roles, level=level)
    finding = accepted(commitment=assessed(reader).commitment)
    hidden = {"marking": 4, "title": WORD} if level < 4 else {"title": "Open"}
    factories.ReportFactory(source=finding.report.source, **hidden)
    factories.AgreementFactory(**hidden)
    factories.CommitmentFactory(agreement=finding.commitment.agreement, **hidden)
    key = tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [one.ok() for one in described.get_all_operations()]
    assert len(operations) == OPERATIONS
    for operation in operations:

        @settings(
            max_examples=CALLS // len(ROLES) // OPERATIONS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case):
            response = case.call(headers={"Authorization": f"Bearer {key}"})
            assert response.status_code not in (401, 429)
            case.validate_response(response, checks=CHECKS)
            assert WORD not in response.text

        ask()
