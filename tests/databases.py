"""Gives each process of tests a database, migrated once a run and then copied; it must not know any test."""

import fcntl
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import setup_databases

TEMPLATE = "servanda_migrated"


def shared() -> Path:
    """The folder of a whole run of the suite, or else of this run of pytest."""
    return Path(os.environ.get("SERVANDA_TEST_KEPT") or os.environ["SERVANDA_TEST_ROOT"])


def make() -> list[tuple[Any, str, bool]]:
    """Make the test database; the answer is what Django's `teardown_databases` takes.

    The first process migrates it and leaves a copy, from which the others begin.
    """
    postgres = connection.vendor == "postgresql"
    # A PostgreSQL server belongs to one run of pytest; a file is good for all of them.
    folder = Path(os.environ["SERVANDA_TEST_ROOT"]) if postgres else shared()
    done = folder / f"{TEMPLATE}.{connection.vendor}"
    with (folder / f"{TEMPLATE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            made = _made()
            _keep(done)
            return made
    test = connection.settings_dict["TEST"]
    test["MIGRATE"] = False
    if postgres:
        test["TEMPLATE"] = TEMPLATE
    else:
        _copy(done, Path(test["NAME"]))
    return _made(keepdb=not postgres)


def _made(*, keepdb: bool = False) -> list[tuple[Any, str, bool]]:
    made: list[tuple[Any, str, bool]] = setup_databases(
        verbosity=0, interactive=False, serialized_aliases=set(), keepdb=keepdb
    )
    return made


def _keep(done: Path) -> None:
    """Keep a copy of the database just made; `done` says that there is one, and is it where it is a file."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        connection.close()  # only what nobody has open is copied there
        with connection._nodb_cursor() as cursor:
            quoted = connection.ops.quote_name
            cursor.execute(f"CREATE DATABASE {quoted(TEMPLATE)} TEMPLATE {quoted(name)}")
        done.touch()
    else:
        _copy(Path(name), done.with_suffix(".new"))
        done.with_suffix(".new").rename(done)


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite file together with what its log still holds."""
    with closing(sqlite3.connect(source)) as of, closing(sqlite3.connect(target)) as to:
        of.backup(to)
