"""Backups and restores are killed at random moments: what was before, or what was wanted, is there whole.

`FAULTS=full` kills each twenty times.
"""

import contextlib
import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.servers import ROOT
from tracker.services.backups import archive, databases

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

KILLS = 20 if os.environ.get("FAULTS") == "full" else 1
BALLAST = 40  # files of a megabyte, so that there is time to be killed in


def begin(root: Path, *words: object) -> "subprocess.Popen[str]":
    """A management command on the installation under `root`/main."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SERVANDA_TEST_ROOT": str(root),
            "PYTEST_XDIST_WORKER": "main",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def killed(child: "subprocess.Popen[str]", signs: Path, pattern: str, seconds: float) -> None:
    """SIGKILL so many seconds after the first file named so appears."""
    while child.poll() is None and not list(signs.glob(pattern)):
        time.sleep(0.002)
    time.sleep(seconds)
    child.kill()
    child.communicate()


def done(child: "subprocess.Popen[str]") -> None:
    """It ended well."""
    said = child.communicate()[0]
    assert child.returncode == 0, said


def whole(data: Path) -> None:
    """The database is sound, and of the files there are all or, with the database, the other set."""
    databases.check_sqlite(data / "servanda.sqlite3")
    with contextlib.closing(sqlite3.connect(data / "servanda.sqlite3")) as asked:
        (world,) = asked.execute("SELECT first_name FROM tracker_user WHERE username = 'world'").fetchone()
    files = list((data / "files" / "working").iterdir())
    assert {file.name.partition("-")[0] for file in files} == {world}
    assert len(files) == BALLAST


def world(data: Path, empty: Path, name: str) -> None:
    """An installation that can be told from another by its database and by its files."""
    (data / "files" / "working").mkdir(parents=True)
    for number in range(BALLAST):
        (data / "files" / "working" / f"{name}-{number}").write_bytes(os.urandom(1 << 20))
    with contextlib.closing(sqlite3.connect(data / "servanda.sqlite3")) as target:
        with contextlib.closing(sqlite3.connect(empty)) as source:
            source.backup(target)
        columns = {row[1]: row for row in target.execute("PRAGMA table_info(tracker_user)")}
        values = {column: "" for column, row in columns.items() if row[3] and row[4] is None and not row[5]}
        values |= {column: 0 for column, row in columns.items() if "bool" in row[2]}
        values |= {"username": "world", "first_name": name, "date_joined": "2026-11-24"}
        for key in target.execute("PRAGMA foreign_key_list(tracker_user)").fetchall():
            values[key[3]] = target.execute(f"SELECT min({key[4]}) FROM {key[2]}").fetchone()[0]
        names = ", ".join(f'"{column}"' for column in values)
        marks = ", ".join("?" for _ in values)
        target.execute(f"INSERT INTO tracker_user ({names}) VALUES ({marks})", list(values.values()))
        target.commit()


def test_a_killed_backup_or_restore_leaves_one_whole_state(tmp_path: Path) -> None:
    chance = random.Random(42)
    empty, kept = tmp_path / "empty.sqlite3", tmp_path / "kept"
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(empty)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    data = tmp_path / "root" / "main"
    world(tmp_path / "other" / "main", empty, "new")
    done(begin(tmp_path / "other", "backup", kept))
    world(data, empty, "old")
    content = kept.read_bytes()
    for _ in range(KILLS):
        killed(begin(tmp_path / "root", "backup", kept), tmp_path, ".kept.part", chance.random() * 2)
        if kept.read_bytes() != content:  # it was quicker
            assert archive.read(kept)["members"] == BALLAST + 1
            kept.write_bytes(content)
    done(begin(tmp_path / "root", "backup", kept))
    assert not list(tmp_path.glob(".*.part")) + list((data / "run").glob("backup/*"))
    kept.write_bytes(content)
    for _ in range(KILLS):
        child = begin(tmp_path / "root", "restore", kept, "--replace")
        killed(child, data, "restoring", chance.random() * 2)
        if not (data / "restoring" / "ready.json").exists():
            whole(data)
    done(begin(tmp_path / "root", "restore", kept, "--replace"))
    whole(data)
    assert not (data / "restoring").exists()
