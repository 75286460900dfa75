"""The stored histories say of each day what the method says of it, however they came about."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.services.reassessing import (
    START,
    accepted,
    audience,
    duty,
    logged_days,
    naive_days,
    noon,
    perspective,
    reassessed,
    stored_days,
)
from tracker.models import (
    Assessment,
    CurrentAssessment,
    Perspective,
    PerspectiveAudience,
    ReassessmentRequest,
    StatusChange,
    StatusSpan,
)
from tracker.services import assessments
from tracker.services.assessments import working
from tracker.services.assessments.drafts import present_drafts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def same_as_naive(commitment, until, level=0, first=START):
    for series in ("diagonal", "hindsight"):
        naive = naive_days(commitment, series, until, level, first)
        assert stored_days(commitment, series, until, level) == naive
    diagonal = naive_days(commitment, "diagonal", until, level, first)
    assert logged_days(commitment, until, level, first) == {day: one[0] for day, one in diagonal.items()}


def test_a_first_assessment_writes_the_whole_history():
    commitment = duty()
    accepted(commitment, START + 10 * DAY)
    accepted(commitment, START + 12 * DAY, published_on=START + 40 * DAY, accepted_on=None)
    today = START + 400 * DAY
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    changes = StatusChange.objects.filter(commitment=commitment)
    assert changes.filter(effective_on__lt=today, backfill=False).count() == 0
    assert changes.order_by("effective_on").first().from_status == ""
    assert Assessment.objects.filter(commitment=commitment).count() == 1


def test_the_days_that_follow_extend_it():
    commitment = duty()
    for n in range(1, 6):
        if n % 2:
            accepted(commitment, START + n * DAY, stance="CONTRADICTS" if n == 3 else "SUPPORTS")
        reassessed(commitment, START + n * DAY)
        same_as_naive(commitment, START + n * DAY)
    reassessed(commitment, START + 300 * DAY)  # as after a long time switched off
    same_as_naive(commitment, START + 300 * DAY)
    assert not StatusChange.objects.filter(backfill=True, effective_on__gt=START + DAY).exists()


def test_evidence_that_comes_late_changes_hindsight_and_leaves_the_diagonal():
    commitment, today = duty(), START + 60 * DAY
    reassessed(commitment, today)
    before = stored_days(commitment, "diagonal", today - DAY)
    for _ in range(2):
        accepted(commitment, START + 20 * DAY, accepted_on=today, stance="CONTRADICTS", reliability="A")
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    after = stored_days(commitment, "diagonal", today)
    assert {day: after[day] for day in before if day < today} == {
        d: s for d, s in before.items() if d < today
    }
    assert stored_days(commitment, "hindsight", today)[START + 30 * DAY][0] == "BREACHED"


def test_a_declared_backfill_rewrites_the_diagonal_and_the_log_says_so():
    commitment, today = duty(), START + 60 * DAY
    reassessed(commitment, today)
    lines = StatusChange.objects.filter(commitment=commitment).count()
    known = {"published_on": START + 25 * DAY, "accepted_on": None, "stance": "CONTRADICTS"}
    made = [accepted(commitment, START + 20 * DAY, credibility="1", reliability="A", **known) for _ in "ab"]
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    new = StatusChange.objects.filter(commitment=commitment).order_by("id")[lines:]
    assert [(line.effective_on, line.to_status, line.backfill) for line in new] == [
        (START + 25 * DAY, "BREACHED", True)
    ]
    assert new[0].cause == ", ".join(sorted(one.reference for one in made))


def test_a_backfill_taken_back_is_answered_in_the_log_by_further_lines():
    commitment, today = duty(), START + 60 * DAY
    made = accepted(commitment, START + 20 * DAY, accepted_on=None, reliability="A", credibility="1")
    reassessed(commitment, today)
    assert logged_days(commitment, today)[today] == "COMPLIANT"
    lines = set(StatusChange.objects.values_list("pk", flat=True))
    made.delete()
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    assert set(StatusChange.objects.values_list("pk", flat=True)) > lines


def test_superseding_leaves_the_past_as_it_was_known():
    commitment = duty()
    made = accepted(commitment, START + 5 * DAY, reliability="A", credibility="1")
    reassessed(commitment, START + 10 * DAY)
    made.state, made.superseded_at, made.superseded_by = "superseded", made.accepted_at, made.accepted_by
    made.superseded_on = START + 20 * DAY
    made.save()
    reassessed(commitment, START + 20 * DAY)
    same_as_naive(commitment, START + 20 * DAY)
    days = stored_days(commitment, "diagonal", START + 20 * DAY)
    assert (days[START + 19 * DAY][0], days[START + 20 * DAY][0]) == ("COMPLIANT", "UNVERIFIED")


def test_an_act_with_a_deadline_skips_quiet_days_and_misses_none():
    commitment = duty(kind="ACT", due_on=START + 30 * DAY, grace_days=5)
    accepted(commitment, START + 50 * DAY, event_on=START + 45 * DAY, reliability="A", credibility="1")
    today = START + 900 * DAY
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    assert [span.status for span in StatusSpan.objects.filter(series="diagonal").order_by("from_on")] == [
        "PENDING",
        "OVERDUE",
        "FULFILLED",
    ]


def test_a_metric_with_readings_and_a_later_version():
    commitment = duty(kind="METRIC", baseline=13000, target=8600, due_on=START + 135 * DAY)
    for n, value in ((10, 12500), (60, 10500), (110, 8600)):
        accepted(
            commitment, START + n * DAY, bound="about", value_low=value, reliability="A", credibility="1"
        )
    reassessed(commitment, START + 100 * DAY)
    same_as_naive(commitment, START + 100 * DAY)
    factories.CommitmentVersionFactory(
        commitment=commitment, kind="METRIC", baseline=13000, target=5000, starts_on=START,
        due_on=START + 200 * DAY, recorded_on=START + 120 * DAY,
    )  # fmt: skip
    reassessed(commitment, START + 250 * DAY)
    same_as_naive(commitment, START + 250 * DAY)


def test_a_retroactive_version_rewrites_everything():
    commitment = duty(kind="ACT", due_on=START + 30 * DAY)
    reassessed(commitment, START + 60 * DAY)
    factories.CommitmentVersionFactory(
        commitment=commitment, kind="ACT", due_on=START + 90 * DAY, starts_on=START - 5 * DAY,
        recorded_on=START + 60 * DAY, retroactive=True,
    )  # fmt: skip
    reassessed(commitment, START + 61 * DAY)
    same_as_naive(commitment, START + 61 * DAY, first=START - 5 * DAY)


def test_a_linked_breach_suspends_and_counts_from_the_day_it_is_known():
    other = duty(essential=True)
    commitment = duty(suspension_invoked_on=START + 20 * DAY)
    factories.CommitmentLinkFactory(commitment=commitment, other=other, kind="reciprocal")
    for _ in "ab":
        accepted(other, START + 10 * DAY, stance="CONTRADICTS", reliability="A", credibility="1")
    today = START + 80 * DAY
    reassessed(commitment, today)
    same_as_naive(commitment, today)
    assert stored_days(commitment, "diagonal", today)[START + 20 * DAY][0] == "SUSPENDED"


def test_audiences_that_see_the_same_share_a_row_and_part_when_they_do_not():
    commitment, today = duty(), START + 30 * DAY
    accepted(commitment, START + 5 * DAY, reliability="A", credibility="1")
    reassessed(commitment, today)
    assert Perspective.objects.filter(commitment=commitment).count() == 1
    assert PerspectiveAudience.objects.filter(commitment=commitment).count() == 5
    shared = perspective(commitment)
    secret = accepted(
        commitment, START + 9 * DAY, stance="CONTRADICTS", reliability="A", credibility="1", marking=3
    )
    reassessed(commitment, today)
    assert perspective(commitment, 0) == perspective(commitment, 2) == shared
    assert perspective(commitment, 3) == perspective(commitment, 4) != shared
    same_as_naive(commitment, today, level=0)
    same_as_naive(commitment, today, level=4)
    assert stored_days(commitment, "diagonal", today, 4) != stored_days(commitment, "diagonal", today, 0)
    open_now = perspective(commitment, 4)
    secret.marking = secret.effective_marking = 0
    secret.save()
    reassessed(commitment, today)
    assert {perspective(commitment, level) for level in range(5)} == {shared}
    same_as_naive(commitment, today, level=4)
    assert not CurrentAssessment.objects.filter(perspective=open_now).exists()
    assert not StatusSpan.objects.filter(perspective=open_now).exists()
    assert StatusChange.objects.filter(perspective=open_now).exists()  # the log is only added to


def test_an_audience_that_may_not_see_the_commitment_has_no_result():
    commitment = duty()
    commitment.marking = commitment.effective_marking = 2
    commitment.save()
    reassessed(commitment, START)
    levels = PerspectiveAudience.objects.filter(commitment=commitment).values_list(
        "audience__level", flat=True
    )
    assert sorted(levels) == [2, 3, 4]


def test_equal_inputs_store_nothing():
    commitment, today = duty(), START + 30 * DAY
    accepted(commitment, START + 5 * DAY)
    reassessed(commitment, today)
    computed_at = CurrentAssessment.objects.get(commitment=commitment).computed_at
    spans = set(StatusSpan.objects.values_list("pk", flat=True))
    reassessed(commitment, today)
    assert CurrentAssessment.objects.get(commitment=commitment).computed_at == computed_at
    assert set(StatusSpan.objects.values_list("pk", flat=True)) == spans
    assert audience(0).pk in PerspectiveAudience.objects.values_list("audience_id", flat=True)


def test_the_agreements_own_day_counts():
    commitment = duty()
    agreement = commitment.agreement
    agreement.time_zone = "Asia/Kabul"
    agreement.save()
    at = datetime(2020, 3, 9, 20, 0, tzinfo=UTC)  # 00:30 of the 10th in Kabul
    assessments.request(commitments=[commitment], at=at)
    assessments.reassess(commitment_ids=[commitment.pk], at=at)
    assert CurrentAssessment.objects.get(commitment=commitment).as_of == date(2020, 3, 10)


def test_the_present_is_stored_ahead_of_a_long_history(monkeypatch):
    commitment = duty()
    accepted(commitment, START + 10 * DAY)
    today = START + 200 * DAY
    reassessed(commitment, today)
    before = CurrentAssessment.objects.get(commitment=commitment).inputs_digest
    accepted(commitment, START + 20 * DAY, stance="CONTRADICTS", accepted_on=None)
    with monkeypatch.context() as broken:
        broken.setattr(working, "drafts_for", died)
        reassessed(commitment, today)
    current = CurrentAssessment.objects.get(commitment=commitment)
    assert current.inputs_digest != before
    assert ReassessmentRequest.objects.filter(commitment=commitment).exists()  # its history still waits

    reassessed(commitment, today)
    same_as_naive(commitment, today)
    assert CurrentAssessment.objects.get(commitment=commitment).result == current.result
    assert Assessment.objects.filter(commitment=commitment).count() == 2
    assert not ReassessmentRequest.objects.exists()


def test_a_present_that_was_overtaken_is_not_stored_ahead(monkeypatch):
    commitment = duty()
    accepted(commitment, START + 10 * DAY)
    today = START + 200 * DAY
    reassessed(commitment, today)
    before = CurrentAssessment.objects.get(commitment=commitment).inputs_digest
    accepted(commitment, START + 20 * DAY, stance="CONTRADICTS", accepted_on=None)

    def edit_meanwhile(*args, **kwargs):
        drafts = present_drafts(*args, **kwargs)
        assessments.request(commitments=[commitment], at=noon(today))
        return drafts

    monkeypatch.setattr(working, "present_drafts", edit_meanwhile)
    reassessed(commitment, today)
    assert CurrentAssessment.objects.get(commitment=commitment).inputs_digest == before
    assert ReassessmentRequest.objects.filter(commitment=commitment).exists()


def died(*args, **kwargs):
    """Stands for a worker that ends between the two steps."""
    raise RuntimeError("the worker died")
