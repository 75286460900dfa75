"""Scorecards: unique, overturned and early findings of a source, as a reader sees them on a day."""

from datetime import date

import pytest

from tests import factories
from tests.services.evidence import analyst
from tracker.selectors.scorecards import scorecards

pytestmark = pytest.mark.django_db
MAY = {"observed_from": date(2020, 5, 1), "observed_to": date(2020, 5, 31)}


@pytest.fixture
def source():
    return factories.SourceFactory()


@pytest.fixture
def duty():
    return factories.CommitmentFactory()


def said(source, duty, published=date(2020, 6, 10), **fields):
    given = {"accepted": True, "published_on": published, "accepted_on": published, "stance": "CONTRADICTS"}
    given |= {"reliability": "B", "credibility": "2"} | MAY
    return factories.FindingFactory(commitment=duty, report__source=source, **(given | fields))


def card(source, **when):
    return scorecards(analyst(level=0), [source.pk], **when)[source.pk]


def test_nothing_decided_counts_nothing(source, duty):
    factories.FindingFactory(commitment=duty, report__source=source)
    found = card(source)
    assert (found.decided, found.overturned, found.lead_days) == (0, 0, None)


def test_what_is_heard_through_it_alone_is_unique(source, duty):
    desk = factories.OriginFactory()
    said(source, duty, origin=desk)
    said(source, duty)
    assert card(source).unique == 2
    said(factories.SourceFactory(), duty, origin=factories.OriginFactory(merged_into=desk))
    assert (card(source).unique, card(source).accepted) == (1, 2)
    said(factories.SourceFactory(), factories.CommitmentFactory(), origin=desk)
    assert card(source).unique == 1


def test_rejected_withdrawn_and_contradicted_are_overturned(source, duty):
    said(source, duty, credibility="3")
    factories.FindingFactory(commitment=duty, report__source=source, rejected=True)
    factories.FindingFactory(commitment=duty, report__source=source, superseded=True)
    assert card(source).overturned == 2
    said(factories.SourceFactory(), duty, date(2020, 7, 1), stance="SUPPORTS", credibility="1")
    found = card(source)
    assert (found.rejected, found.withdrawn, found.contradicted, found.decided) == (1, 1, 1, 3)


@pytest.mark.parametrize(
    "fields",
    [
        {"credibility": "4"},
        {"credibility": "6"},
        {"reliability": "C", "credibility": "1"},
        {"stance": "CONTRADICTS"},
        {"stance": "NEUTRAL"},
        {"observed_from": date(2020, 6, 1), "observed_to": date(2020, 6, 5)},
        {"published": date(2020, 6, 9)},
        {"marking": 4},
        {"same_voice": True},
    ],
)
def test_what_does_not_overturn(source, duty, fields):
    mine = said(source, duty)
    given = {"published": date(2020, 7, 1), "stance": "SUPPORTS", "reliability": "A", "credibility": "1"}
    given |= fields
    if given.pop("same_voice", False):
        given["origin"] = mine.origin
    said(factories.SourceFactory(), duty, given.pop("published"), **given)
    assert card(source).contradicted == 0


def test_one_replaced_by_the_same_stance_stands(source, duty):
    old = factories.FindingFactory(
        commitment=duty, report__source=source, superseded=True, stance="CONTRADICTS", **MAY
    )
    said(source, duty, supersedes=old)
    assert card(source).withdrawn == 0


def test_lead_is_the_middle_of_the_days_before_the_first_other_source(source, duty):
    said(source, duty, date(2020, 6, 10))
    said(source, duty, date(2020, 6, 12))
    said(factories.SourceFactory(), duty, date(2020, 6, 20))
    said(factories.SourceFactory(), duty, date(2020, 6, 30))
    found = card(source)
    assert (found.lead_days, found.compared, found.ahead) == (10, 1, 1)
    other = factories.CommitmentFactory()
    said(source, other, date(2020, 6, 10))
    said(factories.SourceFactory(), other, date(2020, 6, 5))
    found = card(source)
    assert (found.lead_days, found.compared, found.ahead) == (-5, 2, 1)


def test_a_past_day_knows_only_what_was_known(source, duty):
    said(source, duty, date(2020, 6, 10))
    said(factories.SourceFactory(), duty, date(2020, 6, 20))
    assert card(source, as_of=date(2020, 6, 15)).compared == 0
    assert card(source, as_of=date(2020, 6, 25)).lead_days == 10
    assert card(source, as_of=date(2020, 6, 9)).accepted == 0


def test_many_sources_cost_one_query(source, duty, django_assert_num_queries):
    reader = analyst()
    assert reader.audience
    others = [factories.SourceFactory() for _number in range(5)]
    for one in (source, *others):
        said(one, duty)
    with django_assert_num_queries(1):
        assert len(scorecards(reader, [source.pk, *[one.pk for one in others]])) == 6
