"""A person's own keys: a new one is shown this once, others' are out of reach."""

import re

import pytest

from tests import factories
from tracker.models import ApiToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = factories.UserFactory(level=1)
    client.force_login(person)
    return person


def test_a_key_is_shown_once_and_opens_the_interface(client, reader):
    page = client.post("/tokens/", {"name": "Weekly table", "life": "30"})
    assert page.status_code == 201
    assert page["Cache-Control"] == "no-store"
    key = re.search(r'value="(servanda_[\w-]{40,})"', page.content.decode()).group(1)
    client.logout()
    assert client.get("/api/v1/parties/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    client.force_login(reader)
    shown = client.get("/tokens/").content.decode()
    assert "Weekly table" in shown
    assert key not in shown


def test_a_refusal_stands_at_its_field(client, reader):
    page = client.post("/tokens/", {"name": "", "life": "30"})
    assert page.status_code == 422
    assert not ApiToken.objects.exists()


def test_one_revokes_ones_own_alone(client, reader):
    mine, theirs = factories.ApiTokenFactory(user=reader), factories.ApiTokenFactory()
    assert client.post("/tokens/revoke/", {"key": theirs.token_hash[:16]}).status_code == 404
    assert client.post("/tokens/revoke/", {"key": ""}).status_code == 404
    assert client.post("/tokens/revoke/", {"key": mine.token_hash[:16]}).status_code == 302
    assert set(ApiToken.objects.filter(revoked_at__isnull=True)) == {theirs}
