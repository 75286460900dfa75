"""Undo of a decision: within ten seconds everything is as before, afterwards nothing happens."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.factories.agreements import AgreementFactory
from tests.services.evidence import AT, accepted, actions, analyst, duty, submitted
from tracker.models import Comment, Finding, Notification, ReassessmentRequest, Review, StatusChange
from tracker.services import assessments, findings
from tracker.services.assessments.verifying import differences
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db
SOON, LATE = AT + timedelta(seconds=9), AT + timedelta(seconds=16)
DECIDED = (
    *("state", "accepted_at", "accepted_by_id", "accepted_on", "backfill", "published_on", "reliability"),
    *("rejected_at", "rejected_by_id", "rejection_reason", "submitted_at", "submissions"),
)


def said_of(finding):
    return Finding.objects.values(*DECIDED).get(pk=finding.pk)


def refused(**arguments) -> str:
    with pytest.raises(Refused) as refusal:
        findings.undo(**arguments)
    return refusal.value.sentence


DECISIONS = {
    "accept": (findings.accept, {}),
    "backfill": (findings.accept, {"backfill": True}),
    "reject": (findings.reject, {"reason": "Another province."}),
    "send back": (findings.send_back, {"reason": "Which day?"}),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_undone_it_waits_as_it_did(name):
    decide, more = DECISIONS[name]
    finding, reviewer = submitted(), analyst()
    before = said_of(finding)
    decide(finding=finding, by=reviewer, at=AT, **more)
    findings.undo(finding=finding, by=reviewer, at=SOON)
    assert said_of(finding) == before
    assert actions(finding)[-1] == "finding.undo"
    assert not Notification.objects.exists()
    assert not Comment.objects.filter(removed_at__isnull=True).exists()
    # And it can be decided again, by the same person too.
    decide(finding=finding, by=reviewer, at=LATE, **more)


@pytest.mark.parametrize("name", DECISIONS)
def test_only_by_who_decided_and_only_for_ten_seconds(name):
    decide, more = DECISIONS[name]
    finding, reviewer = submitted(), analyst()
    decide(finding=finding, by=reviewer, at=AT, **more)
    after = said_of(finding)
    assert "no decision of yours" in refused(finding=finding, by=analyst(), at=SOON)
    assert "ten seconds to undo are over" in refused(finding=finding, by=reviewer, at=LATE)
    assert said_of(finding) == after


def test_a_reliability_given_for_the_passage_stays():
    finding, reviewer = submitted(reliability="A", reliability_reason="The treaty's own monitor."), analyst()
    findings.accept(finding=finding, by=reviewer, at=AT)
    assert findings.undo(finding=finding, by=reviewer, at=SOON).reliability == "A"


def test_a_first_approval_is_undone_too():
    finding = submitted(commitment=duty(agreement=AgreementFactory(reviewers_needed=2)))
    reviewer = analyst()
    findings.accept(finding=finding, by=reviewer, at=AT)
    findings.undo(finding=finding, by=reviewer, at=SOON)
    assert not Review.objects.exists()
    assert "no decision of yours" in refused(finding=finding, by=reviewer, at=SOON)


def test_what_it_replaced_counts_again():
    old, reviewer = accepted(), analyst()
    new = submitted(report=old.report, commitment=old.commitment, severity=1, supersedes=old)
    before = Finding.objects.values("state", "superseded_on", "supersession_reason").get(pk=old.pk)
    findings.accept(finding=new, by=reviewer, at=AT)
    findings.undo(finding=new, by=reviewer, at=SOON)
    assert Finding.objects.values(*before).get(pk=old.pk) == before
    assert actions(old)[-1] == "finding.undo"


def test_once_its_author_has_gone_on_a_return_is_not_undone():
    finding, reviewer = submitted(), analyst()
    findings.send_back(finding=finding, by=reviewer, at=AT, reason="Which day?")
    row = Finding.objects.get()
    findings.edit(finding=row, version=row.version, changes={"place": "Khost"}, by=row.author, at=AT)
    assert "no decision of yours" in refused(finding=finding, by=reviewer, at=SOON)


@pytest.mark.parametrize("across_midnight", [False, True])
def test_the_status_comes_back_and_the_histories_are_those_of_a_clean_recompute(across_midnight):
    at = datetime(2020, 7, 14, 23, 59, 55, tzinfo=UTC) if across_midnight else AT
    commitment = duty(agreement=AgreementFactory(time_zone="UTC"))
    for day in (at - timedelta(days=3), at):
        work(commitment, day)
    finding, reviewer = submitted(commitment=commitment, credibility="1"), analyst()
    findings.accept(finding=finding, by=reviewer, at=at)
    work(commitment, None, at)
    moved = status_of(commitment)
    if across_midnight:
        work(commitment, at + timedelta(seconds=6))  # the first second of the 15th
    findings.undo(finding=finding, by=reviewer, at=at + timedelta(seconds=9))
    assert ReassessmentRequest.objects.get().backfill is across_midnight
    work(commitment, None, at + timedelta(seconds=9))
    assert status_of(commitment) == "UNVERIFIED" != moved
    assert list(differences([commitment.pk])) == []
    last = StatusChange.objects.filter(commitment=commitment).order_by("-id").first()
    assert (last.to_status, last.effective_on) == ("UNVERIFIED", date(2020, 7, 14))


def work(commitment, asked_at, at=None):
    """Ask, unless it was asked for already, and do the work."""
    if asked_at is not None:
        assessments.request(commitments=[commitment], at=asked_at)
    assessments.reassess(commitment_ids=[commitment.pk], at=at or asked_at)


def status_of(commitment):
    audience = factories.AudienceFactory(level=4)
    return commitment.current_assessments.get(perspective__readers__audience=audience).status
