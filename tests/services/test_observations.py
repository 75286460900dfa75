from datetime import date, timedelta

import pytest

from tests.factories.observations import CoverageFactory, PositionFactory
from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tests.services.evidence import AT, actions, analyst, drafted, duty, manager
from tracker.selectors.visibility import visible_to
from tracker.services import comments, coverage, positions
from tracker.services.refusals import Refused, Stale

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
    accused = PartyFactory()
    first = positions.record(
        party=PartyFactory(),
        kind="accuses",
        about=accused,
        stated_on=date(2020, 5, 1),
        text="They struck.",
        **said,
    )
    assert (first.about, first.reply_due_on) == (accused, date(2020, 5, 15))
    reply = positions.record(
        party=accused,
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


def accusation(**fields):
    given = {
        "kind": "accuses",
        "stated_on": date(2020, 5, 1),
        "text": "They struck.",
        "party": PartyFactory(),
    }
    given |= {"commitment": duty(), "by": analyst(), "at": AT} | fields
    return positions.record(**given)


def test_an_accusation_is_about_the_only_obligor_unless_it_names_somebody():
    owing = PartyFactory()
    row = accusation(commitment=duty(obligors=[owing], agreement__reply_days=30))
    assert (row.about, row.reply_due_on) == (owing, date(2020, 5, 31))
    with pytest.raises(Refused, match="whom it accuses") as refusal:
        accusation(commitment=duty(obligors=[PartyFactory(), PartyFactory()]))
    assert refusal.value.field == "about"
    with pytest.raises(Refused, match="does not accuse itself"):
        accusation(party=owing, about=owing)
    with pytest.raises(Refused, match="due before it was stated") as refusal:
        accusation(about=owing, reply_due_on=date(2020, 4, 1))
    assert refusal.value.field == "reply_due_on"


def test_a_position_is_corrected_and_its_clock_follows():
    row = accusation(about=PartyFactory())
    by = analyst()
    later = {"stated_on": date(2020, 5, 10), "reply_due_on": None}
    row = positions.edit(position=row, version=1, changes=later, by=by, at=AT)
    assert row.reply_due_on == date(2020, 5, 24)
    row = positions.edit(position=row, version=2, changes={"kind": "claims_compliance"}, by=by, at=AT)
    assert (row.about, row.reply_due_on, row.version) == (None, None, 3)
    with pytest.raises(Stale) as stale:
        positions.edit(position=row, version=1, changes={"text": "Mine"}, by=by, at=AT)
    assert stale.value.theirs["text"] == "They struck."
    with pytest.raises(Refused, match="lies in the future"):
        positions.edit(
            position=row, version=3, changes={"stated_on": AT.date() + timedelta(days=2)}, by=by, at=AT
        )
    assert actions(row) == ["position.record", "position.edit", "position.edit"]


def test_coverage_is_corrected_within_the_same_rules():
    by = analyst()
    row = coverage.record(
        commitment=duty(), source=SourceFactory(), outcome="found_nothing", by=by, at=AT, **MAY
    )
    row = coverage.edit(
        coverage=row, version=1, changes={"outcome": "denied_access", "place": " Khost  east "}, by=by, at=AT
    )
    assert (row.outcome, row.place, row.version) == ("denied_access", "Khost east", 2)
    row = coverage.edit(coverage=row, version=2, changes={"source": SourceFactory(marking=3)}, by=by, at=AT)
    assert row.effective_marking == 3
    with pytest.raises(Refused, match="ends before it begins"):
        coverage.edit(coverage=row, version=3, changes={"to_on": date(2020, 1, 1)}, by=by, at=AT)
    with pytest.raises(Stale):
        coverage.edit(coverage=row, version=1, changes={"place": "Kabul"}, by=by, at=AT)
    with pytest.raises(Refused, match="Only analysts"):
        coverage.edit(coverage=row, version=3, changes={"place": "Kabul"}, by=manager(), at=AT)


@pytest.mark.parametrize("kind", ["coverage", "position"])
def test_what_is_removed_needs_a_reason_and_can_come_back(kind):
    by = analyst()
    if kind == "coverage":
        row, service = CoverageFactory(), coverage
    else:
        row, service = PositionFactory(), positions
    with pytest.raises(Refused) as refusal:
        service.remove(**{kind: row}, reason=" ", by=by, at=AT)
    assert refusal.value.field == "reason"
    service.remove(**{kind: row}, reason="Entered twice.", by=by, at=AT)
    assert not visible_to(by, type(row).objects.all()).exists()
    with pytest.raises(Refused, match="removed this already"):
        service.remove(**{kind: row}, reason="Entered twice.", by=by, at=AT)
    with pytest.raises(Refused, match="Restore it first"):
        service.edit(**{kind: row}, version=None, changes={"marking": 1}, by=by, at=AT)
    service.restore(**{kind: row}, by=by, at=AT)
    assert visible_to(by, type(row).objects.all()).get() == row
    with pytest.raises(Refused, match="nothing to restore"):
        service.restore(**{kind: row}, by=by, at=AT)
    assert actions(row) == [f"{kind}.remove", f"{kind}.restore"]
    for verb in (service.remove, service.restore):
        with pytest.raises(Refused, match="Only analysts"):
            verb(**{kind: row}, **({"reason": "No."} if verb is service.remove else {}), by=manager(), at=AT)


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
