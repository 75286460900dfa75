"""What describes a commitment, and that describing twenty takes as many queries as describing one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    AgreementFactory,
    AudienceFactory,
    ClauseFactory,
    CommentFactory,
    CommitmentFactory,
    CommitmentLinkFactory,
    FindingFactory,
    LedgerEntryFactory,
    PartyFactory,
    ReportFactory,
    UserFactory,
)
from tracker.models import Commitment
from tracker.selectors import suggesting
from tracker.selectors.suggesting import Mark, Place

pytestmark = pytest.mark.django_db


def full(number: int) -> Commitment:
    agreement = AgreementFactory()
    clause = ClauseFactory(agreement=agreement, text=f"Text {number}", translation=f"Translation {number}")
    duty: Commitment = CommitmentFactory(agreement=agreement, clause=clause, theme="Water")
    FindingFactory(accepted=True, commitment=duty, excerpt=f"Passage {number}", statement="In short")
    CommitmentLinkFactory(commitment=duty, other=CommitmentFactory(agreement=agreement), kind="repeats")
    return duty


def test_a_commitment_is_described_by_all_that_is_told_of_it() -> None:
    duty = full(1)
    told = {one.commitment: one for one in suggesting.described(AudienceFactory(level=4))}[duty.pk]
    assert told.texts[Place.TITLE] == [duty.title]
    assert told.texts[Place.CLAUSE] == ["Text 1\nTranslation 1"]
    assert "Water" in told.texts[Place.GUIDE][0]
    assert told.texts[Place.PASSAGE] == ["Passage 1\nIn short"]
    assert told.quotes == {"Passage 1"}
    assert len(told.links) == 1


def test_the_newest_passages_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "MOST_PASSAGES", 2)
    duty = CommitmentFactory()
    for number in range(4):
        FindingFactory(accepted=True, commitment=duty, excerpt=f"Passage {number}", statement="")
    (told,) = suggesting.described(AudienceFactory(level=4))
    assert told.texts[Place.PASSAGE] == ["Passage 3\n", "Passage 2\n"]


def test_twenty_take_as_many_queries_as_one() -> None:
    audience = AudienceFactory(level=4)
    full(0)
    with CaptureQueriesContext(connection) as one:
        suggesting.described(audience)
    for number in range(1, 20):
        full(number)
    with CaptureQueriesContext(connection) as twenty:
        assert len(suggesting.described(audience)) == 40
    assert len(twenty) == len(one) <= 7


@pytest.mark.parametrize(
    ("factory", "action", "told"),
    [
        (CommitmentFactory, "commitment.edit", True),
        (CommitmentFactory, "commitment.link", True),
        (ClauseFactory, "clause.edit", True),
        (PartyFactory, "party.add_alias", True),
        (FindingFactory, "finding.accept", True),
        (FindingFactory, "finding.supersede", True),
        (FindingFactory, "finding.undo", True),
        (ReportFactory, "report.edit", True),
        (AgreementFactory, "agreement.edit", True),
        (FindingFactory, "finding.draft", False),
        (FindingFactory, "finding.reject", False),
        (ReportFactory, "report.file", False),
        (CommentFactory, "comment.write", False),
        (UserFactory, "person.edit", False),
    ],
)
def test_what_may_change_a_description_makes_it_anew(factory: Any, action: str, told: bool) -> None:
    thing = factory()
    old = suggesting.mark()
    LedgerEntryFactory(thing=thing, action=action)
    assert suggesting.told_since(old) is told
    assert not suggesting.told_since(suggesting.mark())


def test_an_empty_ledger_has_a_mark() -> None:
    assert suggesting.mark() == Mark()
