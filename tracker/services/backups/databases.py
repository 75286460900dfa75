"""Copies the database while people write, and puts a copy back whole; it must not know archives."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tracker.services import merkle
from tracker.services.refusals import Refused

Ask = Callable[[str], Iterator[tuple[Any, ...]]]
Tick = Callable[[], None]
FUNCTIONS = (
    "django.db.backends.sqlite3._functions.register"  # what constraints call; SQLite itself lacks them
)
LEAVES = 10_000  # rows a question
RESTORED = "servanda_restored"  # a table that says which restore was committed
TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
}
EMPTIED = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', one.name);
  END LOOP;
END $$;
DROP EXTENSION IF EXISTS pg_trgm CASCADE;
"""


def member() -> str:
    """What a copy of the database in use is called."""
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.sql"


@contextmanager
def copied(folder: Path, *, tick: Tick) -> Iterator[tuple[Path, Ask]]:
    """A consistent copy in `folder`, checked, and a way to ask it. Refused when it cannot be had."""
    target = folder / member()
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(connection.settings_dict["NAME"]), target)
        with asking(target) as ask:
            yield target, ask
        return
    snapshot = connections.create_connection("default")
    try:
        with snapshot.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            name = cursor.fetchone()[0]
            words = ["--format=plain", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={name}"]
            _run("pg_dump", [*words, f"--file={target}"], tick=tick)
        yield target, _asker(snapshot)
    finally:
        snapshot.close()


def _copy_sqlite(source: Path, target: Path) -> None:
    # In one step: between two a writer would make it begin again, and in WAL mode nobody waits for it.
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    check_sqlite(target)


def check_sqlite(path: Path) -> None:
    """Refused when a database file of SQLite is damaged or points at rows that are not there."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            import_string(FUNCTIONS)(copy)
            said = [row[0] for row in copy.execute("PRAGMA integrity_check(3)")]
            lost = copy.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as problem:
        said, lost = [str(problem)], None
    if said != ["ok"] or lost:
        why = f"{lost[0]} → {lost[2]}" if lost else said[0]
        raise Refused(_("The copy of the database is damaged: %(why)s.") % {"why": why})


@contextmanager
def asking(path: Path) -> Iterator[Ask]:
    """A way to ask a database file of SQLite."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as copy:
        yield lambda sql: copy.execute(sql)


@contextmanager
def in_use() -> Iterator[Ask]:
    """A way to ask the database in use."""
    yield _asker(connection)


def _asker(wrapper: Any) -> Ask:
    def ask(sql: str) -> Iterator[tuple[Any, ...]]:
        with wrapper.cursor() as cursor:
            cursor.execute(sql)
            yield from cursor.fetchall()

    return ask


def about(ask: Ask, vendor: str) -> dict[str, Any]:
    """What is in a database: its migrations, the rows of each table, the head of the ledger."""
    tables = [name for (name,) in ask(TABLES[vendor]) if not name.startswith("sqlite_")]
    counts = {name: next(iter(ask(f'SELECT count(*) FROM "{name}"')))[0] for name in tables}  # noqa: S608
    migrations = [list(row) for row in ask("SELECT app, name FROM django_migrations ORDER BY app, name")]
    size = next(iter(ask("SELECT coalesce(max(seq), 0) FROM tracker_ledgerentry")))[0]
    return {
        "database": vendor,
        "migrations": migrations,
        "counts": counts,
        "ledger": {"size": size, "root": merkle.root(_leaves(ask)).hex()},
    }


def _leaves(ask: Ask) -> Iterator[bytes]:
    last = 0
    while True:
        sql = (
            f"SELECT seq, leaf_hash FROM tracker_ledgerentry WHERE seq > {last} "  # noqa: S608  (a number)
            f"ORDER BY seq LIMIT {LEAVES}"
        )
        rows = list(ask(sql))
        for _seq, leaf in rows:
            yield bytes.fromhex(leaf)
        if len(rows) < LEAVES:
            return
        last = rows[-1][0]


def originals(ask: Ask) -> Iterator[str]:
    """The SHA-256 of each original that a database speaks of and that was not erased."""
    for (digest,) in ask("SELECT DISTINCT sha256 FROM tracker_attachment WHERE erased_at IS NULL"):
        yield digest


def has_tables() -> bool:
    """Whether anything is in the database in use."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(name).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute(TABLES[connection.vendor])
        found = cursor.fetchone()
    connection.close()
    return found is not None


def load_postgres(script: Path, *, marker: str, tick: Tick) -> None:
    """Put a copy in the place of all that is in the database, in one transaction. Refused when it fails."""
    first, last = script.with_name("first.sql"), script.with_name("last.sql")
    first.write_text(EMPTIED)
    last.write_text(f"CREATE TABLE public.{RESTORED} AS SELECT '{marker}'::text AS id;\n")
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run("psql", [*words, *(f"--file={path}" for path in (first, script, last))], tick=tick)


def was_loaded(marker: str) -> bool:
    """Whether that restore was committed; its mark is taken away by `forget_mark`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{RESTORED}"])
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT id FROM public.{RESTORED}")  # noqa: S608  (a name of ours)
        return bool(cursor.fetchone()[0] == marker)


def forget_mark() -> None:
    """Take the mark of a restore away."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS public.{RESTORED}")


def _run(name: str, words: list[str], *, tick: Tick) -> None:
    """Run a program of PostgreSQL against the database in use; the password is not on its command line."""
    found = shutil.which(name, path=str(settings.PG_BIN) if settings.PG_BIN else None)
    if found is None:
        raise Refused(
            _(
                "The program %(name)s of PostgreSQL is not on this machine. Install the client of the "
                "server's version, or name the folder it lies in with PG_BIN."
            )
            % {"name": name}
        )
    child = subprocess.Popen(  # noqa: S603  (the operator's own program)
        [found, *words], env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        while True:
            try:
                said = child.communicate(timeout=5)[1]
                break
            except subprocess.TimeoutExpired:
                tick()
    except BaseException:
        child.kill()
        child.wait()
        raise
    if child.returncode:
        lines = [line for line in said.splitlines() if line.strip()] or [str(child.returncode)]
        raise Refused(_("%(name)s failed: %(why)s") % {"name": name, "why": " ".join(lines[:4])[:600]})


def _environment() -> dict[str, str]:
    held = connection.settings_dict
    options = held.get("OPTIONS") or {}
    given = {
        "PGHOST": held["HOST"],
        "PGPORT": held["PORT"],
        "PGUSER": held["USER"],
        "PGPASSWORD": held["PASSWORD"],
        "PGDATABASE": held["NAME"],
        "PGSSLMODE": options.get("sslmode"),
        "PGSSLROOTCERT": options.get("sslrootcert"),
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}
