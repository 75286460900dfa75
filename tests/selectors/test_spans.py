"""The statuses of a commitment from when to when: joined runs, gaps, the reader's own history."""

from datetime import date

import pytest

from tests import factories
from tracker.assessment import Status
from tracker.models.choices import Series
from tracker.selectors import spans

pytestmark = pytest.mark.django_db
MARCH, MAY, JUNE, JULY = (date(2020, month, 1) for month in (3, 5, 6, 7))


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.fixture
def perspective(reader):
    made = factories.PerspectiveFactory()
    factories.PerspectiveAudienceFactory(perspective=made, audience=reader.audience)
    return made


def span(perspective, status, from_on, to_on=None, **more):
    factories.StatusSpanFactory(perspective=perspective, status=status, from_on=from_on, to_on=to_on, **more)


def test_neighbours_of_one_status_are_one_run(reader, perspective, django_assert_num_queries):
    span(perspective, "ON_TRACK", MARCH, date(2020, 4, 30))
    span(perspective, "ON_TRACK", MAY, date(2020, 5, 31), confidence="HIGH")
    span(perspective, "BREACHED", JUNE)
    number = perspective.commitment_id
    with django_assert_num_queries(1):
        known = spans.runs(reader, [number], JULY)[number]
    assert [(run.status, run.from_on, run.to_on) for run in known] == [
        (Status.ON_TRACK, MARCH, date(2020, 5, 31)),
        (Status.BREACHED, JUNE, None),
    ]


def test_what_begins_later_is_not_told(reader, perspective):
    span(perspective, "ON_TRACK", MARCH, date(2020, 5, 31))
    span(perspective, "BREACHED", JUNE)
    known = spans.runs(reader, [perspective.commitment_id], MAY)[perspective.commitment_id]
    assert [run.status for run in known] == [Status.ON_TRACK]


def test_histories_and_audiences_are_kept_apart(reader, perspective):
    span(perspective, "BREACHED", MARCH, series=Series.HINDSIGHT)
    span(factories.PerspectiveFactory(commitment=perspective.commitment), "OVERDUE", MARCH)
    asked = [perspective.commitment_id]
    assert spans.runs(reader, asked, JULY) == {}
    assert spans.runs(reader, asked, JULY, Series.HINDSIGHT)[asked[0]][0].status is Status.BREACHED


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2020, 2, 29), None),
        (MARCH, Status.ON_TRACK),
        (date(2020, 5, 15), None),
        (JUNE, Status.BREACHED),
        (JULY, Status.BREACHED),
    ],
)
def test_the_status_on_a_day(day, status):
    history = [
        spans.Run(Status.ON_TRACK, MARCH, date(2020, 4, 30)),
        spans.Run(Status.BREACHED, JUNE, None),
    ]
    assert spans.status_on(history, day) is status
