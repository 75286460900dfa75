"""Anchors: moving one moves the deadlines that hang on it, names them, and asks for reassessment."""

from datetime import date, datetime

import pytest

from tests.factories import AgreementFactory, AnchorFactory, CommitmentFactory, PartyFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Agreement, Anchor, Commitment, ReassessmentRequest, User
from tracker.services import anchors, commitments
from tracker.services.anchors import Moved
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks(db: None) -> Anchor:
    agreement = AgreementFactory(in_force_on=None)
    AnchorFactory(agreement=agreement, code="signature", happened_on=date(2020, 2, 29))
    return AnchorFactory(agreement=agreement, code="talks", label="Talks begin", happened_on=None)


def commitment_due(agreement: Agreement, code: str, rule: str, by: User, at: datetime) -> Commitment:
    return commitments.create(
        agreement=agreement,
        code=code,
        title="Release the prisoners",
        inputs={"kind": "ACT", "starts_on": date(2020, 2, 29), "deadline_rule": rule},
        obligors=[PartyFactory()],
        by=by,
        at=at,
    )


def test_an_anchor_is_entered_with_or_without_its_day(admin: User, at: datetime) -> None:
    anchor = anchors.add(agreement=AgreementFactory(), code="signature", label="Signature", by=admin, at=at)
    assert anchor.happened_on is None
    assert actions(anchor) == ["anchor.add"]


@pytest.mark.parametrize("code", ["2nd-talks", "to day", "", "é", "-x"])
def test_a_code_that_cannot_stand_in_a_rule_is_refused(code: str, admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="cannot stand in a deadline rule") as refused:
        anchors.add(agreement=AgreementFactory(), code=code, label="Talks", by=admin, at=at)
    assert refused.value.field == "code"


def test_a_code_is_used_once_in_whatever_case(talks: Anchor, admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="has an anchor “TALKS” already"):
        anchors.add(agreement=talks.agreement, code="TALKS", label="Again", by=admin, at=at)


def test_moving_an_anchor_moves_its_deadlines_and_names_them(
    talks: Anchor, admin: User, at: datetime
) -> None:
    agreement = talks.agreement
    hanging = commitment_due(agreement, "A-1", "3 months after TALKS", admin, at)
    other = commitment_due(agreement, "A-2", "signature + 135 days", admin, at)
    ReassessmentRequest.objects.all().delete()

    moved = anchors.move(
        anchor=talks, version=1, happened_on=date(2020, 9, 12), reason="Talks began.", by=admin, at=at
    )

    assert moved == [Moved(hanging, None, date(2020, 12, 12))]
    hanging.refresh_from_db()
    version = hanging.current
    assert version is not None
    assert (version.number, version.due_on, version.reason) == (2, date(2020, 12, 12), "Talks began.")
    assert version.recorded_on == date(2020, 7, 14)  # Kabul's day of `at`
    assert not version.retroactive
    other.refresh_from_db()
    assert other.current is not None
    assert other.current.number == 1
    assert [row.commitment for row in ReassessmentRequest.objects.all()] == [hanging]
    [entry] = entries(talks)
    assert (entry.action, entry.reason) == ("anchor.move", "Talks began.")
    assert entry.before == {"happened_on": None}
    assert entry.after == {"happened_on": "2020-09-12"}
    assert actions(hanging)[-1] == "commitment.redate"


def test_an_inexact_anchor_counts_from_the_last_day_it_may_have_happened(
    talks: Anchor, admin: User, at: datetime
) -> None:
    commitment_due(talks.agreement, "A-1", "talks + 1 day", admin, at)
    [moved] = anchors.move(
        anchor=talks,
        version=1,
        happened_on=date(2020, 9, 12),
        precision="month",
        reason="Only the month is known.",
        by=admin,
        at=at,
    )
    assert moved.after == date(2020, 10, 1)


def test_a_move_to_where_it_stands_moves_nothing(talks: Anchor, admin: User, at: datetime) -> None:
    assert anchors.move(anchor=talks, version=1, happened_on=None, reason="?", by=admin, at=at) == []
    assert entries(talks) == []


def test_a_move_that_makes_a_duty_due_before_its_start_is_refused_whole(
    talks: Anchor, admin: User, at: datetime
) -> None:
    commitment_due(talks.agreement, "A-1", "talks + 1 day", admin, at)
    with pytest.raises(Refused, match="A-1: Due on 2020-01-02, before it starts on 2020-02-29"):
        anchors.move(anchor=talks, version=1, happened_on=date(2020, 1, 1), reason="?", by=admin, at=at)
    talks.refresh_from_db()
    assert talks.happened_on is None


def test_a_move_needs_a_reason(talks: Anchor, admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="Say why") as refused:
        anchors.move(anchor=talks, version=1, happened_on=date(2020, 9, 12), reason=" ", by=admin, at=at)
    assert refused.value.field == "reason"


def test_a_stale_move_gets_both_days(talks: Anchor, admin: User, at: datetime) -> None:
    anchors.move(anchor=talks, version=1, happened_on=date(2020, 9, 12), reason="Begun.", by=admin, at=at)
    with pytest.raises(Stale) as stale:
        anchors.move(anchor=talks, version=1, happened_on=date(2020, 9, 13), reason="No.", by=admin, at=at)
    assert stale.value.theirs["happened_on"] == date(2020, 9, 12)
    assert stale.value.yours["happened_on"] == date(2020, 9, 13)


def test_a_move_fails_with_its_entry(
    talks: Anchor, admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    dies_with_its_entry(
        monkeypatch,
        lambda: anchors.move(
            anchor=talks, version=1, happened_on=date(2020, 9, 12), reason="Begun.", by=admin, at=at
        ),
    )
    talks.refresh_from_db()
    assert talks.happened_on is None


def test_words_are_edited_and_the_day_is_not(talks: Anchor, admin: User, at: datetime) -> None:
    anchors.edit(anchor=talks, version=1, changes={"label": "Start of talks"}, by=admin, at=at)
    with pytest.raises(Refused, match="cannot be changed here"):
        anchors.edit(anchor=talks, version=2, changes={"happened_on": None}, by=admin, at=at)


def test_an_anchor_stays_while_a_deadline_hangs_on_it(talks: Anchor, admin: User, at: datetime) -> None:
    commitment = commitment_due(talks.agreement, "A-1", "talks + 1 day", admin, at)
    CommitmentFactory(agreement=talks.agreement)
    with pytest.raises(Refused, match="hang on this anchor: A-1"):
        anchors.remove(anchor=talks, reason="A slip.", by=admin, at=at)
    commitments.revise(
        commitment=commitment, number=1, changes={"deadline_rule": ""}, reason="No rule.", by=admin, at=at
    )
    anchors.remove(anchor=talks, reason="A slip.", by=admin, at=at)
    assert not Anchor.objects.filter(code="talks").exists()
