from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.agreements import AgreementFactory
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory, SourceReliabilityFactory
from tests.services.evidence import (
    AT,
    PUBLISHED_ON,
    accepted,
    actions,
    analyst,
    duty,
    filed,
    said,
    submitted,
)
from tracker.models import Comment, Finding, LedgerEntry, ReassessmentRequest
from tracker.services import findings
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def refused(call, **arguments) -> Refused:
    entries, rows = LedgerEntry.objects.count(), Finding.objects.count()
    with pytest.raises(Refused) as refusal:
        call(at=AT, **arguments)
    assert (LedgerEntry.objects.count(), Finding.objects.count()) == (entries, rows)
    return refusal.value


def figures(bound: str, low: int | None = None, high: int | None = None) -> dict[str, object]:
    return {"bound": bound, "value_low": low, "value_high": high}


# Drafting


def test_accepting_copies_grade_and_days_and_asks_for_reassessment():
    source = SourceFactory(reliability="B")
    SourceReliabilityFactory(source=source, reliability="D", from_on=PUBLISHED_ON + timedelta(days=1))
    by = analyst()
    finding = submitted(by, report=filed(by, source=source))
    reviewer = analyst()
    done = findings.accept(finding=finding, by=reviewer, at=AT)
    assert (done.state, done.reliability, done.published_on) == ("accepted", "B", PUBLISHED_ON)
    assert (done.accepted_at, done.accepted_by, done.accepted_on) == (AT, reviewer, date(2020, 7, 14))
    assert actions(done) == ["finding.draft", "finding.submit", "finding.accept"]
    request = ReassessmentRequest.objects.get()
    assert (request.commitment_id, request.backfill) == (done.commitment_id, False)


def test_the_day_of_acceptance_is_the_agreements_own():
    late = datetime(2020, 7, 14, 20, 0, tzinfo=UTC)  # already the 15th in Kabul
    finding = submitted(commitment=duty(agreement=AgreementFactory(time_zone="Asia/Kabul")))
    assert findings.accept(finding=finding, by=analyst(), at=late).accepted_on == date(2020, 7, 15)


def test_a_backfill_has_no_day_of_acceptance_and_says_so_to_the_jobs():
    done = findings.accept(finding=submitted(), by=analyst(), at=AT, backfill=True)
    assert (done.accepted_on, done.backfill, done.published_on) == (None, True, PUBLISHED_ON)
    assert ReassessmentRequest.objects.get().backfill
    assert LedgerEntry.objects.get(action="finding.accept").after["backfill"] is True


def test_an_overridden_reliability_stays_and_an_unrated_source_cannot_be_judged():
    assert accepted(reliability="A", reliability_reason="It is the treaty's own monitor.").reliability == "A"
    by = analyst()
    unrated = filed(by, source=SourceFactory(reliability__none=True))
    assert findings.accept(finding=submitted(by, report=unrated), by=analyst(), at=AT).reliability == "F"


def test_nobody_reviews_their_own_finding_and_the_database_agrees():
    finding = submitted()
    for verb, more in (
        (findings.accept, {}),
        (findings.reject, {"reason": "because"}),
        (findings.send_back, {"reason": "because"}),
    ):
        refusal = refused(verb, finding=finding, by=finding.author, **more)
        assert "somebody else must review it" in refusal.sentence
    row = Finding.objects.filter(pk=finding.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(
            state="accepted", accepted_at=AT, accepted_by=finding.author, accepted_on=AT.date(),
            published_on=PUBLISHED_ON, reliability="B",
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(state="rejected", rejected_at=AT, rejected_by=finding.author, rejection_reason="no")


@pytest.mark.parametrize("roles", [(), ("manager",), ("admin",)])
def test_reviewing_needs_an_analyst(roles):
    refusal = refused(findings.accept, finding=submitted(), by=UserFactory(roles=roles))
    assert "Only analysts review" in refusal.sentence


def test_what_was_decided_is_not_decided_again():
    refusal = refused(findings.accept, finding=accepted(), by=analyst())
    assert "no longer waits for review; it is now: accepted" in refusal.sentence


def test_a_finding_that_changed_under_the_reviewer_is_not_accepted():
    finding = submitted()
    seen = finding.version
    findings.take_back(finding=finding, by=finding.author, at=AT)
    draft = Finding.objects.get()
    findings.edit(
        finding=draft, version=draft.version, changes={"stance": "SUPPORTS"}, by=finding.author, at=AT
    )
    findings.submit(finding=draft, by=finding.author, at=AT)
    with pytest.raises(Stale):
        findings.accept(finding=finding, by=analyst(), at=AT, version=seen)
    assert Finding.objects.get().state == "submitted"


def test_a_rejection_needs_a_reason_and_keeps_it():
    finding = submitted()
    assert refused(findings.reject, finding=finding, by=analyst(), reason=" ").field == "reason"
    done = findings.reject(finding=finding, by=analyst(), at=AT, reason="Another province.")
    assert (done.state, done.rejection_reason) == ("rejected", "Another province.")
    assert not ReassessmentRequest.objects.exists()


def test_sent_back_it_is_a_draft_again_with_the_reason_as_a_comment():
    finding = submitted()
    back = findings.send_back(finding=finding, by=analyst(), at=AT, reason="Which day?")
    assert (back.state, back.submitted_at) == ("draft", None)
    assert Comment.objects.get().text == "Which day?"


def test_superseding_ends_it_on_the_agreements_day_and_asks_for_reassessment():
    finding = accepted()
    ReassessmentRequest.objects.all().delete()
    done = findings.supersede(finding=finding, by=analyst(), at=AT, reason="The publisher corrected it.")
    assert (done.state, done.superseded_on) == ("superseded", date(2020, 7, 14))
    assert ReassessmentRequest.objects.exists()
    assert (
        "Only an accepted finding"
        in refused(findings.supersede, finding=done, by=analyst(), reason="again").sentence
    )


def test_an_accepted_replacement_supersedes_what_it_replaces():
    old = accepted()
    new = submitted(report=old.report, commitment=old.commitment, severity=1, supersedes=old)
    findings.accept(finding=new, by=analyst(), at=AT)
    old.refresh_from_db()
    assert (old.state, old.supersession_reason) == ("superseded", f"Replaced by {new.reference}.")


def test_a_replacement_must_be_about_the_same_duty():
    old = accepted()
    by = analyst()
    report, commitment = filed(by), duty()
    refusal = refused(findings.draft, report=report, commitment=commitment, by=by, supersedes=old, **said())
    assert refusal.field == "commitment"
    other = accepted()
    refusal = refused(findings.supersede, finding=old, by=by, reason="because", replacement=other)
    assert "same commitment" in refusal.sentence


def test_a_failed_ledger_entry_undoes_the_acceptance(monkeypatch):
    finding = submitted()

    def broken(**_: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("tracker.services.versions.ledger.record", broken)
    with pytest.raises(RuntimeError):
        findings.accept(finding=finding, by=analyst(), at=AT)
    assert Finding.objects.get().state == "submitted"
    assert not ReassessmentRequest.objects.exists()
