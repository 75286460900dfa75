"""The days a reader's calendar holds: due, agreed, replies, rulings; moved, cancelled, and out of sight."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import NOW, TODAY
from tests.services.evidence import analyst
from tracker.selectors.deadlines import CANCELLED_SHOWN, Deadline, Sort, deadlines, nearest
from tracker.services import commitments

pytestmark = pytest.mark.django_db
DUE = date(2021, 5, 1)


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


def duty(**more):
    version = {"kind": "ACT", "due_on": DUE, "deadline_rule": DUE.isoformat()}
    version |= {name.removeprefix("version__"): more.pop(name) for name in list(more) if "version__" in name}
    return factories.CommitmentFactory(**more, **{f"version__{name}": said for name, said in version.items()})


def test_the_computed_day_and_the_agreed_one(reader):
    one = duty(version__agreed_due_on=date(2021, 9, 11))
    assert [(found.sort, found.day, found.cancelled) for found in deadlines(reader, NOW)] == [
        (Sort.DUE, DUE, False),
        (Sort.AGREED, date(2021, 9, 11), False),
    ]
    assert deadlines(reader, NOW)[0].name == f"due/{one.agreement.slug}/{one.code}"


def test_an_agreed_day_that_is_the_computed_one_is_told_once(reader):
    duty(version__agreed_due_on=DUE)
    assert [found.sort for found in deadlines(reader, NOW)] == [Sort.DUE]


def test_a_moved_day_keeps_its_name_and_counts_on(reader):
    one = duty()
    before = deadlines(reader, NOW)[0]
    later = NOW + timedelta(days=3)
    commitments.revise(
        commitment=one,
        number=1,
        changes={"deadline_rule": "2021-09-11"},
        reason="They agreed on it.",
        by=analyst(),
        at=later,
    )
    [moved] = deadlines(reader, later)
    assert (moved.name, moved.day) == (before.name, date(2021, 9, 11))
    assert moved.sequence > before.sequence
    assert moved.changed_at == later > before.changed_at


def test_a_closed_duty_is_cancelled_for_a_while_and_comes_back(reader):
    one, by = duty(), analyst()
    commitments.close(commitment=one, closed_on=TODAY, closed_reason="Agreed.", by=by, at=NOW)
    [gone] = deadlines(reader, NOW)
    assert gone.cancelled
    assert deadlines(reader, NOW + CANCELLED_SHOWN + timedelta(days=1)) == []
    commitments.reopen(commitment=one, reason="They were wrong.", by=by, at=NOW + timedelta(days=200))
    [back] = deadlines(reader, NOW + timedelta(days=200))
    assert not back.cancelled
    assert back.sequence > gone.sequence


def test_a_day_that_was_taken_away_is_cancelled_where_it_stood(reader):
    commitments.revise(
        commitment=duty(), number=1, changes={"deadline_rule": ""}, reason="No day.", by=analyst(), at=NOW
    )
    [gone] = deadlines(reader, NOW)
    assert (gone.day, gone.cancelled) == (DUE, True)


def test_a_reply_until_it_is_there_or_the_accusation_is_put_away(reader):
    accused = factories.PartyFactory(name="Southland")
    said = factories.PositionFactory(kind="accuses", about=accused, reply_due_on=TODAY)
    [awaited] = deadlines(reader, NOW)
    assert (awaited.sort, awaited.party, awaited.cancelled) == (Sort.REPLY, "Southland", False)
    factories.PositionFactory(
        commitment=said.commitment, kind="denies", party=accused, replies_to=said, stated_on=TODAY
    )
    [answered] = deadlines(reader, NOW)
    assert answered.cancelled
    assert answered.sequence > awaited.sequence


def test_a_ruling_that_lapses_and_one_that_ended_before(reader):
    ruling = factories.RulingFactory(
        approved=True, perspective=None, commitment=factories.CommitmentFactory()
    )
    [lapse] = deadlines(reader, NOW)
    assert (lapse.sort, lapse.day, lapse.cancelled) == (Sort.LAPSE, ruling.lapses_on, False)
    type(ruling).objects.filter(pk=ruling.pk).update(state="withdrawn", ended_on=TODAY)
    [ended] = deadlines(reader, NOW)
    assert ended.cancelled


def test_nothing_above_the_reader(reader):
    hidden = duty(marking=3)
    factories.PositionFactory(
        commitment=hidden, kind="accuses", about=factories.PartyFactory(), reply_due_on=TODAY
    )
    open_one = duty()
    factories.PositionFactory(
        commitment=open_one, kind="accuses", about=factories.PartyFactory(), reply_due_on=TODAY, marking=3
    )
    assert [found.name for found in deadlines(reader, NOW)] == [
        f"due/{open_one.agreement.slug}/{open_one.code}"
    ]


def test_only_one_agreement_or_one_obligor(reader):
    one, other = duty(), duty()
    party = factories.PartyFactory()
    factories.CommitmentPartyFactory(commitment=other, party=party, role="obligor")
    for scope, wanted in (({"agreement": one.agreement}, one), ({"obligor": party}, other)):
        found = deadlines(reader, NOW, **scope)
        assert [day.commitment.pk for day in found] == [wanted.pk]


@pytest.mark.parametrize(
    ("today", "most", "left"),
    [(0, 3, [0, 1, 2]), (2, 3, [2, 3, 4]), (4, 3, [2, 3, 4]), (9, 3, [2, 3, 4]), (2, 9, [0, 1, 2, 3, 4])],
)
def test_of_too_many_the_coming_ones_stay(today, most, left):
    said = {"sort": Sort.DUE, "commitment": None, "sequence": 0, "changed_at": NOW, "marking": 0}
    days = [Deadline(name=str(number), day=TODAY + timedelta(days=number), **said) for number in range(5)]
    found = nearest(days, TODAY + timedelta(days=today), most)
    assert [int(one.name) for one in found] == left


def test_the_queries_do_not_grow(reader, django_assert_num_queries):
    duty()
    with django_assert_num_queries(6):
        deadlines(reader, NOW)
    for _number in range(19):
        one = duty()
        factories.PositionFactory(
            commitment=one, kind="accuses", about=factories.PartyFactory(), reply_due_on=TODAY
        )
        factories.RulingFactory(approved=True, perspective=None, commitment=one)
    with django_assert_num_queries(6):
        assert len(deadlines(reader, NOW)) == 58
