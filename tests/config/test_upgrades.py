"""An upgrade begins with a backup, is refused without one, can be taken back, and meets no newer schema."""

import contextlib
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.servers import ROOT

pytestmark = pytest.mark.once


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_begins_with_a_backup_and_a_newer_schema_is_refused(tmp_path: Path):
    (tmp_path / "main").mkdir()
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(tmp_path / "empty.sqlite3")) as copy:
        connection.connection.backup(copy)
    done = subprocess.run(
        [sys.executable, "-m", "tests.config.upgrading", str(tmp_path / "empty.sqlite3")],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SERVANDA_TEST_ROOT": str(tmp_path),
            "PYTEST_XDIST_WORKER": "main",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    expected = r"""Applied: \['0001_initial'\]
Making a backup before the upgrade …
CannotStart: No backup was made: .*UPGRADE_WITHOUT_BACKUP=1.*
Making a backup before the upgrade …
Preparing the database …
It started\.
Kept: before-upgrade-\d{8}T\d{6}Z\.tar\.gz
It started\.
Applied: \['0001_initial'\]
Preparing the database …
It started\.
CannotStart: The database was made by a newer version of Servanda \(it has 9999_from_the_future\)\..*
"""
    assert re.fullmatch(expected, done.stdout), done.stdout


def test_every_migration_can_be_taken_back():
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app == "tracker":
            stuck = [operation for operation in migration.operations if not operation.reversible]
            assert stuck == [], f"{name} cannot be reversed: {stuck}"
