"""One version of the inputs follows another: dated, reasoned, checked, and never against a newer one."""

from datetime import date, datetime

import pytest

from tests.factories import AnchorFactory, CommitmentFactory, CommitmentLinkFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Commitment, ReassessmentRequest, User
from tracker.services import commitments
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def duty(db: None) -> Commitment:
    return CommitmentFactory(code="TAL-03")


def test_a_revision_is_a_version_of_its_own(duty: Commitment, admin: User, at: datetime) -> None:
    first = duty.current
    version = commitments.revise(
        commitment=duty, number=1, changes={"weight": 3}, reason="It weighs more.", by=admin, at=at
    )
    duty.refresh_from_db()
    assert duty.current == version
    assert (version.number, version.weight, version.recorded_on) == (2, 3, date(2020, 7, 14))
    assert first is not None
    first.refresh_from_db()
    assert first.weight == 1
    [entry] = entries(duty)
    assert (entry.action, entry.before, entry.after) == ("commitment.revise", {"weight": 1}, {"weight": 3})
    assert entry.reason == "It weighs more."


def test_a_revision_asks_for_the_duty_and_those_that_hang_on_it(
    duty: Commitment, admin: User, at: datetime
) -> None:
    dependent = CommitmentLinkFactory(other=duty, kind="prerequisite").commitment
    commitments.revise(commitment=duty, number=1, changes={"weight": 3}, reason="More.", by=admin, at=at)
    rows = ReassessmentRequest.objects.all()
    assert {row.commitment for row in rows} == {duty, dependent}
    assert not any(row.backfill for row in rows)


def test_a_correction_is_retroactive_and_a_backfill(duty: Commitment, admin: User, at: datetime) -> None:
    version = commitments.revise(
        commitment=duty, number=1, changes={"weight": 3}, reason="A slip.", retroactive=True, by=admin, at=at
    )
    assert version.retroactive
    assert ReassessmentRequest.objects.get().backfill


def test_nothing_new_is_no_version(duty: Commitment, admin: User, at: datetime) -> None:
    version = commitments.revise(
        commitment=duty, number=1, changes={"weight": 1}, reason="None.", by=admin, at=at
    )
    assert version.number == 1
    assert entries(duty) == []
    assert not ReassessmentRequest.objects.exists()


def test_a_stale_revision_gets_both_texts(duty: Commitment, admin: User, at: datetime) -> None:
    commitments.revise(commitment=duty, number=1, changes={"weight": 3}, reason="More.", by=admin, at=at)
    with pytest.raises(Stale) as stale:
        commitments.revise(commitment=duty, number=1, changes={"weight": 2}, reason="Less.", by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"weight": 3}, {"weight": 2})
    assert duty.versions.count() == 2


@pytest.mark.parametrize(
    ("changes", "reason", "field", "words"),
    [
        ({"weight": 3}, " ", "reason", "Say why"),
        ({"kind": "METRIC"}, "Measured.", "baseline", "needs a baseline and a target"),
        ({"deadline_rule": "2019-01-01"}, "Sooner.", "deadline_rule", "before it starts"),
        ({"deadline_rule": "soon"}, "Soon.", "deadline_rule", "cannot be read at character 5"),
        ({"code": "X"}, "Renamed.", "code", "not an input of the method"),
    ],
)
def test_a_revision_that_cannot_be_is_refused(
    changes: dict[str, object],
    reason: str,
    field: str,
    words: str,
    duty: Commitment,
    admin: User,
    at: datetime,
) -> None:
    AnchorFactory(agreement=duty.agreement, code="signature")
    with pytest.raises(Refused, match=words) as refused:
        commitments.revise(commitment=duty, number=1, changes=changes, reason=reason, by=admin, at=at)
    assert refused.value.field == field
    assert duty.versions.count() == 1


def test_a_revision_fails_with_its_entry(
    duty: Commitment, admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies_with_its_entry(
        monkeypatch,
        lambda: commitments.revise(
            commitment=duty, number=1, changes={"weight": 3}, reason="More.", by=admin, at=at
        ),
    )
    assert duty.versions.count() == 1
    assert not ReassessmentRequest.objects.exists()


def test_a_commitment_is_closed_for_a_reason_and_opened_again(
    duty: Commitment, admin: User, at: datetime
) -> None:
    closed = commitments.close(
        commitment=duty, closed_on=date(2020, 7, 14), closed_reason="Replaced.", by=admin, at=at
    )
    assert (closed.closed_on, closed.closed_reason) == (date(2020, 7, 14), "Replaced.")
    opened = commitments.reopen(commitment=duty, reason="Not replaced after all.", by=admin, at=at)
    assert (opened.closed_on, opened.closed_reason) == (None, "")
    assert actions(duty) == ["commitment.close", "commitment.reopen"]


def test_closing_needs_a_reason_and_a_day_that_came(duty: Commitment, admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="Say why") as refused:
        commitments.close(commitment=duty, closed_on=date(2020, 7, 14), closed_reason=" ", by=admin, at=at)
    assert refused.value.field == "closed_reason"
    with pytest.raises(Refused, match="2020-07-15 lies in the future") as refused:
        commitments.close(
            commitment=duty, closed_on=date(2020, 7, 15), closed_reason="Later.", by=admin, at=at
        )
    assert refused.value.field == "closed_on"


def test_a_suspension_is_recorded_from_a_day_that_came(duty: Commitment, admin: User, at: datetime) -> None:
    version = commitments.invoke_suspension(
        commitment=duty, invoked_on=date(2020, 7, 1), reason="A letter of the other side.", by=admin, at=at
    )
    assert version.suspension_invoked_on == date(2020, 7, 1)
    assert actions(duty) == ["commitment.invoke_suspension"]
    with pytest.raises(Refused, match="lies in the future") as refused:
        commitments.invoke_suspension(
            commitment=duty, invoked_on=date(2020, 8, 1), reason="A letter.", by=admin, at=at
        )
    assert refused.value.field == "suspension_invoked_on"
