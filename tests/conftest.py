"""Fixtures for every test: real servers and Hypothesis profiles; those of one noun live elsewhere."""

import fcntl
import gc
import importlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.test.utils import teardown_databases
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from tests import databases, servers
from tracker.config import env
from tracker.config.launch import assets

# `quick` for a person who waits, `thorough` for a long run: HYPOTHESIS_PROFILE=thorough
hypothesis_settings.register_profile(
    "quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.register_profile(
    "thorough", parent=hypothesis_settings.get_profile("quick"), max_examples=2000
)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: Python need not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None
) -> Iterator[None]:
    """The test database of this process, in place of pytest-django's, which migrates one for each."""
    with django_db_blocker.unblock():
        made = databases.make()
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """The translations compiled as at set-up: quick when they are already."""
    call_command("compile_catalogues", stdout=io.StringIO())


@pytest.fixture(scope="session", autouse=True)
def beginnings() -> None:
    """A test that commits ends by emptying all tables: what every installation begins with is put back.

    Django sends `post_migrate` after that emptying, as after a migration.
    """
    begin = importlib.import_module("tracker.migrations.0002_roles_and_audiences").begin

    def put_back(sender: Any, **kwargs: Any) -> None:
        if sender.name == "tracker":
            begin(apps, None)

    post_migrate.connect(put_back, weak=False, dispatch_uid="tests.conftest.beginnings")


@pytest.fixture(autouse=True)
def no_index_outlives_a_test() -> Iterator[None]:
    """The index of suggestions is kept in memory; the rows of a test go without a trace in the ledger."""
    yield
    keeping = sys.modules.get("tracker.ingestion.suggesting.keeping")
    if keeping is not None:
        keeping.forget()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The DATA_DIR of this test process."""
    return Path(settings.DATA_DIR)


@pytest.fixture(scope="session")
def brief_fonts(data_dir: Path) -> Path:
    """The fonts of briefs where the settings look for them; made once for all processes of a run."""
    shared = databases.shared()
    with (shared / "fonts.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assets.build_fonts(root=servers.ROOT, out=shared / "fonts")
    if not (data_dir / "fonts").exists():
        (data_dir / "fonts").symlink_to(shared / "fonts")
    return data_dir / "fonts"


@pytest.fixture(scope="session")
def broker(data_dir: Path) -> Iterator[servers.Broker]:
    """A real Valkey server at the address of the settings; without this fixture the broker is down."""
    server = servers.Broker(env.socket_dir(data_dir) / "valkey.sock", data=data_dir / "broker").start()
    yield server
    server.stop()


@pytest.fixture
def worker(broker: servers.Broker, transactional_db: None, tmp_path: Path) -> Iterator[servers.Worker]:
    """A real Celery worker on the test's own database and broker; the queue starts empty."""
    if not broker.answers():
        broker.start()
    broker.client().flushall()
    with servers.worker_on_test_database(log=tmp_path / "worker.log") as running:
        yield running


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The program file of a Chromium, installed when there is none. Raises ServerProblem."""
    from tests import chromium

    return chromium.find()
