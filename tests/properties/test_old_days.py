"""What was once said of an old day is said for ever, whatever is filed, superseded or defined later."""

import difflib
import os
from datetime import datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine as clock
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from tests import factories
from tests.properties.old_days import DAY, WORLDS, World, pages, words_of
from tests.services.reassessing import START, stored_days
from tracker.selectors.facts import results_on_demand

FULL = os.environ.get("FAULTS") == "full" or os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
# Making a world of pages smaller takes longer than reading the difference.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
QUICK = {"deadline": None, "print_blob": True, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def reader(db):
    return factories.UserFactory(level=2, time_zone="UTC")


@pytest.mark.once
@settings(max_examples=1000 if FULL else 12, **QUICK)
@given(told=WORLDS)
def test_an_old_day_is_judged_and_stored_the_same_for_ever(reader, told):
    with rolled_back():
        world = World(told["kinds"])
        world.live(told["before"])
        seen = world.today
        pairs = {
            (day, min(day + told["known_ago"] * DAY, seen - DAY))
            for day in (START, seen - DAY, max(START, seen - told["ago"] * DAY - DAY))
        }
        before = {pair: judged(world, reader, pair) for pair in pairs}
        stored = {one: told_until(one, seen - DAY) for one in world.duties}
        world.live(told["after"])
        assert {pair: judged(world, reader, pair) for pair in pairs} == before
        assert {one: told_until(one, seen - DAY) for one in world.duties} == stored


@pytest.mark.once
@settings(max_examples=1000 if FULL else 4, phases=UNSHRUNK, **QUICK)
@given(told=WORLDS)
def test_the_pages_of_an_old_day_say_the_same_words_for_ever(client, reader, told):
    with rolled_back():
        world = World(told["kinds"])
        world.live(told["before"])
        as_of = max(START, world.today - told["ago"] * DAY - 2 * DAY)
        known_by = min(as_of + told["known_ago"] * DAY, world.today - DAY)
        asked = [
            *pages(world.agreement, urlencode({"as_of": as_of.isoformat()})),
            *pages(
                world.agreement, urlencode({"as_of": as_of.isoformat(), "known_by": known_by.isoformat()})
            ),
        ]
        before = read(client, reader, world.today, asked)
        world.live([*told["after"], {"what": "pass", "days": 1}])
        after = read(client, reader, world.today, asked)
        for address in asked:
            changed = difflib.unified_diff(before[address], after[address], lineterm="", n=4)
            assert not (lines := list(changed)), f"{address}\n" + "\n".join(lines)


def judged(world, reader, pair):
    """What the method says of each duty at a pair of days."""
    return results_on_demand([one.pk for one in world.duties], reader, *pair)


def told_until(commitment, day):
    """What the stored history told of each day up to one."""
    days = stored_days(commitment, "diagonal", day, level=2)
    return {on: said for on, said in days.items() if on <= day}


def read(client, reader, today, addresses):
    """The words of the pages, read at noon of a day."""
    with clock.travel(datetime.combine(today, time(12), ZoneInfo("UTC")), tick=False):
        client.force_login(reader)
        return {address: words_of(client, address) for address in addresses}


class rolled_back:
    """Each example begins from an empty world."""

    def __enter__(self):
        self.world = transaction.atomic()
        self.world.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)
