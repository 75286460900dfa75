"""Due days are told 90, 30, 7 and 1 days ahead, once, by the agreement's own days, missed midnights too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.services.reassessing import START, audience, duty, noon, reassessed
from tracker.models import Commitment, JobRun, Notification
from tracker.selectors import notifications as selector
from tracker.services import reminders

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
DUE = START + 100 * DAY


@pytest.fixture
def reader():
    person = factories.UserFactory()
    factories.NotificationRuleFactory(user=person)
    return person


def act(**inputs):
    commitment = duty(**{"kind": "ACT", "due_on": DUE, **inputs})
    reassessed(commitment, START)
    return commitment


def run(first, last=None, step=1):
    """The job on each day."""
    day = first
    while day <= (last or first):
        reminders.remind(at=noon(day))
        day += step * DAY


def stages(person):
    """The stages told, in the order told."""
    told = Notification.objects.filter(user=person, event_key__startswith="deadline").order_by("id")
    return [int(one.event_key.split()[1]) for one in told]


def moved(commitment, due_on, on):
    last = commitment.versions.order_by("number").last()
    last.pk, last.number = None, last.number + 1
    last.due_on, last.recorded_on, last.recorded_at = due_on, on, noon(on) + timedelta(hours=1)
    last.save()
    Commitment.objects.filter(pk=commitment.pk).update(current=last)


def test_four_times_and_no_more(reader):
    act()
    run(START, DUE + 5 * DAY)
    assert stages(reader) == [90, 30, 7, 1]
    assert selector.news(reader)[0].due_on == DUE


def test_a_second_run_of_a_day_tells_nothing(reader):
    act()
    run(DUE - 30 * DAY)
    run(DUE - 30 * DAY)
    assert stages(reader) == [30]
    assert JobRun.objects.filter(name="deadlines").count() == 1


def test_missed_midnights_are_made_up_for_and_tell_the_nearest_stage_alone(reader):
    act()
    run(DUE - 40 * DAY)
    run(DUE - 5 * DAY, DUE + DAY)
    assert stages(reader) == [7, 1]


def test_the_first_run_tells_of_no_yesterday(reader):
    act()
    run(DUE - 29 * DAY)
    assert stages(reader) == []


def test_a_moved_day_is_told_anew(reader):
    commitment = act()
    run(DUE - 31 * DAY, DUE - 30 * DAY)
    moved(commitment, DUE - 10 * DAY, on=DUE - 30 * DAY)
    run(DUE - 29 * DAY, DUE)
    assert stages(reader) == [30, 30, 7, 1]


def test_the_day_is_that_of_the_agreement(reader):
    commitment = act()
    type(commitment.agreement).objects.update(time_zone="Asia/Kabul")
    evening = datetime.combine(DUE - 8 * DAY, datetime.min.time(), tzinfo=UTC) + timedelta(hours=19)
    reminders.remind(at=evening)
    assert stages(reader) == []
    reminders.remind(at=evening + timedelta(hours=1))  # midnight has passed in Kabul
    assert stages(reader) == [7]


@pytest.mark.parametrize("status", ["FULFILLED", "CLOSED"])
def test_what_is_done_is_not_waited_for(reader, status):
    commitment = act()
    commitment.current_assessments.update(status=status)
    run(DUE - 7 * DAY)
    assert stages(reader) == []


def test_rules_choose_and_hidden_duties_are_not_told(reader):
    commitment = act()
    others = {
        "another agreement": {"agreement": factories.AgreementFactory()},
        "another party": {"party": factories.PartyFactory()},
        "no deadlines": {"deadlines": False},
    }
    people = [factories.UserFactory() for _each in others]
    for person, rule in zip(people, others.values(), strict=True):
        factories.NotificationRuleFactory(user=person, **rule)
    low = factories.UserFactory(audience=audience(1))
    factories.NotificationRuleFactory(user=low)
    Commitment.objects.filter(pk=commitment.pk).update(marking=2, effective_marking=2)
    reassessed(commitment, START)
    run(DUE - 7 * DAY)
    assert stages(reader) == [7]
    assert not any(stages(person) for person in (*people, low))


def test_as_many_queries_for_one_duty_as_for_twenty(reader):
    costs = []
    for number, due in ((1, DUE), (20, DUE + 7 * DAY)):
        for _each in range(number):
            factories.CommitmentFactory(agreement=_agreement(), version__kind="ACT", version__due_on=due)
        for commitment in Commitment.objects.all():
            reassessed(commitment, START)
        with CaptureQueriesContext(connection) as asked:
            run(due - 7 * DAY)
        costs.append(len(asked))
    assert len(stages(reader)) == 21
    assert costs[0] == costs[1]


def _agreement():
    from tracker.models import Agreement

    return Agreement.objects.first() or factories.AgreementFactory(time_zone="UTC")
