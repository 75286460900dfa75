"""`create_token` prints a key that opens the interface, or says why not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_key_alone_is_printed_and_opens_the_interface(client):
    person, said, beside = factories.UserFactory(), StringIO(), StringIO()
    call_command("create_token", person.username, name="cron", days=7, stdout=said, stderr=beside)
    key = said.getvalue().strip()
    assert client.get("/api/v1/parties/", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    assert "this once" in beside.getvalue()


def test_why_none_is_made():
    with pytest.raises(CommandError, match="no account"):
        call_command("create_token", "nobody")
    with pytest.raises(CommandError, match="1 to 366 days"):
        call_command("create_token", factories.UserFactory().username, days=1000)
