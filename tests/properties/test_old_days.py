"""What was once said of an old day is said for ever, whatever is filed, superseded or defined later."""

import difflib
import os
from datetime import datetime, time
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
import time_machine as clock
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings

from tests import factories
from tests.properties.old_days import ADDRESSES, BARE, DAY, WORLDS, World, words_of
from tests.services.reassessing import START, stored_days
from tracker.selectors.facts import results_on_demand

FULL = os.environ.get("FAULTS") == "full" or os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
HISTORIES = int(os.environ.get("HISTORIES", "1000" if FULL else "0"))
# Making a world of pages smaller takes longer than reading the difference.
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)
QUICK = {"deadline": None, "print_blob": True, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def reader(db):
    return factories.UserFactory(level=2, time_zone="UTC")


@pytest.mark.once
@settings(max_examples=HISTORIES or 12, **QUICK)
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
@override_settings(**BARE)
@settings(max_examples=HISTORIES or 6, phases=UNSHRUNK, **QUICK)
@given(told=WORLDS)
def test_the_pages_of_an_old_day_say_the_same_words_for_ever(client, reader, told):
    with rolled_back():
        world = World(told["kinds"])
        world.live(told["before"])
        as_of = max(START, world.today - told["ago"] * DAY - 2 * DAY)
        known_by = min(as_of + told["known_ago"] * DAY, world.today - DAY)
        asked = addresses(world, told["looks"], as_of, known_by)
        before = read(client, reader, world.today, asked)
        world.live([*told["after"], {"what": "pass", "days": 1}])
        after = read(client, reader, world.today, asked)
        for address in asked:
            if after[address] != before[address]:
                changed = difflib.unified_diff(before[address], after[address], lineterm="", n=4)
                raise AssertionError(f"{address}\n" + "\n".join(changed))


@pytest.mark.once
def test_the_words_are_those_of_the_whole_page(client, reader):
    """The bare frame in which they are read takes nothing away from them."""
    world = World([{}, {"kind": "PROHIBITION"}])
    world.live([{"what": "pass", "days": 3}])
    asked = addresses(world, ADDRESSES, START + 20 * DAY, START + 30 * DAY)
    whole = read(client, reader, world.today, asked)
    with override_settings(**BARE):
        assert read(type(client)(), reader, world.today, asked) == whole


def addresses(world, looks, as_of, known_by):
    """The pages of a day as it was known then, and as it was known later."""
    days = {"as_of": as_of.isoformat()}, {"as_of": as_of.isoformat(), "known_by": known_by.isoformat()}
    queries = [urlencode(one) for one in days[: 1 + (known_by != as_of)]]
    return [f"{look.format(slug=world.agreement.slug)}?{query}" for query in queries for look in looks]


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
