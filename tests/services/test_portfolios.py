"""Portfolios of a pair of days: asked for once, computed in chunks, read like a history, let go in time."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW, SIGNED_ON, TODAY
from tests.services.evidence import accepted, duty, manager
from tracker.models import Commitment, LedgerEntry, PortfolioDay, PortfolioStanding
from tracker.selectors import pairs, standings
from tracker.selectors.facts import results_on_demand
from tracker.selectors.pairs import NotComputedYet
from tracker.selectors.standings import Source
from tracker.services import agreements, portfolios
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

AS_OF, KNOWN_BY = SIGNED_ON + timedelta(days=30), TODAY - timedelta(days=10)
DAYS = {"as_of": AS_OF, "known_by": KNOWN_BY}
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


def asked(by, **more):
    return portfolios.ask(by=by, **DAYS | {"today": TODAY, "at": NOW} | more)


def step(row, at=NOW):
    more = portfolios.compute(portfolio=portfolios.claim(portfolio_id=row.pk, at=at), at=at)
    row.refresh_from_db()
    return more


def test_asking_once_is_recorded_and_told(reader, django_capture_on_commit_callbacks):
    duty()
    with django_capture_on_commit_callbacks() as callbacks:
        row = asked(reader)
        assert asked(reader) == row
    assert (row.state, row.done, row.total, len(callbacks)) == ("waiting", 0, 1, 1)
    assert LedgerEntry.objects.get(action="portfolio.ask").after == {
        "as_of": AS_OF.isoformat(),
        "known_by": KNOWN_BY.isoformat(),
    }


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({"as_of": TODAY + timedelta(days=1)}, "not in the future"),
        ({"known_by": TODAY + timedelta(days=1)}, "not in the future"),
        ({"known_by": AS_OF}, "stored history"),
        ({"known_by": TODAY}, "stored history"),
    ],
)
def test_what_needs_no_job_is_refused(reader, days, says):
    with pytest.raises(Refused, match=says):
        asked(reader, **days)
    assert not PortfolioDay.objects.exists()


def test_one_audience_cannot_fill_the_queue(reader):
    for number in range(portfolios.MOST_WAITING):
        asked(reader, known_by=KNOWN_BY - timedelta(days=number))
    with pytest.raises(Refused, match="wait until one"):
        asked(reader, known_by=KNOWN_BY + timedelta(days=1))
    assert asked(factories.UserFactory(level=2)).state == "waiting"


def test_it_is_computed_in_chunks_that_say_how_far_it_is(reader, monkeypatch):
    monkeypatch.setattr(portfolios, "ROWS_AT_ONCE", 2)
    for _ in range(3):
        duty()
    row = asked(reader)
    assert step(row) is True
    assert (row.state, row.done, row.total, row.claimed_at) == ("waiting", 2, 3, None)
    assert step(row, LATER) is False
    assert (row.state, row.done, row.ready_at) == ("ready", 3, LATER)
    assert portfolios.claim(portfolio_id=row.pk, at=LATER) is None


def test_what_is_read_is_what_would_be_computed(reader, monkeypatch):
    finding = accepted()
    duty()
    row = asked(reader)
    step(row)
    everything = Commitment.objects.all()
    fresh = standings.standings(reader, everything, **DAYS, today=TODAY, exact=True)
    monkeypatch.setattr(standings, "results_on_demand", None)  # nothing may be computed any more
    assert standings.standings(reader, everything, **DAYS, today=TODAY) == fresh
    assert fresh[finding.commitment_id].source is Source.COMPUTED


def test_lists_sort_and_filter_by_it(reader):
    first, second = duty(), duty()
    row = factories.PortfolioDayFactory(audience=reader.audience, ready=True, **DAYS)
    for one, status, confidence in ((first, "FULFILLED", "HIGH"), (second, "BREACHED", "LOW")):
        factories.PortfolioStandingFactory(
            portfolio=row, commitment=one, status=status, confidence=confidence
        )
    factories.PortfolioStandingFactory(commitment=first, status="AT_RISK")  # of another pair
    rows = standings.annotate_standing(
        Commitment.objects.all(), reader.audience, as_of=AS_OF, source=Source.COMPUTED, portfolio=row
    )
    assert list(rows.order_by("standing_rank")) == [second, first]
    assert rows.get(standing_status="FULFILLED", standing_sureness=3) == first


def test_what_is_large_and_not_computed_says_so(reader, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pairs, "MOST_AT_ONCE", 1)
    duty(), duty()
    with django_assert_num_queries(2), pytest.raises(NotComputedYet):
        standings.standings(reader, Commitment.objects.all(), **DAYS, today=TODAY)
    assert len(standings.standings(reader, Commitment.objects.all()[:1], **DAYS, today=TODAY)) == 1


def test_another_audience_has_none_of_it(reader):
    row = asked(reader)
    step(row)
    other = factories.UserFactory(level=2)
    assert pairs.ready(reader.audience, AS_OF, KNOWN_BY) == row
    assert pairs.ready(other.audience, AS_OF, KNOWN_BY) is None
    assert not pairs.seen(other).exists()


def test_it_is_computed_again_once_the_ledger_grew(reader):
    row = asked(reader)
    step(row)
    assert not pairs.has_grown(reader, row)
    assert asked(reader, at=LATER).state == "ready"
    finding = accepted()
    assert pairs.has_grown(reader, row)
    assert asked(reader, at=LATER).state == "waiting"
    step(row)
    assert row.standings.get().commitment_id == finding.commitment_id
    assert not pairs.has_grown(reader, row)


def test_what_a_reader_may_not_see_does_not_show_in_the_ledgers_growth(reader):
    row = asked(reader)
    step(row)
    duty(agreement=factories.AgreementFactory(marking=3))
    assert not pairs.has_grown(reader, row)


def test_markings_that_move_end_it(reader):
    commitment = accepted().commitment
    row = asked(reader)
    step(row)
    other = asked(reader, known_by=KNOWN_BY + timedelta(days=1))
    held = portfolios.claim(portfolio_id=other.pk, at=NOW)
    agreement = commitment.agreement
    agreements.edit(
        agreement=agreement, version=agreement.version, changes={"marking": 2}, by=manager(), at=LATER
    )
    assert list(pairs.seen(reader)) == [other]
    # What was read before the change is not stored after it.
    assert portfolios.compute(portfolio=held, at=LATER) is False
    assert not PortfolioStanding.objects.exists()


def test_two_workers_do_not_do_the_same_twice(reader):
    duty()
    row = asked(reader)
    held = portfolios.claim(portfolio_id=row.pk, at=NOW)
    assert portfolios.claim(portfolio_id=row.pk, at=NOW) is None
    again = portfolios.claim(portfolio_id=row.pk, at=LATER)  # the first worker was thought dead
    assert portfolios.compute(portfolio=held, at=LATER) is False
    assert not row.standings.exists()
    portfolios.compute(portfolio=again, at=LATER)
    assert row.standings.count() == 1


def test_three_errors_give_it_up_with_a_sentence_and_it_can_be_asked_again(reader):
    row = asked(reader)
    for _ in range(portfolios.MOST_ATTEMPTS):
        portfolios.stumble(portfolio=portfolios.claim(portfolio_id=row.pk, at=NOW))
    row.refresh_from_db()
    assert (row.state, row.claimed_at) == ("failed", None)
    assert "three times" in row.problem
    again = asked(reader)
    assert (again.pk, again.state, again.problem, again.attempts) == (row.pk, "waiting", "", 0)


def test_one_that_kills_its_worker_is_given_up(reader):
    row = asked(reader)
    for number in range(portfolios.MOST_ATTEMPTS):
        assert portfolios.claim(portfolio_id=row.pk, at=NOW + timedelta(hours=number))
    assert portfolios.claim(portfolio_id=row.pk, at=NOW + timedelta(hours=9)) is None
    row.refresh_from_db()
    assert row.state == "failed"


def test_the_sweep_finds_what_the_broker_lost(reader):
    row = asked(reader)
    assert portfolios.waiting(at=NOW) == []
    assert portfolios.waiting(at=LATER) == [row.pk]
    portfolios.claim(portfolio_id=row.pk, at=LATER)
    assert portfolios.waiting(at=LATER) == []


def test_old_ones_go(reader):
    row = asked(reader)
    duty()
    step(row)
    assert portfolios.clean_up(at=NOW + portfolios.KEPT_FOR) == 0
    assert portfolios.clean_up(at=NOW + portfolios.KEPT_FOR + timedelta(seconds=1)) == 1
    assert not PortfolioStanding.objects.exists()


def test_it_holds_what_the_method_says_of_each_commitment(reader):
    finding = accepted()
    row = asked(reader)
    step(row)
    kept = row.standings.get()
    result = results_on_demand([finding.commitment_id], reader, AS_OF, KNOWN_BY)[finding.commitment_id]
    assert (kept.status, kept.p_pm, kept.confidence) == (result.status, result.p_pm, result.confidence)
