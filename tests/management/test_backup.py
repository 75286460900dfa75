"""Backups made while people write restore into an empty place, where pages answer and a recompute agrees.

`FAULTS=full` makes 60 of them.
"""

import json
import os
import random
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests import factories
from tests.servers import ROOT, Postgres
from tests.services.reassessing import accepted, duty
from tracker.models import Commitment
from tracker.services import assessments
from tracker.services.attachments import keeping

pytestmark = pytest.mark.django_db(transaction=True)

FULL = os.environ.get("FAULTS") == "full"
BACKUPS, PAUSE = (60, 1.0) if FULL else (2, 0.2)  # seconds between two


@pytest.fixture
def apart(settings, tmp_path: Path) -> Path:
    """Files and locks in a folder of this test; the programs of PostgreSQL from the wheel."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
    settings.PG_BIN = str(Postgres().package / "pginstall" / "bin")
    return tmp_path


def elsewhere(apart: Path) -> dict[str, str]:
    """The environment of an installation without any data."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SERVANDA_TEST_ROOT": str(apart),
        "PYTEST_XDIST_WORKER": "elsewhere",
    }
    if connection.vendor == "postgresql":
        name = f"elsewhere_{os.getpid()}"
        address, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        with psycopg.connect(f"{address}/postgres", autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = f"{address}/{name}"
    return environment


class Writing:
    """Somebody who files originals and findings until told to stop; each is committed when it is counted."""

    def __init__(self, commitments: list[Commitment]) -> None:
        self.commitments, self.written, self.going = commitments, 0, True
        self.problem: BaseException | None = None
        self.thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Writing":
        self.thread.start()
        return self

    def __exit__(self, *_how: object) -> None:
        self.going = False
        self.thread.join()
        assert self.problem is None, self.problem

    def _write(self) -> None:
        chance = random.Random(41)
        try:
            while self.going:
                self._one(chance)
                self.written += 1
                time.sleep(0.2 if FULL else 0.01)
        except BaseException as problem:
            self.problem = problem
        finally:
            connection.close()

    def _one(self, chance: random.Random) -> None:
        at, body = timezone.now(), chance.randbytes(5000)
        commitment = chance.choice(self.commitments)
        with transaction.atomic():
            # The file comes first, as in the product: what a row speaks of is there.
            keeping.write_once(keeping.digest_of(body), body)
            factories.AttachmentFactory(body=body, report__source__name="Somebody")
            accepted(
                commitment,
                at.date() - timedelta(days=chance.randrange(200)),
                accepted_on=at.date(),
                stance=chance.choice(["SUPPORTS", "CONTRADICTS"]),
            )
            assessments.request(commitments=[commitment], at=at)
        if chance.random() < 0.5:
            assessments.reassess(commitment_ids=[commitment.pk], at=timezone.now())


def test_backups_made_while_people_write_restore_elsewhere(apart: Path) -> None:
    factories.UserFactory(username="reader", roles=("admin",), level=4)
    begun = timezone.now().date() - timedelta(days=300)
    commitments = [duty(starts_on=begun, recorded_on=begun) for _ in range(4)]
    assessments.request(commitments=commitments, at=timezone.now())
    assessments.reassess(commitment_ids=[one.pk for one in commitments], at=timezone.now())
    wanted = []
    with Writing(commitments) as writing:
        for number in range(BACKUPS):
            time.sleep(PAUSE)
            written = writing.written
            call_command("backup", apart / "kept" / f"{number}")
            wanted.append(f"{number}={written}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.management.restoring", str(apart / "kept"), *wanted],
        cwd=ROOT,
        env={**elsewhere(apart), "PG_BIN": str(Postgres().package / "pginstall" / "bin")},
        capture_output=True,
        text=True,
    )
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(told) == BACKUPS, done.stdout[-2000:] + done.stderr[-4000:]
    for one in told:
        assert one["pages"] == [200, 200, 200, 200]
        assert one["lost"] == 0
        assert "Verified: ledger, originals and a clean recompute agree" in one["said"], one["said"]
        assert "No difference" in one["said"], one["said"]


def test_a_restore_refuses_in_a_sentence_what_it_cannot_do(apart: Path, settings) -> None:
    kept = apart / "kept"
    call_command("backup", kept)
    for words, said in (
        ([apart / "nothing"], "There is no file"),
        ([kept], "There is something already|in use by"),
        ([kept, "--identity", str(kept)], "no private key"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("restore", *words)
    settings.PG_BIN = str(apart)
    if connection.vendor == "postgresql":
        with pytest.raises(CommandError, match="pg_dump of PostgreSQL is not on this machine"):
            call_command("backup", kept)
    with pytest.raises(CommandError, match="not a public key"):
        call_command("backup", kept, recipient=["age1x"])
    assert kept.is_file()
    assert not (apart / "data" / "restoring").exists()
