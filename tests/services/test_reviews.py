"""How many reviewers an agreement asks for, second grades given blind, and how differences are settled."""

import pytest

from tests.factories.agreements import AgreementFactory
from tests.factories.people import UserFactory
from tests.services.evidence import AT, actions, analyst, drafted, duty, submitted
from tracker.models import Finding, LedgerEntry, Notification, ReassessmentRequest, Review
from tracker.selectors import gradings
from tracker.services import agreements, findings, reviews
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def asking(**policy):
    """A duty of an agreement with this policy."""
    return duty(agreement=AgreementFactory(**policy))


def refused(call, **arguments) -> str:
    with pytest.raises(Refused) as refusal:
        call(at=AT, **arguments)
    return refusal.value.sentence


def graded(finding, stance="CONTRADICTS", credibility="3", by=None):
    return reviews.grade(finding=finding, stance=stance, credibility=credibility, by=by or analyst(), at=AT)


# No reviewer


def test_without_a_reviewer_a_submitted_finding_counts_at_once_by_policy():
    done = submitted(commitment=asking(reviewers_needed=0))
    row = Finding.objects.get()
    assert (row.state, row.accepted_by, row.accepted_by_policy, row.accepted_at) == (
        "accepted",
        None,
        True,
        AT,
    )
    assert actions(done) == ["finding.draft", "finding.submit", "finding.accept"]
    assert ReassessmentRequest.objects.get().commitment == done.commitment


def test_a_finding_in_place_of_another_supersedes_it_without_a_reviewer_too():
    commitment = asking(reviewers_needed=0)
    old = submitted(commitment=commitment)
    new = drafted(
        old.author, old.origin, report=old.report, commitment=commitment, severity=1, supersedes=old
    )
    findings.submit(finding=new, by=new.author, at=AT)
    old.refresh_from_db()
    assert (old.state, old.superseded_by) == ("superseded", new.author)


# Two reviewers


def test_with_two_reviewers_the_first_approves_and_the_second_accepts():
    finding = submitted(commitment=asking(reviewers_needed=2))
    first, second = analyst(), analyst()
    assert findings.accept(finding=finding, by=first, at=AT).state == "submitted"
    assert not ReassessmentRequest.objects.exists()
    assert "approved it already" in refused(findings.accept, finding=finding, by=first)
    done = findings.accept(finding=finding, by=second, at=AT)
    assert (done.state, done.accepted_by) == ("accepted", second)
    assert actions(done)[2:] == ["finding.approve", "finding.accept"]


def test_an_approval_is_of_what_was_submitted_then():
    finding = submitted(commitment=asking(reviewers_needed=2))
    findings.accept(finding=finding, by=analyst(), at=AT)
    findings.take_back(finding=finding, by=finding.author, at=AT)
    findings.submit(finding=finding, by=finding.author, at=AT)
    assert findings.accept(finding=finding, by=analyst(), at=AT).state == "submitted"


# The sample


def test_the_sample_is_the_same_for_whoever_asks_and_about_as_large_as_said():
    references = [f"F-{number:06d}" for number in range(2000)]
    sample = [one for one in references if gradings.in_sample(one, 250)]
    assert sample == [one for one in references if gradings.in_sample(one, 250)]
    assert 420 < len(sample) < 580
    assert not any(gradings.in_sample(one, 0) for one in references)
    assert all(gradings.in_sample(one, 1000) for one in references)
    # A larger share holds the smaller one.
    assert set(sample) < {one for one in references if gradings.in_sample(one, 500)}


# Second grades


def test_it_is_graded_blind_before_it_can_be_accepted():
    finding = submitted(commitment=asking(second_grading_pm=1000))
    reviewer = analyst()
    assert gradings.is_blind(reviewer, finding)
    assert not gradings.is_blind(finding.author, finding)
    assert "Grade it first" in refused(findings.accept, finding=finding, by=reviewer)
    review = graded(finding, by=reviewer)
    assert (review.first_stance, review.first_credibility) == ("CONTRADICTS", "3")
    assert not gradings.is_blind(reviewer, finding)
    assert findings.accept(finding=finding, by=reviewer, at=AT).state == "accepted"


def test_only_once_and_never_by_its_author():
    finding = submitted(commitment=asking(second_grading_pm=1000))
    assert "somebody else must review" in refused(
        reviews.grade, finding=finding, stance="SUPPORTS", credibility="1", by=finding.author
    )
    graded(finding)
    again = refused(reviews.grade, finding=finding, stance="SUPPORTS", credibility="1", by=analyst())
    assert "has graded it meanwhile" in again
    other = submitted()
    assert "not one of those" in refused(
        reviews.grade, finding=other, stance="SUPPORTS", credibility="1", by=analyst()
    )


@pytest.mark.parametrize(("stance", "credibility"), [("", "1"), ("YES", "1"), ("SUPPORTS", "7")])
def test_a_grade_is_one_of_the_lists(stance, credibility):
    finding = submitted(commitment=asking(second_grading_pm=1000))
    assert refused(reviews.grade, finding=finding, stance=stance, credibility=credibility, by=analyst())
    assert not Review.objects.exists()


