"""With a real broker and worker: what is saved is reassessed, once, whatever the queue loses or doubles."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories, servers
from tests.services.reassessing import START, accepted, duty
from tracker.models import (
    Assessment,
    Commitment,
    CurrentAssessment,
    JobRun,
    ReassessmentRequest,
    StatusChange,
)
from tracker.services import assessments, findings
from tracker.services.assessments.verifying import differences
from tracker.tasks.assessments import reassess
from tracker.tasks.jobs import heartbeat, midnight, sweep

pytestmark = pytest.mark.django_db(transaction=True)


def all_done() -> bool:
    return not ReassessmentRequest.objects.exists()


def clean() -> list[str]:
    return list(differences(Commitment.objects.values_list("pk", flat=True)))


def test_accepting_a_finding_changes_the_status(worker: servers.Worker) -> None:
    commitment = duty()
    assessments.request(commitments=[commitment], at=timezone.now())
    servers.wait_until(all_done, seconds=20, what="the first assessment is stored")
    made = factories.FindingFactory(
        commitment=commitment,
        submitted=True,
        reliability="A",
        credibility="1",
        observed_to=timezone.now().date(),
    )
    reviewer = factories.UserFactory(roles=("analyst",))
    findings.accept(finding=made, by=reviewer, at=timezone.now())
    servers.wait_until(
        lambda: CurrentAssessment.objects.get(commitment=commitment).status == "COMPLIANT",
        seconds=30,
        what="the new status is stored",
        every=0.02,
    )
    servers.wait_until(all_done, seconds=30, what="the request is done")
    assert clean() == []


def test_without_a_broker_saving_stays_quick_and_the_sweep_finds_it_later(
    broker: servers.Broker, worker: servers.Worker
) -> None:
    commitments = [duty() for _ in range(5)]
    broker.kill()
    began = time.monotonic()
    assessments.request(commitments=commitments, at=timezone.now() - timedelta(minutes=2))
    assert time.monotonic() - began < 10, "a publish that is tried a hundred times takes minutes"
    assert ReassessmentRequest.objects.count() == 5
    broker.start()  # empty: it keeps nothing on disk
    sweep()
    servers.wait_until(all_done, seconds=60, what="the swept requests are done")
    assert CurrentAssessment.objects.count() == 5
    assert clean() == []


def test_what_the_broker_forgot_is_found(broker: servers.Broker, worker: servers.Worker) -> None:
    worker.kill()
    commitments = [duty() for _ in range(5)]
    assessments.request(commitments=commitments, at=timezone.now() - timedelta(minutes=2))
    broker.client().flushall()
    worker.start()
    time.sleep(1)
    assert ReassessmentRequest.objects.count() == 5
    sweep()
    servers.wait_until(all_done, seconds=30, what="the swept requests are done")
    assert clean() == []


def test_calls_that_come_three_times_in_any_order_count_once(
    broker: servers.Broker, worker: servers.Worker, tmp_path
) -> None:
    worker.kill()
    commitments = [duty() for _ in range(12)]
    for commitment in commitments:
        accepted(commitment, START, reliability="A", credibility="1")
    assessments.request(commitments=commitments, at=timezone.now())
    broker.client().flushall()
    calls = [commitment.pk for commitment in commitments] * 3
    random.Random(7).shuffle(calls)
    for pk in calls:
        reassess.delay([pk])
    with servers.worker_on_test_database(log=tmp_path / "two.log", concurrency=2):
        servers.wait_until(all_done, seconds=60, what="all are done")
        servers.wait_until(lambda: broker.client().llen("servanda") == 0, seconds=30, what="no call is left")
    assert CurrentAssessment.objects.count() == Assessment.objects.count() == 12
    assert StatusChange.objects.values("commitment", "effective_on").distinct().count() == (
        StatusChange.objects.count()
    )
    assert clean() == []


def test_a_call_about_something_deleted_ends_quietly(worker: servers.Worker) -> None:
    reassess.delay([987654])
    heartbeat.delay()
    servers.wait_until(
        lambda: JobRun.objects.filter(name="heartbeat").exists(), seconds=20, what="the next job ran"
    )
    assert "Traceback" not in worker.said()


def test_midnight_is_worked_through_to_its_end(worker: servers.Worker) -> None:
    for _ in range(12):
        duty()
    midnight.delay()
    midnight.delay()  # as from a second beat
    servers.wait_until(
        lambda: JobRun.objects.filter(name="midnight", state="done").exists(), seconds=60, what="it is done"
    )
    run = JobRun.objects.get(name="midnight")
    assert (run.done, run.total) == (12, 12)
    assert CurrentAssessment.objects.count() == 12


def test_without_a_broker_tasks_still_do_their_work_when_called() -> None:
    commitment = duty()
    assessments.request(commitments=[commitment], at=timezone.now())
    reassess([commitment.pk])
    assert all_done()
