"""Which day a page speaks of: what is asked, what is refused in a sentence, and the ruler of months."""

from datetime import date

import pytest
import time_machine as clock
from django.test import RequestFactory

from tests import factories
from tracker.web import time_machine
from tracker.web.time_machine import read_day, read_time

TODAY = date(2021, 9, 15)


@pytest.fixture(autouse=True)
def _mid_september():
    with clock.travel("2021-09-15T12:00:00Z", tick=False):
        yield


def asked(query="", reader=None, **more):
    request = RequestFactory().get("/" + query)
    request.user = reader or factories.UserFactory.build()
    return read_time(request, **more)


@pytest.mark.parametrize(
    ("query", "as_of", "known_by"),
    [
        ("", None, None),
        ("?as_of=2021-05-02", date(2021, 5, 2), date(2021, 5, 2)),
        ("?as_of=2021-05-02&known_by=2021-09-15", date(2021, 5, 2), TODAY),
        ("?known_by=2021-05-02", TODAY, date(2021, 5, 2)),
        ("?as_of=2021-09-15", None, None),
        ("?as_of=2021-09-15&known_by=2021-09-15", None, None),
        ("?as_of=%DB%B2%DB%B0%DB%B2%DB%B1-%DB%B0%DB%B5-%DB%B0%DB%B2", date(2021, 5, 2), date(2021, 5, 2)),
    ],
)
def test_the_days_asked_for(query, as_of, known_by, db):
    time = asked(query)
    assert (time.as_of, time.known_by, time.problem, time.status) == (as_of, known_by, "", 200)
    assert time.is_past == (as_of is not None)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2020-02-30", "no day “2020-02-30” in the calendar"),
        ("yesterday", "“yesterday” is not a day"),
        ("2020-13-01", "no day"),
        ("2021-09-16", "16 September 2021 lies in the future"),
        ("9999-12-31", "lies in the future"),
        ("0001-01-01", "before 1900"),
        ("20210502", "is not a day"),
        ("2021-05-02' OR 1=1", "is not a day"),
        ("<script>", "is not a day"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(text, says):
    day, problem = read_day(text, TODAY)
    assert day is None
    assert says in problem
    assert problem.endswith("the present is shown.")


@pytest.mark.parametrize("name", ["as_of", "known_by"])
def test_a_refused_day_shows_the_present_and_keeps_what_was_typed(name, db):
    time = asked(f"?{name}=2020-02-30")
    assert (time.as_of, time.known_by, time.status) == (None, None, 400)
    assert "2020-02-30" in (time.as_of_text, time.known_by_text)


def test_today_is_the_agreements_own(db):
    agreement = factories.AgreementFactory.build(time_zone="Asia/Kabul")
    with clock.travel("2021-09-15T20:00:00Z", tick=False):  # 00:30 of the 16th in Kabul
        assert asked(agreement=agreement).today == date(2021, 9, 16)
        assert asked().today == TODAY
        assert asked(zone="No/Such").today == TODAY


@pytest.mark.parametrize(
    ("query", "diagonal", "hindsight"),
    [
        ("", False, False),
        ("?as_of=2021-05-02", True, False),
        ("?as_of=2021-05-02&known_by=2021-09-15", False, True),
        ("?as_of=2021-05-02&known_by=2021-06-01", False, False),
    ],
)
def test_which_history_answers(query, diagonal, hindsight, db):
    time = asked(query)
    assert (time.is_diagonal, time.is_hindsight) == (diagonal, hindsight)


def test_addresses_keep_the_days(db):
    assert asked().address("/changes/") == "/changes/"
    assert asked("?as_of=2021-05-02").address("/changes/", q="a b") == "/changes/?q=a+b&as_of=2021-05-02"
    both = asked("?as_of=2021-05-02&known_by=2021-06-01")
    assert both.address("/") == "/?as_of=2021-05-02&known_by=2021-06-01"


@pytest.mark.django_db
def test_the_ruler_counts_the_changes_the_reader_may_see(django_assert_num_queries):
    reader = factories.UserFactory(level=1)
    commitment = factories.CommitmentFactory()
    seen = factories.PerspectiveFactory(commitment=commitment)
    factories.PerspectiveAudienceFactory(perspective=seen, audience=reader.audience)
    hidden = factories.PerspectiveFactory(commitment=commitment)
    for perspective in (seen, hidden):
        factories.StatusChangeFactory(perspective=perspective, effective_on=date(2021, 5, 3))
    factories.StatusChangeFactory(perspective=seen, from_status="", effective_on=date(2021, 5, 1))
    time = asked("?as_of=2021-05-20", reader)
    with django_assert_num_queries(1):
        months = {month.day: month for month in time.months}
    assert len(months) == time_machine.MONTHS_SHOWN
    assert months[date(2021, 5, 31)].count == 1
    assert months[date(2021, 5, 31)].is_as_of
    assert not months[date(2021, 9, 15)].is_as_of
    assert sum(month.count for month in months.values()) == 1


def test_the_ruler_ends_today_and_holds_the_asked_month():
    for day in (date(1900, 1, 1), date(2011, 6, 17), date(2021, 9, 15)):
        starts = time_machine.months_around(day, TODAY)
        assert day.replace(day=1) in starts
        assert starts == sorted(set(starts))
        assert starts[-1] <= TODAY


def test_the_ruler_of_an_agreement_begins_with_it():
    starts = time_machine.months_around(date(2020, 7, 14), TODAY, first_on=date(2020, 2, 29))
    assert starts[0] == date(2020, 2, 1)
    assert starts[-1] == date(2021, 9, 1)
