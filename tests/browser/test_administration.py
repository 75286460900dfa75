"""Every page of the administration in a real browser: the strict policy holds and its controls work."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin as administration
from django.test import Client, RequestFactory
from django.urls import reverse
from playwright.sync_api import Page

from tests.admin.test_every_model import make
from tests.factories import (
    AgreementFactory,
    CommitmentFactory,
    FindingFactory,
    PartyAliasFactory,
    PartyFactory,
    UserFactory,
)
from tracker.models import LedgerEntry, Party, User

INLINE = re.compile(r"""<style|<[^>]*\s(style|on[a-z]+)=["']|<script(?![^>]*\ssrc=)""", re.IGNORECASE)

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def administrator(roles: None) -> User:
    return UserFactory(username="ahmad", roles=("admin", "analyst"))


@pytest.fixture
def roles(transactional_db: None) -> None:
    """What the migrations put in, which a test of this kind may have emptied."""
    from django.contrib.auth.models import Group

    from tracker.models import Audience, LedgerHead

    for name in ("analyst", "manager", "admin"):
        Group.objects.get_or_create(name=name)
    for level in range(5):
        Audience.objects.get_or_create(level=level, team_key="")
    LedgerHead.objects.get_or_create(id=1)


def addresses(user: User) -> list[str]:
    """Every page of every model that this person may open."""
    request = RequestFactory().get("/admin/")
    request.user = user
    found = ["/admin/"]
    for model in apps.get_app_config("tracker").get_models():
        shown, row = administration.site._registry[model], make(model)
        name = f"admin:tracker_{model._meta.model_name}"
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_export")]
        found += [reverse(f"{name}_{page}", args=(row.pk,)) for page in ("change", "history")]
        if shown.has_add_permission(request):
            found.append(reverse(f"{name}_add"))
        if shown.has_delete_permission(request):
            found.append(reverse(f"{name}_delete", args=(row.pk,)))
        if hasattr(shown, "import_action"):
            found.append(reverse(f"{name}_import"))
    return found


def test_no_page_has_anything_inline(administrator: User, client: Client) -> None:
    wanted = addresses(administrator)
    client.force_login(administrator)
    for address in wanted:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert INLINE.search(answer.content.decode()) is None, address
    assert len(wanted) > 150


def test_the_browser_finds_nothing_to_refuse(administrator: User, open_page: Callable[..., Page]) -> None:
    """One page of each sort; the other models have the same templates and scripts."""
    page = open_page("/admin/", administrator)
    root, party = page.url.split("/admin/")[0], PartyFactory()
    sorts = [
        "",
        "add/",
        "import/",
        "export/",
        *(f"{party.pk}/{one}/" for one in ("change", "history")),
    ]
    commitment = CommitmentFactory()
    for address in [
        *(f"/admin/tracker/party/{sort}" for sort in sorts),
        f"/admin/tracker/commitment/{commitment.pk}/change/",
        f"/admin/tracker/finding/{FindingFactory().pk}/change/",
        "/admin/tracker/ledgerentry/",
    ]:
        answer = page.goto(root + address)
        assert answer is not None
        assert answer.status == 200, address


def test_the_controls_work(administrator: User, open_page: Callable[..., Page]) -> None:
    PartyFactory(name="Islamic Republic of Afghanistan")
    page = open_page("/admin/tracker/party/add/", administrator)
    page.fill("#id_name", "Taliban")
    page.fill("#id_slug", "taliban")
    page.select_option("#id_kind", "armed_group")
    page.click("#id_parent + .select2")
    page.fill(".select2-search__field", "afghan")
    page.click("li.select2-results__option:has-text('Islamic Republic')")
    page.click("#aliases-group .add-row a")
    page.fill("#id_aliases-0-name", "طالبان")
    page.click("#relations-group .add-row a")
    page.click("#id_relations-0-other + .select2")
    page.click("li.select2-results__option:has-text('Islamic Republic')")
    page.select_option("#id_relations-0-kind", "opposes")
    page.click("#relations-0 .field-from_on .datetimeshortcuts a:has(.date-icon)")
    page.click(".calendarbox:visible td a >> nth=9")
    assert page.input_value("#id_relations-0-from_on")
    page.click("input[name=_save]")
    page.wait_for_selector(".messagelist .success")
    party = Party.objects.get(slug="taliban")
    assert party.aliases.get().name == "طالبان"
    assert party.relations.get().kind == "opposes"
    assert LedgerEntry.objects.filter(object_id=party.pk, object_type="party").count() == 3


def test_a_refusal_is_read_on_the_form(administrator: User, open_page: Callable[..., Page]) -> None:
    party = PartyAliasFactory(party=PartyFactory(slug="taken")).party
    page = open_page(f"/admin/tracker/party/{party.pk}/change/", administrator)
    page.fill("#id_name", "")
    page.evaluate("document.querySelector('#party_form').noValidate = true")
    page.click("input[name=_save]")
    assert "required" in page.inner_text(".errorlist >> nth=0").lower()


def test_an_agreement_is_deleted_by_nobody(administrator: User, open_page: Callable[..., Page]) -> None:
    agreement = AgreementFactory()
    page: Any = open_page(f"/admin/tracker/agreement/{agreement.pk}/change/", administrator)
    assert page.locator(".deletelink").count() == 0
