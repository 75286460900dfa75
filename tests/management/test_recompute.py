"""`recompute` works what waits, redoes all, tells every difference, and prints other days without storing."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.services.reassessing import START, accepted, duty
from tracker.models import (
    CurrentAssessment,
    JobRun,
    Parameters,
    Perspective,
    PerspectiveAudience,
    ReassessmentRequest,
    StatusChange,
    StatusSpan,
)
from tracker.services import assessments

pytestmark = pytest.mark.django_db


def recompute(*codes: str, **options: object) -> str:
    said = StringIO()
    call_command("recompute", *codes, stdout=said, stderr=said, **options)
    return said.getvalue()


@pytest.fixture
def commitment():
    """A duty kept for a while and then broken, with its results stored."""
    made = duty(kind="ACT", due_on=START + timedelta(days=30))
    accepted(made, START + timedelta(days=3), stance="PARTIAL", extent=1)
    for _ in "ab":
        accepted(made, START + timedelta(days=40), reliability="A", credibility="1")
    recompute(all=True)
    return made


def test_without_options_it_works_what_waits():
    made = duty(kind="ACT")
    assert "Nothing waits." in recompute()
    assessments.request(commitments=[made], at=timezone.now())
    ReassessmentRequest.objects.update(claimed_at=timezone.now())  # by a worker that died
    assert "1 stored." in recompute()
    assert CurrentAssessment.objects.filter(commitment=made).exists()


def test_what_fails_is_told_and_ends_with_an_error():
    made = duty(kind="ACT")
    Parameters.objects.create(
        name="spoilt", values={"no_such": 1}, valid_from=START, reason="A test.", recorded_at=timezone.now()
    )
    assessments.request(commitments=[made], at=timezone.now())
    with pytest.raises(CommandError, match="left"):
        recompute()


def test_all_leaves_a_run_to_be_seen(commitment):
    run = JobRun.objects.get(name="recompute")
    assert (run.state, run.done, run.total) == ("done", 1, 1)
    assert "No difference: 1 commitments" in recompute(verify=True)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda: CurrentAssessment.objects.update(p_pm=1), "p_pm is stored as 1"),
        (lambda: CurrentAssessment.objects.update(result={}), "the result differs"),
        (lambda: StatusSpan.objects.filter(series="diagonal").update(late=True), "diagonal from"),
        (lambda: StatusSpan.objects.filter(series="hindsight").update(p_pm=3), "hindsight from"),
        (lambda: StatusSpan.objects.filter(series="hindsight").delete(), "stored None"),
        (lambda: StatusChange.objects.filter(from_status="PENDING").delete(), "the log says"),
        (lambda: Perspective.objects.update(evidence_digest="0"), "the digest of the evidence differs"),
        (lambda: PerspectiveAudience.objects.filter(audience__level=4).delete(), "no stored perspective"),
        (lambda: Perspective.objects.all().delete(), "never assessed"),
    ],
)
def test_any_difference_is_a_line_and_an_error(commitment, spoil, told):
    spoil()
    said = StringIO()
    with pytest.raises(CommandError, match="difference"):
        call_command("recompute", verify=True, stdout=said)
    assert told in said.getvalue()
    recompute(all=True)
    assert "No difference" in recompute(verify=True)


def test_a_waiting_request_is_a_difference(commitment):
    assessments.request(commitments=[commitment], at=timezone.now())
    with pytest.raises(CommandError):
        recompute(verify=True)


def test_a_day_is_printed_and_nothing_stored(commitment):
    before = list(CurrentAssessment.objects.values())
    early = recompute(as_of=START + timedelta(days=35), known_by=START + timedelta(days=35))
    late = recompute(as_of=START + timedelta(days=41))
    assert "OVERDUE" in early
    assert "FULFILLED" in late
    assert list(CurrentAssessment.objects.values()) == before
    assert not ReassessmentRequest.objects.exists()


def test_a_future_day_or_an_unknown_code_is_refused_in_a_sentence(commitment):
    with pytest.raises(CommandError, match="future"):
        recompute(as_of=date(2100, 1, 1))
    with pytest.raises(CommandError, match="future"):
        recompute(known_by=date(2100, 1, 1))
    with pytest.raises(CommandError, match="no commitment XYZ-1"):
        recompute("XYZ-1")
    with pytest.raises(CommandError, match="2020-02-30 is not a day"):
        call_command("recompute", "--as-of", "2020-02-30")
    with pytest.raises(CommandError, match="A day only prints"):
        recompute(as_of=START, verify=True)


def test_codes_limit_the_work(commitment):
    other = duty(kind="ACT")
    slug = commitment.agreement.slug
    assert commitment.code in recompute(f"{slug}/{commitment.code}", as_of=START)
    assert other.code not in recompute(commitment.code, as_of=START)
