"""The job that works out what other numbers flip: by a real worker, killed in the middle, to its end."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories, servers
from tests.services.evidence import duty
from tracker.models import Rehearsal
from tracker.selectors import rehearsing
from tracker.services import rehearsals
from tracker.tasks.rehearsals import rehearse, sweep_rehearsals

DUTIES = 450  # three chunks


@pytest.mark.django_db
def test_what_nobody_foresaw_is_tried_three_times_and_the_others_go_on(monkeypatch):
    admin = factories.UserFactory(roles=("admin",))
    duty()
    bad, good = (
        rehearsals.ask(numbers={"gate_origins": number}, by=admin, at=timezone.now()) for number in (3, 4)
    )
    whole = rehearsing.flips

    def flips(ids, numbers, at):
        if numbers["gate_origins"] == 3:
            raise RuntimeError("the disk is full")
        return whole(ids, numbers, at)

    monkeypatch.setattr(rehearsing, "flips", flips)
    for _number in range(rehearsals.MOST_ATTEMPTS):
        rehearse([bad.pk, good.pk])
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state, "disk" in bad.problem) == ("failed", "ready", False)


def test_a_worker_killed_in_the_middle_costs_nothing(broker: servers.Broker, worker: servers.Worker) -> None:
    agreement = duty().agreement
    for _number in range(DUTIES - 1):
        factories.CommitmentFactory(agreement=agreement)
    row = rehearsals.ask(
        numbers={"gate_origins": 3},
        by=factories.UserFactory(roles=("admin",)),
        at=timezone.now() - timedelta(minutes=2),
    )
    servers.wait_until(
        lambda: now(row).done > 0, seconds=60, what="the first chunk is worked out", every=0.02
    )
    worker.kill()
    broker.client().flushall()  # the news is lost too
    assert now(row).done % rehearsing.CHUNK == 0 or now(row).state == "ready"
    # What it held when it died is free again once the claim is over.
    Rehearsal.objects.filter(pk=row.pk, claimed_at__isnull=False).update(
        claimed_at=timezone.now() - rehearsals.CLAIM_LASTS - timedelta(seconds=1)
    )
    worker.start()
    sweep_rehearsals()
    sweep_rehearsals()
    servers.wait_until(lambda: now(row).state != "waiting", seconds=90, what="it is worked out")
    done = now(row)
    assert (done.state, done.done, done.total, done.problem) == ("ready", DUTIES, DUTIES, "")
    assert done.flips == rehearsing.flips(rehearsing.everything(), done.numbers, done.asked_at)
    assert "Traceback" not in worker.said()


def now(row: Rehearsal) -> Rehearsal:
    """The row as it is stored now."""
    return Rehearsal.objects.get(pk=row.pk)
