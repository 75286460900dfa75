"""On a full disk writes end in a sentence, nothing accepted is lost, and room alone brings everything back.

The disk is a tmpfs of 64 MB in a mount namespace of its own; `FAULTS=full` fills it twelve times.
"""

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.servers import ROOT, ServerProblem

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

MOUNTED = 'mount -t tmpfs -o size=64m,mode=0700 none "$1" && mkdir "$1/main" && shift && exec "$@"'


def namespace() -> list[str]:
    """How a command gets mounts of its own: by root's right, else as root of a user namespace."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        probe = subprocess.run([*words, "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True)
        if probe.returncode == 0:
            return words
    raise ServerProblem("No small disk can be mounted here: allow user namespaces, or run this test as root.")


def test_a_full_disk_stops_writes_loses_nothing_and_is_survived(tmp_path: Path) -> None:
    small, empty = tmp_path / "small", tmp_path / "empty.sqlite3"
    small.mkdir()
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(empty)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    done = subprocess.run(
        [*namespace(), "sh", "-c", MOUNTED, "sh", str(small)]
        + [sys.executable, "-m", "tests.faults.full_disk", str(empty)],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SERVANDA_TEST_ROOT": str(small),
            "PYTEST_XDIST_WORKER": "main",
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    told = json.loads(done.stdout.splitlines()[-1])
    for one in told["rounds"]:
        assert one["before"] == 302
        refused = [(status, page) for status, page in one["full"] if status != 302]
        assert refused
        for status, page in refused:
            assert status == 507, page[:2000]
            assert "disk of the server is full" in page
        kept = len(one["full"]) - len(refused)
        reports, originals, entries, head = one["counted_after"]
        assert [reports, originals] == [one["counted"][0] + kept, one["counted"][1] + 2 * kept]
        assert entries == head
        assert set(one["pages"]) <= {200, 503, 507}
        assert "full" in one["backup"] or "MB left" in one["backup"]
        assert one["half"] in ([], ["kept.tar.gz"])
        assert one["again"] == 302
        assert "stored" in [*one["work"], one["worked"]]
        assert one["left"] == []
        assert "Written and verified" in one["backup_again"] or "MB left" in one["backup_again"]
    assert (told["integrity"], told["lost"]) == ("ok", [])
    assert "No difference" in told["verified"]
