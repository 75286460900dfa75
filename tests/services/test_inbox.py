"""The inbox: dismissed with a reason, put off to a day, taken back, filed; who sees which entry."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories import NOW, TODAY
from tests.services.evidence import analyst, filed, manager
from tracker.models import LedgerEntry
from tracker.selectors import inbox as selector
from tracker.services import inbox
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def news(**more):
    return factories.InboxEntryFactory(**more)


def test_dismissing_needs_a_reason_and_is_recorded():
    entry, person = news(), analyst()
    with pytest.raises(Refused) as refusal:
        inbox.dismiss(entry=entry, reason="  ", by=person, at=NOW)
    assert refusal.value.field == "reason"
    row = inbox.dismiss(entry=entry, reason="Not about a duty.", by=person, at=NOW)
    assert (row.state, row.reason, row.decided_by, row.decided_at) == (
        "dismissed",
        "Not about a duty.",
        person,
        NOW,
    )
    entry = LedgerEntry.objects.get(action="inbox.dismiss")
    assert (entry.before["state"], entry.after["state"], entry.reason) == ("new", "dismissed", row.reason)


@pytest.mark.parametrize("until", [None, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=400)])
def test_a_day_to_come_back_on_lies_ahead_within_a_year(until):
    with pytest.raises(Refused) as refusal:
        inbox.snooze(entry=news(), until=until, today=TODAY, by=analyst(), at=NOW)
    assert refusal.value.field == "until"


def test_what_is_put_off_comes_back_on_its_day():
    entry, person = news(), analyst()
    inbox.snooze(entry=entry, until=date(2020, 7, 20), today=TODAY, by=person, at=NOW)
    assert selector.waiting(person, date(2020, 7, 19)) == 0
    assert list(selector.listed(person, date(2020, 7, 19), state="snoozed")) == [entry]
    assert selector.waiting(person, date(2020, 7, 20)) == 1
    assert list(selector.listed(person, date(2020, 7, 20))) == [entry]
    assert list(selector.listed(person, date(2020, 7, 20), state="snoozed")) == []


def test_a_decision_is_taken_back_once():
    person = analyst()
    for entry in (news(dismissed=True), news(snoozed=True)):
        row = inbox.undo(entry=entry, by=person, at=NOW)
        assert (row.state, row.reason, row.snoozed_until, row.decided_by) == ("new", "", None, None)
        with pytest.raises(Refused, match="Nothing was decided"):
            inbox.undo(entry=entry, by=person, at=NOW)
    entry = news(filed=True)
    with pytest.raises(Refused, match="filed as a report"):
        inbox.undo(entry=entry, by=person, at=NOW)
    report = entry.report
    report.removed_at, report.removed_by, report.removal_reason = NOW, person, "Filed twice."
    report.save()
    assert inbox.undo(entry=entry, by=person, at=NOW).state == "new"


def test_the_second_decision_hears_of_the_first():
    entry = news()
    inbox.dismiss(entry=entry, reason="No.", by=analyst(username="ada"), at=NOW)
    with pytest.raises(Refused, match="ada decided on this entry already; it is now: dismissed"):
        inbox.snooze(entry=entry, until=date(2020, 7, 20), today=TODAY, by=analyst(), at=NOW)


def test_filing_keeps_the_first_report():
    entry, person = news(), analyst()
    first, second = filed(person), filed(person)
    inbox.file(entry=entry, report=first, by=person, at=NOW)
    inbox.file(entry=entry, report=second, by=person, at=NOW)
    entry.refresh_from_db()
    assert (entry.state, entry.report) == ("filed", first)


def test_without_the_role_nothing_is_decided():
    for act in (
        lambda **said: inbox.dismiss(reason="No.", **said),
        lambda **said: inbox.snooze(until=date(2020, 7, 20), today=TODAY, **said),
        inbox.undo,
        lambda **said: inbox.file(report=factories.ReportFactory(), **said),
    ):
        with pytest.raises(Refused, match="Only analysts"):
            act(entry=news(), by=manager(), at=NOW)


def test_repeats_are_folded_under_the_first_that_the_reader_may_see():
    closed = factories.FeedFactory(marking=4)
    first = news(feed=closed)
    repeat = news(same_as=first)
    again = news(same_as=first)
    insider, outsider = analyst(level=4), analyst(level=1)
    assert list(selector.listed(insider, TODAY)) == [first]
    assert set(selector.listed(insider, TODAY)[0].repeats.all()) == {repeat, again}
    assert set(selector.listed(outsider, TODAY)) == {repeat, again}
    assert selector.waiting(insider, TODAY) == 1
    assert selector.waiting(outsider, TODAY) == 2


def test_a_repeat_of_what_was_decided_does_not_come_back():
    first = news(dismissed=True)
    news(same_as=first)
    assert selector.waiting(analyst(), TODAY) == 0


def test_the_filter_of_a_feed_finds_what_it_repeated():
    first = news()
    repeat = news(same_as=first)
    person = analyst()
    assert list(selector.listed(person, TODAY, feed=first.feed.slug)) == [first]
    assert list(selector.listed(person, TODAY, feed=repeat.feed.slug)) == [first]
    assert list(selector.listed(person, TODAY, feed="another")) == []
