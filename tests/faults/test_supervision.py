"""A killed child comes back, a stop stops everything in order, a killed supervisor leaves nothing."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.site import NAMES, Site, describe
from tests.servers import wait_until

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site in a folder with spaces and a hash sign in its name, not started yet."""
    made = Site(tmp_path_factory.mktemp("faults") / "data of #1")
    yield made
    made.clean_up()


@pytest.fixture
def site(folder: Site) -> Site:
    """The site, running; each start after the first is a second start on the same data."""
    running = folder.child is not None and folder.child.poll() is None
    return folder if running else folder.start()


def kill(site: Site, name: str) -> int:
    """SIGKILL to one program; the process number it had."""
    number = site.pid(name)
    assert number
    os.kill(number, signal.SIGKILL)
    return number


def test_a_second_start_on_the_same_folder_is_refused_in_a_sentence(site: Site):
    second = Site(site.data)
    assert second.begin().child.wait(300) == 1
    assert "already runs" in second.said()
    assert site.status() == 200


def test_each_killed_child_comes_back_and_a_stop_ends_all_in_order(site: Site):
    before = {name: kill(site, name) for name in NAMES}
    for name in NAMES:
        # A killed process is there until the machine gets round to ending it.
        wait_until(
            lambda name=name: site.pid(name) not in {None, before[name]}, seconds=40, what=f"{name} is back"
        )
        assert f"{name} ended unexpectedly" in site.said()
    wait_until(lambda: site.status() == 200, seconds=40, what="the pages answer again")
    wait_until(lambda: site.workers() > 1, seconds=40, what="the worker takes jobs again")
    site.send("tracker.heartbeat")
    wait_until(lambda: site.status("/healthz/jobs") == 200, seconds=40, what="a job ran after all that")
    assert site.stop() == 0
    stopped = [site.said().index(f"{name} stopped.") for name in NAMES]
    assert stopped == sorted(stopped)
    assert site.mine() == [], describe(site.mine())


def test_after_the_supervisor_was_killed_the_launcher_ends_the_rest(site: Site):
    kill(site, "supervisor")
    assert site.child
    assert site.child.wait(300) == 1
    assert "The supervisor ended by itself" in site.said()
    assert site.mine() == [], describe(site.mine())


def test_after_everything_above_was_killed_the_next_start_ends_what_it_left(site: Site):
    assert site.child
    old = {site.pid(name) for name in NAMES}
    site.child.kill()
    kill(site, "supervisor")
    site.child.wait(300)
    time.sleep(0.5)
    assert {site.pid(name) for name in NAMES} == old
    site.start()
    assert "ended what it left: beat, worker, web, broker" in site.said()
    assert old.isdisjoint({found.pid for found in site.mine()})
    assert site.stop() == 0
    assert site.mine() == [], describe(site.mine())


def test_a_program_that_never_stays_up_ends_the_start_in_a_sentence(tmp_path: Path):
    failing = Site(tmp_path / "data")
    (failing.data / "broker").mkdir(parents=True)
    (failing.data / "broker" / "appendonlydir").touch()  # where the broker needs a folder
    try:
        assert failing.begin().child.wait(300) == 1
        assert "broker does not stay up, so everything was stopped" in failing.said()
        assert failing.mine() == [], describe(failing.mine())
    finally:
        failing.clean_up()
