"""Short rows of a portfolio say what its lines say: one reading of a day, whatever shape it takes."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY
from tests.web.sight import assessed
from tracker.models.choices import Doubt
from tracker.selectors import portfolio, tallies
from tracker.selectors.breadth import short_rows

pytestmark = pytest.mark.django_db

PAST = SIGNED_ON + timedelta(days=40)


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.mark.parametrize(
    "days",
    [{}, {"as_of": PAST}, {"as_of": PAST, "known_by": TODAY, "today": TODAY}],
    ids=["present", "diagonal", "hindsight"],
)
def test_they_add_up_to_what_the_lines_do(reader, days):
    agreement = factories.AgreementFactory()
    for status in ("BREACHED", "FULFILLED", "ON_TRACK", "UNVERIFIED", "PENDING"):
        one = assessed(reader, status, agreement=agreement, version__essential=status == "BREACHED")
        factories.StatusSpanFactory(perspective=one, series="hindsight", status=status, confidence="LOW")
    factories.CommitmentFactory(agreement=agreement)  # without a result
    assessed(reader, agreement=agreement, marking=3)  # out of sight
    rows = short_rows(reader, **days)
    lines = portfolio.lines(reader, days.get("as_of", TODAY), **days)
    assert len(rows) == len(lines) == 6
    assert tallies.roll_ups(rows, {agreement.pk: agreement.slug})[agreement.pk] == portfolio.roll_up_lines(
        lines
    )


def test_nobody_looked_where_nothing_was_reported_or_recorded(reader):
    silent = assessed(reader, "UNVERIFIED", confidence="NONE").commitment
    told = assessed(
        reader, "UNVERIFIED", confidence="NONE", commitment=factories.FindingFactory(accepted=True).commitment
    ).commitment
    watched = assessed(reader, "UNVERIFIED", confidence="NONE").commitment
    factories.CoverageFactory(commitment=watched)
    hidden = assessed(
        reader,
        "UNVERIFIED",
        confidence="NONE",
        commitment=factories.FindingFactory(accepted=True, effective_marking=3).commitment,
    ).commitment
    looked = {row.pk: row.looked for row in short_rows(reader)}
    assert looked == {silent.pk: 0, told.pk: 1, watched.pk: 1, hidden.pk: 0}


def test_the_doubt_of_a_result_stands_in_its_column(reader):
    stale = assessed(reader, "AT_RISK", result={"reasons": [["STALE", 300]]}).commitment
    alone = assessed(
        reader, "ON_TRACK", result={"reasons": [["SELF_REPORTED_ONLY"], ["STALE", 9]]}
    ).commitment
    lone = assessed(reader, "OVERDUE", result={"origins_for": 0, "origins_against": 1}).commitment
    sure = assessed(reader, "BREACHED", result={"origins_against": 3}).commitment
    assert {row.pk: row.doubt for row in short_rows(reader)} == {
        stale.pk: Doubt.STALE,
        alone.pk: Doubt.OBLIGOR_ONLY,
        lone.pk: Doubt.ONE_VOICE,
        sure.pk: "",
    }


def test_only_the_agreements_asked_for(reader):
    mine, _other = assessed(reader).commitment, assessed(reader)
    assert [row.pk for row in short_rows(reader, agreements=[mine.agreement_id])] == [mine.pk]
