"""Who may open and send what: each address, method and role has a cell in a table, and answers as it says."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from tests import factories
from tests.web.addresses import address, names
from tests.web.sight import assessed
from tests.web.test_every_address import KEYED, MISSING, existing
from tracker.models.marked import Marked
from tracker.services import markings

pytestmark = [pytest.mark.once, pytest.mark.django_db]
__all__ = ["existing"]
TABLE = Path(__file__).parent / "who_may.csv"
FULL = os.environ.get("FAULTS") == "full"
ROLES: dict[str, tuple[str, ...] | None] = {
    "stranger": None,
    "reader": (),
    "manager": ("manager",),
    "analyst": ("analyst",),
    "admin": ("admin",),
}
METHODS = ("get", "post")
# What the address is about: something marked, somebody's own, or nothing that could be hidden.
MARKED, OWN, OPEN = "marked", "own", "open"


@pytest.fixture(autouse=True)
def no_file_of_another_test(settings: Any, tmp_path: Path) -> None:
    """Files are named by their content: what another test stored would be found under the same name."""
    settings.MEDIA_ROOT = tmp_path


class Undone(Exception):
    """Takes back what a request did."""


def table() -> dict[tuple[str, str], dict[str, str]]:
    """The cells by address and method."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["address"], row["method"]): row for row in csv.DictReader(file)}


def word(response: Any) -> str:
    """What an answer comes to."""
    status = response.status_code
    if status == 302 and response.url.startswith(("/login/", "/admin/login/")):
        return "login"
    known = {401: "key", 403: "no", 404: "absent", 405: "-", 410: "absent"}
    return known.get(status, "yes" if status < 500 else str(status))


def asked(client: Client, method: str, path: str) -> str:
    """What comes of asking, without its consequences."""
    said = ""
    with suppress(Undone), transaction.atomic():
        said = word(getattr(client, method)(path))
        raise Undone
    return said


def signed_in(roles: tuple[str, ...] | None, level: int = 4) -> Client:
    client = Client()
    if roles is not None:
        reader = factories.UserFactory(roles=roles, level=level)
        assessed(reader)
        client.force_login(reader)
    return client


def cells(words: Any) -> Iterator[tuple[str, str, str]]:
    """Every address with a method and its path under these words."""
    for name, gaps in names(admin=False):
        if gaps or words is not MISSING:
            for method in METHODS:
                yield name, method, address(name, gaps, words)


def test_every_address_and_method_has_its_row_and_no_other():
    walked = {(name, method) for name, _gaps in names(admin=False) for method in METHODS}
    assert set(table()) == walked


@pytest.mark.parametrize("role", ROLES)
def test_each_role_is_answered_as_the_table_says(existing, role):
    told, client = table(), signed_in(ROLES[role])
    wrong = {}
    for name, method, path in cells(existing):
        if name not in ("logout", "healthz-jobs"):
            said = asked(client, method, path)
            if told[name, method][role] != said:
                wrong[name, method] = (told[name, method][role], said)
    assert wrong == {}


def close_everything(team: Any = None) -> None:
    """Mark everything marked as for nobody but those cleared highest, or for a team."""
    for name, model in ((one.__name__, one) for one in markings.marked_models()):
        for row in model._default_manager.all():
            assert isinstance(row, Marked), name
            row.marking = 4 if team is None else 0
            if team is not None:
                row.teams.add(team)
            markings.settle(row)
            row.save()


@pytest.mark.parametrize("closed", ["above", "other team", "missing"])
@pytest.mark.parametrize("role", ROLES if FULL else ["all"])
def test_what_is_closed_is_answered_as_what_is_missing(existing, role, closed):
    told = table()
    client = signed_in(
        ROLES.get(role, ("analyst", "manager", "admin")), level=4 if closed == "other team" else 3
    )
    if closed != "missing":
        close_everything(factories.TeamFactory() if closed == "other team" else None)
    wrong = {}
    for name, method, path in cells(MISSING if closed == "missing" else existing):
        row = told[name, method]
        if row["about"] == OPEN or name.startswith(KEYED):
            continue
        said = asked(client, method, path)
        refused = {row[one] for one in ROLES if role in (one, "all")} - {"yes"}
        if said != "absent" and said not in refused:
            wrong[name, method] = said
    assert wrong == {}


def test_a_member_of_the_team_is_answered_as_if_nothing_were_closed(existing):
    told, team = table(), factories.TeamFactory()
    client = Client()
    reader = factories.UserFactory(
        roles=("analyst", "manager", "admin"), audience=factories.AudienceFactory(level=4, teams=[team])
    )
    client.force_login(reader)
    close_everything(team)
    wrong = {}
    for name, method, path in cells(existing):
        row = told[name, method]
        if row["about"] == MARKED and not name.startswith(KEYED):
            said = asked(client, method, path)
            if said == "absent" and "yes" in row.values():
                wrong[name, method] = said
    assert wrong == {}
