"""Which past days read differently today, what taught us, and what was declared to have been known."""

from datetime import timedelta

import pytest

from tests import factories
from tests.services.reassessing import START, accepted, duty, noon, reassessed
from tracker.assessment import Status
from tracker.models import Commitment
from tracker.selectors import definitions, hindsight

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SEEN, LEARNED, TODAY = START + 5 * DAY, START + 20 * DAY, START + 40 * DAY
BREACH = {"stance": "CONTRADICTS", "severity": 2, "credibility": "1", "reliability": "A"}


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.fixture
def late():
    """A breach seen on one day and accepted two weeks later, by two origins."""
    commitment = duty(kind="PROHIBITION")
    accepted(commitment, SEEN, accepted_on=LEARNED, **BREACH)
    last = accepted(commitment, SEEN, accepted_on=LEARNED, **BREACH)
    reassessed(commitment, TODAY)
    return commitment, last


def test_the_days_before_it_was_learned_read_differently_and_say_from_what(reader, late):
    commitment, last = late
    found = hindsight.misread(reader, [commitment.pk], TODAY)
    assert [(one.from_on, one.to_on) for one in found] == [(SEEN, LEARNED - DAY)]
    assert found[0].known is Status.BREACHED
    assert found[0].believed is not Status.BREACHED
    lesson = hindsight.lessons(reader, found, TODAY)[found[0]]
    assert lesson.learned_on == LEARNED
    assert last.reference in lesson.findings
    assert not lesson.defined


def test_a_day_before_all_that_reads_as_it_did(reader, late):
    commitment, _last = late
    assert hindsight.misread(reader, [commitment.pk], SEEN - DAY) == []


def test_it_tells_nothing_of_findings_out_of_sight(late):
    commitment, _last = late
    commitment.findings.update(marking=3, effective_marking=3)
    reassessed(commitment, TODAY + DAY)
    assert hindsight.misread(factories.UserFactory(level=1), [commitment.pk], TODAY) == []
    cleared = factories.UserFactory(level=3)
    assert hindsight.misread(cleared, [commitment.pk], TODAY)


def test_a_definition_can_teach_too(reader):
    commitment = duty(kind="ACT", due_on=START + 2 * DAY)
    version = commitment.versions.get()
    version.pk, version.number, version.due_on = None, 2, START + 200 * DAY
    version.recorded_on = LEARNED
    version.save()
    Commitment.objects.filter(pk=commitment.pk).update(current=version)
    reassessed(commitment, TODAY)
    found = hindsight.misread(reader, [commitment.pk], TODAY)
    assert {one.believed for one in found} == {Status.OVERDUE}
    lesson = hindsight.lessons(reader, found, TODAY)[found[0]]
    assert (lesson.learned_on, lesson.findings, lesson.defined) == (LEARNED, [], True)


def test_it_costs_the_same_for_one_stretch_and_for_many(reader, late, django_assert_num_queries):
    def queries(numbers):
        with django_assert_num_queries(1):
            found = hindsight.misread(reader, numbers, TODAY)
        with django_assert_num_queries(2):
            hindsight.lessons(reader, found, TODAY)

    queries([late[0].pk])
    others = []
    for _ in range(4):
        commitment = duty(kind="PROHIBITION")
        accepted(commitment, SEEN, accepted_on=LEARNED, **BREACH)
        reassessed(commitment, TODAY)
        others.append(commitment.pk)
    queries([late[0].pk, *others])


def test_declared_backfills_are_those_filed_after_the_day_that_count_on_it(reader):
    commitment = duty()
    known_by = SEEN + DAY
    later = accepted(commitment, SEEN, accepted_on=None, accepted_at=noon(TODAY))
    accepted(commitment, SEEN, accepted_on=None, accepted_at=noon(known_by))  # filed by then
    accepted(commitment, SEEN, accepted_on=TODAY, accepted_at=noon(TODAY))  # counts from then on only
    accepted(commitment, LEARNED, accepted_on=None, accepted_at=noon(TODAY))  # not public yet
    hidden = accepted(commitment, SEEN, accepted_on=None, accepted_at=noon(TODAY))
    type(hidden).objects.filter(pk=hidden.pk).update(effective_marking=3, marking=3)
    found = hindsight.backfills(reader, [commitment], known_by, "UTC")
    assert [one.reference for one in found] == [later.reference]


def test_a_duty_has_the_definition_of_the_day_at_hand(django_assert_num_queries):
    commitment = duty()
    version = commitment.versions.get()
    version.pk, version.number, version.essential, version.recorded_on = None, 2, True, LEARNED
    version.save()
    Commitment.objects.filter(pk=commitment.pk).update(current=version)
    for known_by, essential in ((LEARNED - DAY, False), (LEARNED, True)):
        one = Commitment.objects.select_related("current").get()
        with django_assert_num_queries(1):
            definitions.as_defined([one], known_by)
        assert one.current.essential is essential
