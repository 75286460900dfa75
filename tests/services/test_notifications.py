"""Who is told of which status change: by their rules, once, and never of history."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.services.reassessing import START, accepted, audience, duty, noon, reassessed
from tracker.models import CommitmentParty, Finding, Notification, StatusChange
from tracker.selectors import notifications as selector
from tracker.services import assessments

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LATER = START + 20 * DAY


def person(level=4, **fields):
    return factories.UserFactory(audience=audience(level), **fields)


def listener(level=4, **rule):
    reader = person(level)
    factories.NotificationRuleFactory(user=reader, **rule)
    return reader


def told(reader):
    """The steps a person was told of, and can still see."""
    return [(one.change.from_status, one.change.to_status) for one in selector.news(reader) if one.change]


def breached(commitment, day=LATER, **values):
    """Bad news of a day, seen by all who read at its marking."""
    reassessed(commitment, day - DAY)
    accepted(commitment, day, stance="CONTRADICTS", reliability="A", credibility="1", **values)
    return reassessed(commitment, day)


def test_a_change_is_told_once_however_often_it_is_worked():
    reader, commitment = listener(), duty()
    breached(commitment)
    assert told(reader) == [("UNVERIFIED", "BREACHED")]
    for _again in range(3):
        reassessed(commitment, LATER)
        reassessed(commitment, LATER, afresh=True)
    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    ("rule", "is_told"),
    [
        ({}, True),
        ({"statuses": ["BREACHED"]}, True),
        ({"statuses": ["OVERDUE"]}, False),
        ({"least_confidence": "LOW"}, True),
        ({"least_confidence": "HIGH"}, False),
        ({"changes": False}, False),
    ],
)
def test_every_condition_that_is_set_holds(rule, is_told):
    reader, commitment = listener(**rule), duty()
    breached(commitment)
    assert bool(told(reader)) is is_told


def test_agreement_and_obligor_are_conditions_too():
    commitment, other = duty(), duty()
    party = CommitmentParty.objects.filter(commitment=commitment, role="obligor").first()
    party = party.party if party else factories.CommitmentPartyFactory(commitment=commitment).party
    right = listener(agreement=commitment.agreement, party=party)
    wrong = [listener(agreement=other.agreement), listener(party=factories.PartyFactory())]
    breached(commitment)
    assert told(right)
    assert not any(told(one) for one in wrong)


def test_two_rules_of_one_person_tell_once():
    reader, commitment = listener(), duty()
    factories.NotificationRuleFactory(user=reader, agreement=commitment.agreement)
    breached(commitment)
    assert Notification.objects.filter(user=reader).count() == 1


def test_what_splits_off_is_told_to_those_alone_for_whom_it_changed():
    cleared, open_reader, commitment = listener(4), listener(0), duty()
    breached(commitment, marking=4)
    assert told(cleared) == [("UNVERIFIED", "BREACHED")]
    assert not Notification.objects.filter(user=open_reader).exists()


def test_what_joins_again_is_not_told_anew():
    cleared, open_reader, commitment = listener(4), listener(0), duty()
    breached(commitment, marking=4)
    Finding.objects.update(marking=0, effective_marking=0)
    reassessed(commitment, LATER)
    assert Notification.objects.filter(user=cleared).count() == 1
    assert told(open_reader) == [("UNVERIFIED", "BREACHED")]
    assert told(cleared) == [("UNVERIFIED", "BREACHED")]


def test_the_first_result_is_no_news():
    reader, commitment = listener(), duty()
    accepted(commitment, LATER, stance="CONTRADICTS")
    reassessed(commitment, LATER + 3 * DAY)
    assert StatusChange.objects.exists()
    assert not Notification.objects.filter(user=reader).exists()


def test_history_loaded_later_is_no_news_and_a_correction_of_the_present_is():
    reader, commitment = listener(), duty()
    day = START + 200 * DAY
    reassessed(commitment, day)
    accepted(commitment, START + 5 * DAY, stance="SUPPORTS", accepted_on=None)
    assessments.request(commitments=[commitment], at=noon(day), backfill=True)
    assessments.reassess(commitment_ids=[commitment.pk], at=noon(day))
    changed = StatusChange.objects.exclude(from_status="").count()
    assert changed
    assert not Notification.objects.exists()
    accepted(commitment, day - 4 * DAY, stance="CONTRADICTS", accepted_on=None, reliability="A")
    assessments.request(commitments=[commitment], at=noon(day), backfill=True)
    assessments.reassess(commitment_ids=[commitment.pk], at=noon(day))
    assert StatusChange.objects.exclude(from_status="").count() > changed
    assert len(told(reader)) == 1


def test_days_that_were_missed_are_told_of_when_they_are_made_up_for():
    reader, commitment = listener(), duty(kind="ACT", due_on=LATER)
    reassessed(commitment, LATER - DAY)
    reassessed(commitment, LATER + 5 * DAY)
    assert [after for _before, after in told(reader)] == ["OVERDUE"]


def test_who_was_cleared_down_neither_reads_nor_counts_it():
    cleared, commitment = listener(4), duty()
    breached(commitment, marking=4)
    assert selector.unread(cleared) == 1
    cleared.audience = audience(1)
    cleared.save()
    assert selector.unread(cleared) == 0
    assert told(cleared) == []


def test_a_closed_account_is_told_nothing():
    reader, commitment = listener(), duty()
    type(reader).objects.filter(pk=reader.pk).update(is_active=False)
    breached(commitment)
    assert not Notification.objects.exists()


def test_as_many_queries_for_one_listener_as_for_twenty():
    costs = []
    for people in (1, 20):
        commitment = duty()
        for _number in range(people - Notification.objects.values("user").distinct().count()):
            listener(mail="at_once")
        reassessed(commitment, LATER - DAY)
        accepted(commitment, LATER, stance="CONTRADICTS", reliability="A", credibility="1")
        with CaptureQueriesContext(connection) as asked:
            reassessed(commitment, LATER)
        costs.append(len(asked))
    assert Notification.objects.count() == 1 + 20
    assert costs[0] == costs[1]


def test_nobody_listening_costs_one_query():
    costs = []
    for listens in (False, True):
        commitment = duty()
        if listens:
            listener(party=factories.PartyFactory())
        reassessed(commitment, LATER - DAY)
        accepted(commitment, LATER, stance="CONTRADICTS", reliability="A", credibility="1")
        with CaptureQueriesContext(connection) as asked:
            reassessed(commitment, LATER)
        costs.append(len([one for one in asked if "notification" in one["sql"]]))
    assert costs == [1, 1]
