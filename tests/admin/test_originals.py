"""An administrator has originals read again; nothing of their rows is written by hand."""

import pytest
from django.test import Client

from tests.admin.posting import url
from tests.services.evidence import filed
from tests.services.ledgered import actions
from tracker.models import Attachment

pytestmark = pytest.mark.django_db


def test_an_original_is_read_again(browser: Client) -> None:
    one: Attachment = filed().attachments.get()
    chosen = {"_selected_action": [one.pk], "action": "read_again", "index": 0}
    page = browser.post(url("attachment", "changelist"), chosen, follow=True).content.decode()
    assert "Done for 1 row." in page
    one.refresh_from_db()
    assert (one.read_state, one.read_at) == ("waiting", None)
    assert actions(one)[-1] == "attachment.read_again"
    page = browser.post(url("attachment", "changelist"), chosen, follow=True).content.decode()
    assert "is waiting to be read already" in page
