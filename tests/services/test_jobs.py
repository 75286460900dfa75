"""Each midnight comes once, in each zone at its own time; what is lost is found; what died is closed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.services.reassessing import START, duty, reassessed
from tracker.models import CurrentAssessment, JobRun, ReassessmentRequest
from tracker.selectors import jobs as selectors
from tracker.services import assessments, jobs

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def in_zone(zone: str):
    commitment = duty()
    type(commitment.agreement).objects.filter(pk=commitment.agreement_id).update(time_zone=zone)
    return commitment


def test_each_zone_rolls_over_once_at_its_own_midnight():
    kabul, london = in_zone("Asia/Kabul"), in_zone("Europe/London")
    at = datetime(2020, 7, 14, 19, 31, tzinfo=UTC)  # 00:01 of the 15th in Kabul
    periods = {run.period for run in jobs.roll_over(at=at)}
    assert periods == {"2020-07-15 Asia/Kabul", "2020-07-14 Europe/London"}
    assert jobs.roll_over(at=at + MINUTE) == []
    assessments.reassess(commitment_ids=[kabul.pk, london.pk], at=at + MINUTE)
    assert CurrentAssessment.objects.get(commitment=kabul).as_of == date(2020, 7, 15)
    later = datetime(2020, 7, 14, 23, 1, tzinfo=UTC)  # 00:01 of the 15th in London
    (run,) = jobs.roll_over(at=later)
    assert run.period == "2020-07-15 Europe/London"
    assert set(ReassessmentRequest.objects.values_list("commitment_id", flat=True)) == {london.pk}


def test_what_was_reassessed_today_is_not_asked_for_again():
    commitment = duty()
    reassessed(commitment, START)
    (run,) = jobs.roll_over(at=datetime(2020, 3, 1, 23, tzinfo=UTC))
    assert (run.total, JobRun.objects.get().state) == (0, "done")
    assert not ReassessmentRequest.objects.exists()


def test_a_missed_midnight_is_made_up_for():
    commitment = duty()
    reassessed(commitment, START)
    at = datetime(2020, 3, 9, 12, tzinfo=UTC)
    jobs.roll_over(at=at)
    assessments.reassess(commitment_ids=[commitment.pk], at=at)
    assert CurrentAssessment.objects.get().as_of == at.date()


def test_its_progress_follows_the_requests_that_are_left():
    one, two = duty(), duty()
    type(two).objects.filter(pk=two.pk).update(agreement=one.agreement)
    at = datetime(2020, 7, 14, 0, 1, tzinfo=UTC)
    runs = jobs.roll_over(at=at)
    run = next(run for run in runs if run.total)
    jobs.follow(at=at)
    assert (JobRun.objects.get(pk=run.pk).done, run.total) == (0, 2)
    assessments.reassess(commitment_ids=[one.pk], at=at)
    jobs.follow(at=at + MINUTE)
    row = JobRun.objects.get(pk=run.pk)
    assert (row.done, row.state, row.seen_at) == (1, "running", at + MINUTE)
    assessments.reassess(commitment_ids=[two.pk], at=at)
    jobs.follow(at=at + 2 * MINUTE)
    row = JobRun.objects.get(pk=run.pk)
    assert (row.done, row.state, row.ended_at) == (2, "done", at + 2 * MINUTE)


def test_the_sweep_finds_what_waits_for_too_long_and_nothing_else():
    at = datetime(2020, 7, 14, 12, tzinfo=UTC)
    old, new, held, parked = duty(), duty(), duty(), duty()
    for commitment, since in ((old, 2 * MINUTE), (new, MINUTE / 2), (held, 3 * MINUTE)):
        assessments.request(commitments=[commitment], at=at - since)
    ReassessmentRequest.objects.filter(commitment=held).update(claimed_at=at - MINUTE / 2)
    factories.ReassessmentRequestFactory(commitment=parked, parked=True, requested_at=at - 5 * MINUTE)
    assert jobs.sweep(at=at) == [old.pk]
    assert jobs.sweep(at=at + MINUTE) == [held.pk, old.pk, new.pk]


def test_a_run_without_a_sign_of_life_is_closed_as_failed():
    at = datetime(2020, 7, 14, 12, tzinfo=UTC)
    run = jobs.begin(name="recompute", period="now", total=5, at=at)
    jobs.advance(run=run, done=9, at=at + MINUTE)  # never more than its total
    jobs.sweep(at=at + 5 * MINUTE)
    assert JobRun.objects.get().state == "running"
    jobs.sweep(at=at + 12 * MINUTE)
    row = JobRun.objects.get()
    assert (row.state, row.done) == ("failed", 5)
    assert row.message


def test_a_job_begins_once_for_a_period():
    at = datetime(2020, 7, 14, 12, tzinfo=UTC)
    assert jobs.begin(name="digest", period="2020-07-14", total=1, at=at) is not None
    assert jobs.begin(name="digest", period="2020-07-14", total=1, at=at) is None


def test_health_is_the_age_of_the_last_heartbeat():
    at = datetime(2020, 7, 14, 12, tzinfo=UTC)
    assert not selectors.health(at).runs
    jobs.beat(at=at)
    jobs.beat(at=at + MINUTE)
    assert JobRun.objects.count() == 1
    assert selectors.health(at + 3 * MINUTE).runs
    assert not selectors.health(at + 3 * MINUTE + timedelta(seconds=1)).runs
    assessments.request(commitments=[duty()], at=at)
    assert not selectors.health(at + 10 * MINUTE).is_late
    assert selectors.health(at + 11 * MINUTE).is_late
    assert selectors.runs() == []


def test_a_page_asks_again_while_a_request_waits():
    commitment = duty()
    assert not selectors.pending(commitment)
    assessments.request(commitments=[commitment], at=datetime(2020, 7, 14, 12, tzinfo=UTC))
    assert selectors.pending(commitment)
    ReassessmentRequest.objects.update(state="parked")
    assert not selectors.pending(commitment)
