"""A request outlives whatever goes wrong: edits that land meanwhile, failures, dead workers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tests import factories
from tests.services.reassessing import START, accepted, duty, noon, reassessed
from tracker.models import Audience, CurrentAssessment, LedgerEntry, Parameters, ReassessmentRequest
from tracker.selectors.records import read_records
from tracker.services import assessments
from tracker.services.assessments import requests, storing
from tracker.services.assessments.drafts import drafts_for
from tracker.services.refusals import Refused
from tracker.services.signals import reassessment_requested

pytestmark = pytest.mark.django_db
AT = datetime(2020, 7, 14, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture
def heard():
    """The lists of numbers that listeners were told."""
    told = []

    def listen(commitment_ids, **kwargs):
        told.append(commitment_ids)

    reassessment_requested.connect(listen)
    yield told
    reassessment_requested.disconnect(listen)


def row_of(commitment):
    return ReassessmentRequest.objects.get(commitment=commitment)


def test_each_reason_makes_it_another_request():
    commitment = duty()
    assessments.request(commitments=[commitment], at=AT, cause="first")
    assessments.request(commitments=[commitment.pk], at=AT + SECOND, cause="second", backfill=True)
    assessments.request(commitments=[commitment], at=AT + 2 * SECOND, cause="third")
    row = row_of(commitment)
    assert (row.seq, row.cause, row.backfill, row.requested_at) == (3, "third", True, AT)


def test_those_that_hang_on_it_are_asked_for_too():
    commitment, other, unlinked = duty(), duty(), duty()
    for kind in ("reciprocal", "same_duty_as"):
        on = other if kind == "reciprocal" else unlinked
        factories.CommitmentLinkFactory(commitment=on, other=commitment, kind=kind)
    assessments.request(commitments=[commitment], at=AT)
    asked = set(ReassessmentRequest.objects.values_list("commitment_id", flat=True))
    assert asked == {commitment.pk, other.pk}


def test_nothing_is_asked_for_what_does_not_exist():
    assessments.request(commitments=[987654], at=AT)
    assessments.request(commitments=[], at=AT)
    assert not ReassessmentRequest.objects.exists()


def test_the_news_comes_once_for_a_transaction_and_not_for_one_rolled_back(
    heard, django_capture_on_commit_callbacks
):
    one, two, three = duty(), duty(), duty()
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            assessments.request(commitments=[two], at=AT)
        with transaction.atomic():
            assessments.request(commitments=[three], at=AT)
            transaction.set_rollback(True)
        assessments.request(commitments=[one], at=AT)
    (ids,) = heard
    assert ids == sorted(ids)
    assert {one.pk, two.pk} <= set(ids)
    assert not ReassessmentRequest.objects.filter(commitment=three).exists()


def test_a_listener_that_fails_harms_nobody(heard, django_capture_on_commit_callbacks):
    def fail(**kwargs):
        raise ConnectionError("no broker")

    reassessment_requested.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assessments.request(commitments=[duty()], at=AT)
    finally:
        reassessment_requested.disconnect(fail)
    assert len(heard) == 1


def test_an_edit_during_the_work_keeps_the_request_and_stores_nothing_old():
    commitment, today = duty(), START + timedelta(days=10)
    assessments.request(commitments=[commitment], at=noon(today))
    (claim,) = requests.claim(commitment_ids=[commitment.pk], at=noon(today))
    drafts = drafts_for(read_records([commitment.pk]), commitment.pk, Audience.objects.all(), [], today)
    accepted(commitment, START, reliability="A", credibility="1")
    assessments.request(commitments=[commitment], at=noon(today))
    done = storing.store(claim=claim, commitment_id=commitment.pk, drafts=drafts, held=[], at=noon(today))
    assert not done
    assert row_of(commitment).seq == 2
    assert not CurrentAssessment.objects.exists()
    assessments.reassess(commitment_ids=[commitment.pk], at=noon(today))
    assert CurrentAssessment.objects.get().status == "COMPLIANT"
    assert not ReassessmentRequest.objects.exists()


def test_a_request_made_anew_is_not_taken_for_the_old_one():
    commitment = duty()
    assessments.request(commitments=[commitment], at=AT)
    (late,) = requests.claim(commitment_ids=[commitment.pk], at=AT)
    assessments.reassess(commitment_ids=[commitment.pk], at=AT, wait_for_claims=False)
    assessments.request(commitments=[commitment], at=AT)
    assert row_of(commitment).seq == late.seq
    assert not storing.store(claim=late, commitment_id=commitment.pk, drafts=[], held=[], at=AT)
    assert ReassessmentRequest.objects.exists()


def test_a_claim_keeps_others_off_until_it_is_old():
    commitment = duty()
    assessments.request(commitments=[commitment], at=AT)
    assert len(requests.claim(commitment_ids=[commitment.pk], at=AT)) == 1
    assert requests.claim(commitment_ids=[commitment.pk], at=AT + 59 * SECOND) == []
    assert len(requests.claim(commitment_ids=[commitment.pk], at=AT + 61 * SECOND)) == 1


def test_work_without_a_request_does_nothing():
    assert not assessments.reassess(commitment_ids=[duty().pk, 987654], at=AT)


def spoil(commitment):
    """Parameters that the method does not know make its work fail."""
    return Parameters.objects.create(
        name="spoilt", values={"no_such_number": 1}, valid_from=START, reason="A test.", recorded_at=AT
    )


def test_three_failures_park_it_and_an_admin_lets_it_try_again():
    commitment, admin = duty(), factories.UserFactory(roles=("admin",))
    spoilt = spoil(commitment)
    assessments.request(commitments=[commitment], at=AT)
    for attempt in (1, 2, 3):
        assert row_of(commitment).state == "waiting"
        ended = assessments.reassess(commitment_ids=[commitment.pk], at=AT + attempt * SECOND)
        assert ended == {assessments.Ending.FAILED: 1}
    row = row_of(commitment)
    assert (row.state, row.attempts) == ("parked", 3)
    assert "no_such_number" in row.last_error
    assert not assessments.reassess(commitment_ids=[commitment.pk], at=AT)
    spoilt.delete()
    assessments.release(request=row, by=admin, at=AT)
    assert LedgerEntry.objects.filter(action="request.release", actor=admin.username).count() == 1
    assert reassessed(commitment, AT.date()) == {assessments.Ending.STORED: 1}
    with pytest.raises(Refused):
        assessments.release(request=row, by=admin, at=AT)


def test_one_that_takes_its_worker_down_three_times_is_parked():
    commitment = duty()
    assessments.request(commitments=[commitment], at=AT)
    for minutes in (0, 2, 4):
        assert requests.claim(commitment_ids=[commitment.pk], at=AT + timedelta(minutes=minutes))
    assert requests.claim(commitment_ids=[commitment.pk], at=AT + timedelta(minutes=6)) == []
    assert row_of(commitment).state == "parked"
    assert "died" in row_of(commitment).last_error


def test_a_new_reason_gives_a_parked_request_its_attempts_back():
    commitment = duty()
    factories.ReassessmentRequestFactory(commitment=commitment, parked=True)
    assert reassessed(commitment, AT.date()) == {assessments.Ending.STORED: 1}


def test_one_failure_does_not_stop_the_others():
    good, bad = duty(), duty()
    # An obligor without a name, written behind the services' back, is no input of the method.
    factories.CommitmentPartyFactory(commitment=bad, party=factories.PartyFactory(slug=""), role="obligor")
    assessments.request(commitments=[good, bad], at=AT)
    ended = assessments.reassess(commitment_ids=[good.pk, bad.pk], at=AT)
    assert ended == {assessments.Ending.STORED: 1, assessments.Ending.FAILED: 1}
    assert row_of(bad).last_error
