"""The frame says what the reader may see and what waits for them, and asks the database for no more."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from tests.factories.findings import FindingFactory
from tests.factories.people import UserFactory
from tracker.models.choices import Tlp
from tracker.web.shell import Shell, shell

pytestmark = pytest.mark.django_db


def test_strangers_have_no_shell(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    assert shell(request) == {}


def test_only_findings_the_reader_may_see_are_counted() -> None:
    FindingFactory(submitted=True, marking=Tlp.CLEAR)
    FindingFactory(submitted=True, marking=Tlp.AMBER)
    FindingFactory(marking=Tlp.CLEAR)
    assert Shell(UserFactory(level=Tlp.AMBER)).waiting == 2
    assert Shell(UserFactory(level=Tlp.CLEAR)).waiting == 1


def test_the_footer_says_up_to_which_marking(client: Client) -> None:
    client.force_login(UserFactory(level=Tlp.GREEN))
    page = client.get("/vocabulary/").content.decode()
    assert "Based on material up to" in page
    assert ">TLP:GREEN</span></span>" in page


def test_signing_out_is_a_form(client: Client) -> None:
    client.force_login(UserFactory(roles=("admin",)))
    page = client.get("/vocabulary/").content.decode()
    assert 'href="/admin/"' in page
    assert "csrfmiddlewaretoken" in page
    client.force_login(UserFactory(roles=("analyst",)))
    assert 'href="/admin/"' not in client.get("/vocabulary/").content.decode()
