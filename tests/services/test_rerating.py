"""Re-rating a source: findings that inherit are proposed anew, overridden ones stay, previews come true."""

from datetime import date

import pytest

from tests.factories import SourceFactory, UserFactory
from tests.services.evidence import AT, PUBLISHED_ON, accepted, analyst, duty, filed, manager
from tracker.assessment import Status
from tracker.models import Finding
from tracker.selectors import supposing
from tracker.selectors.facts import assess_on_demand
from tracker.services import findings, rerating
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2020, 7, 14)
LATER = date(2020, 6, 1)


def broken_on_the_word_of(source, by):
    """A prohibition broken on the word of two origins in reports of one source."""
    commitment = duty()
    said = [
        accepted(commitment=commitment, credibility="2", by=analyst(), report=filed(by, source=source))
        for _number in range(2)
    ]
    return commitment, said


def status_of(commitment, reader):
    return assess_on_demand(commitment, reader, TODAY)[0].status


def test_the_preview_of_another_letter_is_what_review_then_makes_of_it():
    by, source = analyst(), SourceFactory(reliability="B")
    commitment, said = broken_on_the_word_of(source, by)
    stale = rerating.outdated(by, source, rerating.Rating("E", LATER))
    assert {(one.reference, letter) for one, letter in stale} == {(one.reference, "E") for one in said}
    plan = rerating.plan(stale)
    (line,) = supposing.suppose(by, supposing.duties_touched(by, plan), plan, AT)
    assert line.before.status is Status.BREACHED
    assert line.status_changes
    seen = rerating.rests_on(by, source, plan, AT)
    _rating, done = rerating.rate(
        source=source, reliability="E", from_on=LATER, reason="It made things up.", by=by, at=AT, seen=seen
    )
    assert status_of(commitment, by) is Status.BREACHED
    assert len(done.findings) == 2
    assert rerating.outdated(by, source)
    for proposed in done.findings:
        findings.accept(finding=proposed, by=analyst(), at=AT)
    assert status_of(commitment, by) is line.after.status
    assert not rerating.outdated(by, source)
    assert {one.state for one in Finding.objects.filter(pk__in=[one.pk for one in said])} == {"superseded"}


def test_whoever_overrode_the_letter_and_what_lies_outside_the_period_is_left_alone():
    by, source = analyst(), SourceFactory(reliability="B")
    accepted(report=filed(by, source=source), by=analyst(), reliability="D", reliability_reason="A rumour.")
    accepted(report=filed(by, source=source, published_on=date(2020, 5, 20)), by=analyst())
    mine = accepted(report=filed(by, source=source), by=analyst())
    stale = rerating.outdated(by, source, rerating.Rating("C", LATER))
    assert [one.reference for one, _letter in stale] == [mine.reference]
    assert rerating.outdated(by, source, rerating.Rating("B", LATER)) == []
    rerating.rate(source=source, reliability="B", from_on=PUBLISHED_ON, reason="Still.", by=by, at=AT)
    assert rerating.outdated(by, source, rerating.Rating("C", LATER)) == []


def test_what_waits_already_is_not_proposed_twice():
    by, source = analyst(), SourceFactory(reliability="B")
    broken_on_the_word_of(source, by)
    rerating.rate(source=source, reliability="C", from_on=LATER, reason="Less.", by=by, at=AT)
    assert rerating.propose(source=source, reason="Again.", by=by, at=AT).findings == []
    assert Finding.objects.filter(state="submitted").count() == 2


def test_it_is_refused_when_something_moved_since_and_leaves_nothing():
    by, source = analyst(), SourceFactory(reliability="B")
    commitment, _said = broken_on_the_word_of(source, by)
    plan = rerating.plan(rerating.outdated(by, source, rerating.Rating("E", LATER)))
    seen = rerating.rests_on(by, source, plan, AT)
    accepted(commitment=commitment, by=analyst(), report=filed(by))
    with pytest.raises(Refused, match="since you looked"):
        rerating.rate(
            source=source, reliability="E", from_on=LATER, reason="It erred.", by=by, at=AT, seen=seen
        )
    assert source.reliabilities.count() == 1


def test_a_manager_rates_and_an_analyst_proposes():
    by, source = manager(), SourceFactory(reliability="B")
    broken_on_the_word_of(source, analyst())
    given = {"source": source, "reliability": "C", "from_on": LATER, "reason": "Less.", "at": AT}
    with pytest.raises(Refused, match="Only analysts propose"):
        rerating.rate(**given, by=by)
    _rating, done = rerating.rate(**given, by=by, propose=False)
    assert done.findings == []
    assert len(rerating.propose(source=source, reason="Less.", by=analyst(), at=AT).findings) == 2
    with pytest.raises(Refused, match="no role yet"):
        rerating.rate(**given, by=UserFactory())
