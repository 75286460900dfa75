"""What is sent beside a form's own fields changes nothing, and a closed thing named in one is as absent."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.test import Client

from tests import factories
from tests.web import closed
from tests.web.addresses import address, names
from tests.web.crawl import VARYING, Crawl
from tests.web.worlds import NOW, World, open_world, reassess

pytestmark = [pytest.mark.once, pytest.mark.django_db]
NOT_SENT = {"login", "logout", "set_language", "healthz-jobs"}
# What nobody sets by hand: whose a row is, how closed it is in effect, and what was decided on it.
KEPT = (
    *("author", "user", "recorded_by", "written_by", "asked_by", "stored_by", "proposed_by", "created_by"),
    *("accepted_by", "accepted_at", "accepted_on", "decided_by", "decided_at", "submitted_at", "reliability"),
    *("effective_marking", "restricted", "is_staff", "is_superuser", "is_active", "audience", "password"),
    *("status", "evidence_digest", "token_hash", "published_on", "backfill", "removed_by", "reference"),
)
SENT = {
    **dict.fromkeys(KEPT, "1"),
    **{
        "owner": "1",
        "id": "1",
        "pk": "1",
        "groups": "1",
        "teams": "1",
        "state": "accepted",
        "roles": "admin",
    },
    **{
        "effective_marking": "4",
        "restricted": "on",
        "status": "BREACHED",
        "reliability": "A",
        "reference": "X-1",
    },
}
NAMED = (
    *("source", "agreement", "agreements", "commitment", "duty", "origin", "report", "finding", "parent"),
    *("into", "other", "chosen", "findings", "relays", "replaces", "clause", "entry", "slug", "subject"),
)
NUMBER = "987654"  # of a closed row of each kind
# By their numbers and by what stands in addresses; all the ways in which a form names things in the full run.
WORDS = [NUMBER, "zanzibar", *(["Z-02", "F-ZZZZZ4"] if os.environ.get("FAULTS") == "full" else [])]
# Whom a file names as its author is a fact that people correct.
CORRECTED = {("Attachment", "author")}


class Undone(Exception):
    """Takes back what a request did."""


@pytest.fixture
def world() -> Iterator[World]:
    with time_machine.travel(NOW, tick=False):
        made = open_world()
        made.things["ruling"] = factories.RulingFactory(
            reference="L-AAAAAA", perspective=closed.seen(made), proposed_by=made.writer
        )
        made.marking = 4
        for add in closed.kinds(made).values():
            add()
        reassess(made)
        yield made


@pytest.fixture
def crawl(world: World) -> Crawl:
    reader = factories.UserFactory(username="reader", roles=("analyst", "manager"), level=3)
    return Crawl(world, reader, "")


def sent_to(crawl: Crawl) -> Iterator[tuple[str, str]]:
    """Every address that takes a form, with its path to something open."""
    words = crawl.existing()
    for name, gaps in names(admin=False):
        if name not in NOT_SENT and not name.startswith("api_"):
            yield name, address(name, gaps, words)


def kept() -> dict[tuple[str, int], tuple[Any, ...]]:
    """What nobody sets by hand, of every row there is."""
    found = {}
    for model in apps.get_app_config("tracker").get_models():
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if field.name in KEPT and (model.__name__, field.name) not in CORRECTED
        ]
        if columns and model.__name__ not in ("LedgerEntry", "SearchEntry"):
            for row in model._default_manager.values_list("pk", *columns):
                found[model.__name__, row[0]] = row[1:]
    return found


def test_nothing_is_set_beside_the_fields_of_a_form(crawl: Crawl) -> None:
    before, changed = kept(), {}
    for name, path in sent_to(crawl):
        with suppress(Undone), transaction.atomic():
            crawl.client.post(path, SENT)
            after = kept()
            changed[name] = [key for key, row in before.items() if after.get(key, row) != row]
            raise Undone
    assert {name: rows for name, rows in changed.items() if rows} == {}
    assert len(changed) > 100


def answered(client: Client, path: str, said: dict[str, str], word: str) -> tuple[int, str, bytes]:
    """What comes of a form, the word it names taken out."""
    found: tuple[int, str, bytes] = (0, "", b"")
    with suppress(Undone), transaction.atomic():
        response = client.post(path, said)
        body = VARYING.sub(b"", b"" if response.streaming else response.content)
        place = response.headers.get("Location", "").replace(word, "")
        found = response.status_code, place, re.sub(re.escape(word.encode()), b"", body, flags=re.IGNORECASE)
        raise Undone
    client.cookies.pop("messages", None)  # what the last answer said is shown once
    return found


@pytest.mark.parametrize("word", WORDS)
def test_a_closed_thing_in_a_form_is_as_absent_as_a_missing_one(crawl: Crawl, word: str) -> None:
    for factory in ("Source", "Agreement", "Commitment", "Origin", "Report", "Finding", "Clause", "Feed"):
        crawl.world.close(getattr(factories, f"{factory}Factory")(pk=int(NUMBER)))
    missing, wrong = word[:-1] + "9", []
    for name, path in sent_to(crawl):
        one = answered(crawl.client, path, dict.fromkeys(NAMED, word), word)
        other = answered(crawl.client, path, dict.fromkeys(NAMED, missing), missing)
        if one != other:
            wrong.append((name, one[:2], other[:2]))
    assert wrong == []
