"""Moves what was restored to its place, all or nothing even when killed; it must not know archives.

A file says that the staged data are whole. From then on every start finishes the moves.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from tracker.services.backups import archive, databases

READY = "ready.json"


def staging() -> Path:
    """Where a backup is unpacked; on the disk of DATA_DIR, so that a move is a rename."""
    return Path(settings.DATA_DIR) / "restoring"


def clear() -> None:
    """Forget what was staged, unless it was on its way to its place."""
    shutil.rmtree(staging(), ignore_errors=True)


def place(*, at: datetime, tick: Callable[[], None] = lambda: None) -> Path | None:
    """Put the staged data in the place of those in use; where these lie now, if there were any."""
    marker = secrets.token_hex(8)
    aside = Path(settings.DATA_DIR) / f"replaced-{at:%Y%m%dT%H%M%SZ}"
    os.sync()
    ready = {"marker": marker, "aside": aside.name}
    connections.close_all()
    _write_ready(ready)
    if connection.vendor == "postgresql":  # whether its transaction was committed, the database says itself
        databases.load_postgres(staging() / "database.sql", marker=marker, tick=tick)
    finish()
    return aside if aside.exists() else None


def finish() -> bool:
    """Finish a restore that was killed between its moves, or forget one whose database was not committed.

    Called before anything opens the database.
    """
    folder = staging()
    try:
        said = json.loads((folder / READY).read_text())
    except (OSError, ValueError):
        return False
    if connection.vendor != "sqlite" and not databases.was_loaded(said["marker"]):
        clear()
        return False
    connections.close_all()
    aside = Path(settings.DATA_DIR) / str(said["aside"])
    for staged, target in _moves():
        if not staged.exists():
            continue  # moved before we were killed
        for old in (target, *(target.with_name(f"{target.name}-{end}") for end in ("wal", "shm"))):
            if old.exists():
                aside.mkdir(mode=0o700, exist_ok=True)
                old.rename(aside / old.name)
        staged.rename(target)
    _sync(Path(settings.DATA_DIR))
    if connection.vendor != "sqlite":
        databases.forget_mark()
    clear()
    return True


def _moves() -> Iterator[tuple[Path, Path]]:
    if connection.vendor == "sqlite":
        yield staging() / "database.sqlite3", Path(connection.settings_dict["NAME"])
    for folder in archive.FOLDERS:
        yield staging() / folder, Path(settings.DATA_DIR) / folder


def _write_ready(said: dict[str, str]) -> None:
    draft = staging() / f"{READY}.draft"
    with draft.open("w") as out:
        json.dump(said, out)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(staging() / READY)
    _sync(staging())


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
