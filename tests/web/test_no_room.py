"""A full disk is told apart from other failures, whoever asks."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import OperationalError
from django.test import RequestFactory

from tracker.services import room
from tracker.web import no_room

pytestmark = pytest.mark.once


def caused_by(problem: Exception) -> OperationalError:
    """As Django wraps what a driver raised."""
    wrapped = OperationalError(str(problem))
    wrapped.__cause__ = problem
    return wrapped


def sqlite_error(code: int) -> sqlite3.OperationalError:
    problem = sqlite3.OperationalError("database or disk is full")
    problem.sqlite_errorcode = code
    return problem


@pytest.mark.parametrize(
    ("problem", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (caused_by(sqlite_error(sqlite3.SQLITE_FULL)), True),
        (caused_by(sqlite_error(sqlite3.SQLITE_BUSY)), False),
        (caused_by(psycopg.errors.DiskFull()), True),
        (caused_by(psycopg.errors.DeadlockDetected()), False),
        (ValueError("nothing of the kind"), False),
    ],
)
def test_only_a_full_disk_is_one(problem: Exception, full: bool):
    assert room.is_full(problem) == full
    for path, kind in (("/reports/new/", "text/html"), ("/api/v1/reports", "application/json")):
        try:
            raise problem
        except type(problem):
            answer = no_room.failed(RequestFactory().post(path))
        assert answer.status_code == (507 if full else 500)
        if full:
            assert answer.headers["Content-Type"].startswith(kind)
            assert "disk of the server is full" in answer.content.decode()
            assert answer.headers["Retry-After"] == no_room.AGAIN
