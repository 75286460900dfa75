from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.assessments import PerspectiveAudienceFactory, PerspectiveFactory
from tests.factories.people import UserFactory
from tests.services.evidence import AT, actions, analyst, duty, manager
from tracker.models import LedgerEntry, Ruling
from tracker.services import rulings
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

WHY = "The monitor's annex shows the withdrawal was complete."


def proposed(by=None, commitment=None) -> Ruling:
    by = by or analyst()
    if commitment is None:
        commitment = duty()
        seen = PerspectiveFactory(commitment=commitment, evidence_digest="a" * 64)
        PerspectiveAudienceFactory(perspective=seen, commitment=commitment, audience=by.audience)
    return rulings.propose(commitment=commitment, status="COMPLIANT", justification=WHY, by=by, at=AT)


def approved() -> Ruling:
    return rulings.approve(ruling=proposed(), by=manager(), at=AT)


def test_a_proposed_ruling_rests_on_the_evidence_its_proposer_sees():
    ruling = proposed()
    assert (ruling.state, ruling.evidence_digest) == ("proposed", "a" * 64)
    assert actions(ruling) == ["ruling.propose"]


def test_a_duty_never_assessed_can_be_ruled_on_too():
    assert proposed(commitment=duty()).perspective is None


def test_approved_by_a_manager_it_is_in_force_for_180_days():
    ruling = approved()
    assert (ruling.state, ruling.effective_on) == ("approved", date(2020, 7, 14))
    assert ruling.lapses_on == date(2020, 7, 14) + timedelta(days=180)
    assert actions(ruling) == ["ruling.propose", "ruling.approve"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"justification": "too short"}, "justification"),
        ({"justification": "x" * 5001}, "justification"),
        ({"status": "GREAT"}, "status"),
    ],
)
def test_what_cannot_be_proposed(fields, field):
    given = {"status": "COMPLIANT", "justification": WHY} | fields
    with pytest.raises(Refused) as refusal:
        rulings.propose(commitment=duty(), by=analyst(), at=AT, **given)
    assert refusal.value.field == field


def test_one_proposal_at_a_time():
    ruling = proposed()
    with pytest.raises(Refused, match="waits for a decision already"):
        proposed(ruling.proposed_by, ruling.commitment)


def test_roles_and_four_eyes():
    with pytest.raises(Refused, match="Only analysts propose"):
        proposed(manager(), duty())
    both = UserFactory(roles=("analyst", "manager"))
    own = proposed(both)
    with pytest.raises(Refused, match="somebody else must decide"):
        rulings.approve(ruling=own, by=both, at=AT)
    with pytest.raises(Refused, match="Only managers"):
        rulings.approve(ruling=own, by=analyst(), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.filter(pk=own.pk).update(
            state="approved", decided_at=AT, decided_by=both, effective_on=AT.date(), lapses_on=AT.date()
        )


def test_a_ruling_whose_evidence_moved_before_approval_is_refused():
    ruling = proposed()
    ruling.perspective.evidence_digest = "b" * 64
    ruling.perspective.save()
    with pytest.raises(Refused, match="evidence has changed"):
        rulings.approve(ruling=ruling, by=manager(), at=AT)
    assert rulings.refuse(ruling=ruling, by=manager(), at=AT, reason="Stale.").state == "refused"


def test_a_new_ruling_ends_the_one_in_force():
    first = approved()
    second = proposed(first.proposed_by, first.commitment)
    rulings.approve(ruling=second, by=manager(), at=AT)
    first.refresh_from_db()
    assert (first.state, first.ended_reason) == ("lapsed", f"Replaced by {second.reference}.")


def test_it_lapses_when_its_day_has_come_and_not_before():
    ruling = approved()
    assert rulings.lapse_due(datetime(2021, 1, 9, 12, tzinfo=UTC)) == []
    ended = rulings.lapse_due(datetime(2021, 1, 10, 12, tzinfo=UTC))
    assert [one.pk for one in ended] == [ruling.pk]
    assert (ended[0].state, ended[0].ended_on) == ("lapsed", date(2021, 1, 10))
    assert LedgerEntry.objects.get(action="ruling.lapse").actor == "system"
    assert rulings.lapse_due(datetime(2021, 1, 11, 12, tzinfo=UTC)) == []


def test_it_lapses_when_the_evidence_changes_and_only_then():
    ruling = approved()
    assert rulings.lapse_when_evidence_changed(ruling.perspective, "a" * 64, AT) == []
    assert len(rulings.lapse_when_evidence_changed(ruling.perspective, "b" * 64, AT)) == 1
    ruling.refresh_from_db()
    assert "evidence" in ruling.ended_reason


def test_withdrawing_and_refusing_need_reasons_and_rights():
    ruling = proposed()
    with pytest.raises(Refused, match="who proposed"):
        rulings.withdraw(ruling=ruling, by=analyst(), at=AT, reason="because")
    with pytest.raises(Refused) as refusal:
        rulings.refuse(ruling=ruling, by=manager(), at=AT, reason="")
    assert refusal.value.field == "reason"
    assert (
        rulings.withdraw(ruling=ruling, by=ruling.proposed_by, at=AT, reason="Overtaken.").state
        == "withdrawn"
    )
    with pytest.raises(Refused, match="over already"):
        rulings.withdraw(ruling=ruling, by=ruling.proposed_by, at=AT, reason="Overtaken.")
