"""Workers and broker are killed while people edit: afterwards what is stored is what a clean recompute gives.

`make faults` runs the full numbers; `make test` a short version.
"""

import os
import random
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from tests import factories, servers
from tests.services.reassessing import accepted, duty
from tracker.models import Commitment, Finding, ReassessmentRequest
from tracker.services import assessments, jobs
from tracker.tasks.assessments import reassess

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

FULL = os.environ.get("FAULTS") == "full"
EDITS, KILLS = (500, 20) if FULL else (80, 3)


@pytest.fixture
def commitments() -> list[Commitment]:
    """Duties, acts and a measure in force for a year, one linked to another, each with a status stored."""
    begun = timezone.now().date() - timedelta(days=365)
    made = [duty(starts_on=begun, recorded_on=begun, essential=True) for _ in range(4)]
    made += [duty(kind="ACT", starts_on=begun, recorded_on=begun) for _ in range(2)]
    made += [duty(kind="METRIC", baseline=100, target=0, starts_on=begun, recorded_on=begun)]
    factories.CommitmentLinkFactory(commitment=made[0], other=made[1], kind="reciprocal")
    factories.CommitmentLinkFactory(commitment=made[2], other=made[4], kind="prerequisite")
    return made


def edit(commitments: list[Commitment], rng: random.Random) -> None:
    """One change as people make them, with its request in the same transaction."""
    at = timezone.now()
    commitment = rng.choice(commitments)
    with transaction.atomic():
        old = Finding.objects.filter(commitment=commitment, state="accepted").order_by("?").first()
        if old is not None and rng.random() < 0.3:
            old.state, old.superseded_at, old.superseded_by = "superseded", at, old.accepted_by
            old.superseded_on = at.date()
            old.save()
        else:
            day = at.date() - timedelta(days=rng.randrange(200))
            values = (
                {"bound": "exact", "value_low": rng.randrange(100)} if commitment == commitments[6] else {}
            )
            accepted(
                commitment,
                day,
                accepted_on=rng.choice([None, at.date()]),
                stance=rng.choice(["SUPPORTS", "CONTRADICTS"]),
                reliability=rng.choice("AB"),
                credibility=rng.choice("12"),
                **values,
            )
        assessments.request(commitments=[commitment], at=at, cause="an edit")


def keep_editing(commitments: list[Commitment], seed: int) -> None:
    rng = random.Random(seed)
    try:
        for _ in range(EDITS):
            edit(commitments, rng)
            time.sleep(rng.random() * (0.3 if FULL else 0.1))
    finally:
        connection.close()


def settle() -> None:
    """What the schedule does: sweep until nothing waits."""

    def swept() -> bool:
        for ids in jobs.chunks(jobs.sweep(at=timezone.now() + timedelta(minutes=1)), 10):
            reassess.delay(ids)
        return not ReassessmentRequest.objects.exists()

    servers.wait_until(swept, seconds=180, what="the sweep has found everything", every=2)


def verified() -> str:
    said = StringIO()
    call_command("recompute", verify=True, stdout=said)  # raises on any difference
    return said.getvalue()


def test_the_worker_is_killed_while_edits_stream_in(
    broker: servers.Broker, worker: servers.Worker, commitments: list[Commitment], tmp_path: Path
) -> None:
    rng = random.Random(20)
    editor = threading.Thread(target=keep_editing, args=(commitments, 11))
    editor.start()
    kills = 0
    while kills < KILLS:
        time.sleep(rng.random() * 2)
        worker.kill()
        kills += 1
        worker.start()
    editor.join()
    settle()
    assert Finding.objects.count() >= EDITS // 2
    assert "No difference" in verified()


def test_the_broker_is_killed_and_its_data_deleted_while_edits_stream_in(
    broker: servers.Broker, worker: servers.Worker, commitments: list[Commitment]
) -> None:
    editor = threading.Thread(target=keep_editing, args=(commitments, 12))
    editor.start()
    for _ in range(5 if FULL else 2):
        time.sleep(1)
        broker.kill()
        time.sleep(1)
        broker.start()  # with nothing on disk
    editor.join()
    settle()
    assert "No difference" in verified()
