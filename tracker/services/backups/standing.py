"""Knows whether the installation runs, and that one backup is made at a time; it must not stop anything."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from tracker.models import JobRun
from tracker.selectors.jobs import HEARTBEAT, SILENT_AFTER
from tracker.services.refusals import Refused


def run_dir() -> Path:
    """The folder of what lives only while something runs."""
    folder = Path(settings.DATA_DIR) / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """An empty folder for copies on their way, for one backup alone. Refused while another is made.

    What a killed one left there goes first.
    """
    with _locked(run_dir() / "backup.lock", _("Another backup is being made; let it finish.")):
        folder = run_dir() / "backup"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def stopped(*, at: datetime) -> Iterator[None]:
    """Nothing of the installation runs, and nothing is started meanwhile. Refused when something does."""
    running = _("Servanda runs on %(folder)s. Stop it first.") % {"folder": settings.DATA_DIR}
    with _locked(run_dir() / "lock", running):
        if others := _other_connections():
            raise Refused(
                _(
                    "The database is in use by %(number)d other connections. Stop web, worker and beat, and "
                    "close other programs that look into it."
                )
                % {"number": others}
            )
        seen = None if _ended_in_order() else _last_heartbeat()
        if seen is not None and at - seen <= SILENT_AFTER:
            raise Refused(
                _(
                    "A background job ran %(seconds)d seconds ago, so Servanda runs. Stop it; if it is "
                    "stopped already, try again in two minutes."
                )
                % {"seconds": max(0, int((at - seen).total_seconds()))}
            )
        connection.close()
        yield


@contextmanager
def _locked(path: Path, sentence: str) -> Iterator[None]:
    with path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(sentence) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _ended_in_order() -> bool:
    """Whether a launcher was here and took every note of a running process away."""
    return (run_dir() / "programs.json").exists() and not list(run_dir().glob("*.pid"))


def _last_heartbeat() -> datetime | None:
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return None
    try:
        return (
            JobRun.objects.filter(name=HEARTBEAT)
            .order_by("-seen_at")
            .values_list("seen_at", flat=True)
            .first()
        )
    except DatabaseError:
        return None  # no such table: nothing ever ran here


def _other_connections() -> int:
    if connection.vendor != "postgresql":
        return 0
    sql = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