def test_a_difference_is_settled_by_a_third_person_in_place():
    finding = submitted(commitment=asking(second_grading_pm=1000))
    second, third = analyst(), analyst()
    graded(finding, "PARTIAL", "2", by=second)
    assert "two grades differ" in refused(findings.accept, finding=finding, by=third)
    told = {"stance": "PARTIAL", "credibility": "2", "note": "It says in part."}
    assert "third person" in refused(reviews.settle, finding=finding, by=second, **told)
    assert [one.finding for one in gradings.open_differences(third)] == [finding]
    settled = reviews.settle(finding=finding, by=third, at=AT, extent=2, version=finding.version, **told)
    assert (settled.stance, settled.credibility, settled.extent, settled.state) == (
        "PARTIAL",
        "2",
        2,
        "submitted",
    )
    assert gradings.open_differences(third) == []
    assert actions(finding)[-2:] == ["finding.grade", "finding.settle"]
    assert findings.accept(finding=finding, by=third, at=AT).state == "accepted"


def test_settled_for_the_first_grade_it_keeps_its_words_and_needs_a_reason():
    finding = submitted(commitment=asking(second_grading_pm=1000))
    graded(finding, "SUPPORTS", "3")
    told = {"stance": "CONTRADICTS", "credibility": "3"}
    assert "at least 3" in refused(reviews.settle, finding=finding, by=analyst(), note="no", **told)
    with pytest.raises(Stale):
        reviews.settle(finding=finding, by=analyst(), at=AT, note="As first read.", version=1, **told)
    kept = reviews.settle(finding=finding, by=analyst(), at=AT, note="As first read.", **told)
    assert kept.version == finding.version
    assert actions(finding)[-1] == "finding.settle"
    assert "no difference" in refused(reviews.settle, finding=finding, by=analyst(), note="again", **told)


def test_an_author_who_takes_over_the_second_grade_has_settled_it():
    finding = submitted(commitment=asking(second_grading_pm=1000))
    graded(finding, "SUPPORTS", "2")
    findings.send_back(finding=finding, by=analyst(), at=AT, reason="It says the opposite.")
    draft = Finding.objects.get()
    findings.edit(
        finding=draft,
        version=draft.version,
        changes={"stance": "SUPPORTS", "credibility": "2"},
        by=draft.author,
        at=AT,
    )
    findings.submit(finding=draft, by=draft.author, at=AT)
    assert findings.accept(finding=draft, by=analyst(), at=AT).state == "accepted"


def test_without_a_reviewer_a_sampled_finding_waits_for_its_second_grade():
    commitment = asking(reviewers_needed=0, second_grading_pm=1000)
    alike, apart = submitted(commitment=commitment), submitted(commitment=commitment, severity=1)
    assert {alike.state, apart.state} == {"submitted"}
    graded(alike)
    graded(apart, "SUPPORTS")
    assert [Finding.objects.get(pk=one.pk).state for one in (alike, apart)] == ["accepted", "submitted"]
    told = {"stance": "SUPPORTS", "credibility": "3", "note": "Read again."}
    assert reviews.settle(finding=apart, by=analyst(), at=AT, **told).state == "accepted"


# Returns


def test_a_return_and_a_rejection_are_told_to_the_author_once():
    finding = submitted()
    findings.send_back(finding=finding, by=analyst(), at=AT, reason="Which day?")
    assert Review.objects.get().act == "sent_back"
    findings.submit(finding=finding, by=finding.author, at=AT)
    findings.reject(finding=finding, by=analyst(), at=AT, reason="Another province.")
    told = Notification.objects.filter(user=finding.author).order_by("id")
    assert [one.event_key for one in told] == [
        f"finding.send_back {finding.reference} 1",
        f"finding.reject {finding.reference}",
    ]


# The policy itself


def test_the_policy_is_changed_with_its_ledger_entry_and_only_within_bounds():
    agreement = agreements.create(slug="a-deal", title="A deal", kind="treaty", by=None, at=AT)
    assert (agreement.reviewers_needed, agreement.second_grading_pm) == (1, 0)
    changes = {"reviewers_needed": 2, "second_grading_pm": 100}
    edited = agreements.edit(
        agreement=agreement, version=agreement.version, changes=changes, by=UserFactory(), at=AT
    )
    entry = LedgerEntry.objects.get(action="agreement.edit")
    assert (entry.before, entry.after) == ({"reviewers_needed": 1, "second_grading_pm": 0}, changes)
    for wrong in ({"reviewers_needed": 3}, {"second_grading_pm": 1001}):
        with pytest.raises(Refused) as refusal:
            agreements.edit(agreement=edited, version=edited.version, changes=wrong, by=UserFactory(), at=AT)
        assert refusal.value.field == next(iter(wrong))


def test_a_policy_that_changes_leaves_what_waits_to_a_reviewer():
    finding = submitted(commitment=asking(reviewers_needed=1))
    agreement = finding.commitment.agreement
    agreement.reviewers_needed = 0
    agreement.save()
    assert Finding.objects.get().state == "submitted"
    reviewer = analyst()
    assert findings.accept(finding=finding, by=reviewer, at=AT).accepted_by == reviewer
