from datetime import date, timedelta

import pytest

from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tests.services.evidence import AT, actions, analyst, drafted, duty, manager
from tracker.services import comments, coverage, positions
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

MAY = {"from_on": date(2020, 5, 1), "to_on": date(2020, 5, 31)}


def test_that_somebody_looked_is_recorded_under_the_strictest_marking():
    row = coverage.record(
        commitment=duty(),
        source=SourceFactory(marking=3),
        outcome="found_nothing",
        by=analyst(),
        at=AT,
        **MAY,
    )
    assert row.effective_marking == 3
    assert actions(row) == ["coverage.record"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"outcome": "shrugged"}, "outcome"),
        ({"to_on": date(2020, 4, 30)}, "to_on"),
        ({"to_on": AT.date() + timedelta(days=2)}, "to_on"),
        ({"note": "x" * 501}, "note"),
    ],
)
def test_coverage_that_cannot_be(fields, field):
    given = {"outcome": "found_nothing"} | MAY | fields
    with pytest.raises(Refused) as refusal:
        coverage.record(commitment=duty(), source=SourceFactory(), by=analyst(), at=AT, **given)
    assert refusal.value.field == field


def test_a_position_and_its_reply():
    commitment = duty()
    said = {"commitment": commitment, "by": analyst(), "at": AT}
    first = positions.record(
        party=PartyFactory(), kind="accuses", stated_on=date(2020, 5, 1), text="They struck.", **said
    )
    reply = positions.record(
        party=PartyFactory(),
        kind="denies",
        stated_on=date(2020, 5, 2),
        text="ما نکردیم",
        replies_to=first,
        **said,
    )
    assert list(first.replies.all()) == [reply]
    assert actions(reply) == ["position.record"]
    for fields, field in (
        ({"kind": "shouts"}, "kind"),
        ({"text": "\x00"}, "text"),
        ({"stated_on": date(2020, 4, 1)}, "stated_on"),
        ({"stated_on": AT.date() + timedelta(days=2)}, "stated_on"),
        ({"commitment": duty()}, "replies_to"),
    ):
        given = {"party": PartyFactory(), "kind": "denies", "stated_on": date(2020, 5, 2), "text": "No."}
        with pytest.raises(Refused) as refusal:
            positions.record(**(said | given | {"replies_to": first} | fields))
        assert refusal.value.field == field


def test_observing_needs_an_analyst():
    with pytest.raises(Refused, match="Only analysts"):
        coverage.record(
            commitment=duty(), source=SourceFactory(), outcome="found_nothing", by=manager(), at=AT, **MAY
        )


def test_comments_belong_to_one_thing_and_need_words_and_a_role():
    finding = drafted()
    row = comments.write(finding=finding, text="Which day?", by=manager(), at=AT)
    assert actions(row) == ["comment.write"]
    with pytest.raises(Refused, match="one finding or one commitment"):
        comments.write(text="x", by=manager(), at=AT)
    with pytest.raises(Refused, match="is empty"):
        comments.write(finding=finding, text="  ", by=manager(), at=AT)
    with pytest.raises(Refused, match="no role yet"):
        comments.write(finding=finding, text="x", by=UserFactory(), at=AT)
