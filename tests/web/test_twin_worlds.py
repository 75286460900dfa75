"""Nothing closed shows: a reader's answers are the same, byte for byte, in a world with and without it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from tests import factories
from tests.web import closed
from tests.web.crawl import Crawl
from tests.web.worlds import NOW, WORD, World, open_world, reassess
from tracker.models import User
from tracker.services import tokens

pytestmark = [pytest.mark.once, pytest.mark.django_db]
FULL = os.environ.get("FAULTS") == "full"
ROLES = {
    "nobody, TLP:CLEAR": ((), 0),
    "manager, TLP:GREEN": (("manager",), 1),
    "analyst, TLP:AMBER": (("analyst",), 2),
    "both, TLP:AMBER+STRICT": (("analyst", "manager"), 3),
    "analyst, TLP:RED, not of the team": (("analyst",), 4),
}
ALWAYS = "manager, TLP:GREEN"  # a fifth of the addresses; FAULTS=full asks all of them as each role


class Undone(Exception):
    """Takes back what was done in a world."""


@pytest.fixture
def world():
    with time_machine.travel(NOW, tick=False):
        made = open_world()
        made.things["ruling"] = factories.RulingFactory(
            reference="L-AAAAAA",
            perspective=closed.seen(made),
            proposed_by=made.writer,
            marking=0,
            approved=True,
            evidence_digest=closed.seen(made).evidence_digest,
        )
        yield made


def reader_with(roles: tuple[str, ...], level: int) -> tuple[User, str]:
    """A reader who is told of everything by mail, with a key and two private addresses."""
    reader = factories.UserFactory(username="reader", roles=roles, level=level, mail="at_once")
    factories.NotificationRuleFactory(user=reader)
    for number, kind in ((1, "calendar"), (2, "changes")):
        factories.SubscriptionFactory(user=reader, kind=kind, number=number)
    key = tokens.create(user=reader, name="test", by=reader, at=timezone.now())[1]
    return reader, key


def walked(world: World, reader: User, key: str, add: Callable[[], Any], part: int) -> dict[str, Any]:
    """Every answer to the reader after something was added; all of it is taken back.

    `part` says which addresses are asked, if not all are.
    """
    answers: dict[str, Any] = {}
    with suppress(Undone), transaction.atomic():
        add()
        reassess(world)
        answers = Crawl(world, reader, key).everything(*((0, 1) if FULL else (part, len(ROLES))))
        raise Undone
    return answers


def apart(one: Any, other: Any) -> str:
    """Where two answers begin to differ."""
    if one is None or other is None or one[:-1] != other[:-1]:
        return f"{str(one)[:300]} || {str(other)[:300]}"
    a, b = one[-1], other[-1]
    place = next((at for at, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), len(a))
    return f"{a[max(0, place - 120) : place + 120]!r} || {b[max(0, place - 120) : place + 120]!r}"


def compared(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """What differs, by what was asked."""
    return {
        asked: apart(before.get(asked), after.get(asked))
        for asked in before.keys() | after.keys()
        if before.get(asked) != after.get(asked)
    }


@pytest.mark.parametrize("role", ROLES if FULL else [ALWAYS])
def test_nothing_closed_changes_any_answer(world, role):
    roles, level = ROLES[role]
    reader, key = reader_with(roles, level)
    if level == 4:
        world.team = factories.TeamFactory(slug="zanzibar", name=WORD)
        world.marking = 0
    else:
        world.marking = level + 1
    part = list(ROLES).index(role)
    before = walked(world, reader, key, lambda: None, part)
    assert len(before) > (500 if FULL else 100)
    kinds = closed.kinds(world)
    worlds = {name: [one] for name, one in kinds.items()} if FULL else {}
    worlds["everything"] = list(kinds.values())
    for name, those in worlds.items():
        after = walked(world, reader, key, lambda those=those: [add() for add in those], part)
        differing = compared(before, after)
        assert not differing, "\n".join([name, *(f"{path}\n    {how}" for path, how in differing.items())])
