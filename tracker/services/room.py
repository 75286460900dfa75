"""Tells a full disk from every other failure; it must not know what was being written."""

from __future__ import annotations

import errno
import sqlite3

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMOPEN})
POSTGRES_FULL = "53100"  # disk_full


def is_full(problem: BaseException | None) -> bool:
    """Whether a failure, or what it came from, says that a disk has no room left."""
    seen: set[int] = set()
    while problem is not None and id(problem) not in seen:
        seen.add(id(problem))
        if isinstance(problem, OSError) and problem.errno in NO_ROOM:
            return True
        if getattr(problem, "sqlite_errorcode", None) in SQLITE_FULL:
            return True
        if getattr(problem, "sqlstate", None) == POSTGRES_FULL:
            return True
        problem = problem.__cause__ or problem.__context__
    return False
