"""The one-time link for the first administrator works once, for whoever has it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.config import setup_token


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path: Path) -> Path:
    """A DATA_DIR for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_it_matches_until_it_is_used():
    token = setup_token.create()
    assert setup_token.matches(token)
    assert not setup_token.matches(token + "x")
    assert not setup_token.consume("")
    assert setup_token.consume(token)
    assert not setup_token.matches(token)
    assert not setup_token.consume(token)


def test_a_new_one_replaces_the_old():
    old, new = setup_token.create(), setup_token.create()
    assert not setup_token.matches(old)
    assert setup_token.matches(new)


def test_what_lies_on_disk_is_for_its_owner_and_is_not_the_token(own_folder: Path):
    token = setup_token.create()
    path = own_folder / "run" / "setup-token"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert token not in path.read_text()


def test_one_of_many_at_once_may_use_it():
    token = setup_token.create()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(setup_token.consume, [token] * 16)) == 1


def test_without_a_token_nothing_matches():
    assert not setup_token.matches("")
    assert not setup_token.consume("anything")
