"""Where commitments stand: the present, both histories, what a reader may see, and what it costs."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY
from tracker.assessment import Band, Confidence, Headline, Status
from tracker.models import Commitment
from tracker.selectors import rolling
from tracker.selectors import standings as selector
from tracker.selectors.standings import Source

pytestmark = pytest.mark.django_db

RESULT = {"reasons": [["WEIGHT", 700, 0, 700], ["SELF_REPORTED_ONLY"]]}


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


def seen_by(reader, **made):
    """A perspective on a new commitment that the reader's audience looks from."""
    perspective = factories.PerspectiveFactory(commitment=factories.CommitmentFactory(**made))
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=reader.audience)
    return perspective


def standing_of(reader, perspective, **when):
    commitment = perspective.commitment
    return selector.standings(reader, [commitment], **when).get(commitment.pk)


def test_without_a_day_it_is_the_present_result(reader):
    perspective = seen_by(reader)
    factories.CurrentAssessmentFactory(
        perspective=perspective,
        status="ON_TRACK",
        rank=8,
        p_pm=700,
        band="likely",
        confidence="LOW",
        result=RESULT,
    )
    standing = standing_of(reader, perspective)
    assert (standing.status, standing.rank, standing.band) == (Status.ON_TRACK, 8, Band.LIKELY)
    assert (standing.level, standing.self_reported, standing.source) == (2, True, Source.PRESENT)
    assert standing.as_of == TODAY
    assert standing.has_likelihood


def test_without_confidence_there_is_no_likelihood_to_show(reader):
    perspective = seen_by(reader)
    factories.CurrentAssessmentFactory(perspective=perspective)
    standing = standing_of(reader, perspective)
    assert standing.confidence is Confidence.NONE
    assert not standing.has_likelihood


def test_the_present_of_another_audience_is_not_shown(reader):
    perspective = seen_by(reader)
    factories.CurrentAssessmentFactory(perspective=perspective)
    assert standing_of(factories.UserFactory(level=3), perspective) is None


def test_a_commitment_above_the_clearance_has_no_standing(reader):
    perspective = seen_by(reader, marking=3)
    factories.CurrentAssessmentFactory(perspective=perspective)
    assert standing_of(reader, perspective) is None


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (SIGNED_ON - timedelta(days=1), None),
        (SIGNED_ON, Status.UNVERIFIED),
        (date(2020, 5, 31), Status.UNVERIFIED),
        (date(2020, 6, 1), Status.AT_RISK),
        (date(2021, 5, 2), Status.AT_RISK),
    ],
)
def test_a_past_day_reads_the_span_that_holds_it(reader, day, status):
    perspective = seen_by(reader)
    factories.StatusSpanFactory(perspective=perspective, to_on=date(2020, 5, 31))
    factories.StatusSpanFactory(
        perspective=perspective, from_on=date(2020, 6, 1), status="AT_RISK", confidence="LOW", p_pm=245
    )
    standing = standing_of(reader, perspective, as_of=day)
    assert (standing.status if standing else None) is status


def test_known_by_today_reads_hindsight(reader):
    perspective = seen_by(reader)
    factories.StatusSpanFactory(perspective=perspective)
    factories.StatusSpanFactory(
        perspective=perspective,
        series="hindsight",
        status="BREACHED",
        confidence="HIGH",
        material=True,
        p_pm=40,
    )
    today = date(2021, 9, 1)
    standing = standing_of(reader, perspective, as_of=TODAY, known_by=today, today=today)
    assert (standing.status, standing.material, standing.source) == (Status.BREACHED, True, Source.HINDSIGHT)
    assert standing.as_of == TODAY
    assert (
        standing_of(reader, perspective, as_of=TODAY, known_by=TODAY, today=today).status is Status.UNVERIFIED
    )


@pytest.mark.parametrize(
    ("as_of", "known_by", "source"),
    [
        (None, None, Source.PRESENT),
        (TODAY, None, Source.DIAGONAL),
        (TODAY, TODAY, Source.DIAGONAL),
        (SIGNED_ON, TODAY, Source.HINDSIGHT),
        (SIGNED_ON, TODAY - timedelta(days=1), Source.COMPUTED),
    ],
)
def test_which_history_answers(as_of, known_by, source):
    assert selector.source_for(as_of, known_by, TODAY) is source


def test_columns_to_sort_and_filter_by(reader):
    worst = seen_by(reader)
    best = seen_by(reader)
    for perspective, status, confidence in ((best, "FULFILLED", "HIGH"), (worst, "BREACHED", "LOW")):
        factories.CurrentAssessmentFactory(perspective=perspective, status=status, confidence=confidence)
    rows = selector.annotate_standing(
        Commitment.objects.all(), reader.audience, as_of=None, source=Source.PRESENT
    )
    assert list(rows.order_by("standing_rank").values_list("pk", flat=True)) == [
        worst.commitment_id,
        best.commitment_id,
    ]
    assert rows.get(standing_status="FULFILLED", standing_sureness=3).pk == best.commitment_id


@pytest.mark.parametrize("when", [{}, {"as_of": TODAY}], ids=["present", "past"])
def test_it_costs_one_query_however_many(reader, when, django_assert_num_queries):
    for _ in range(5):
        perspective = seen_by(reader)
        factories.CurrentAssessmentFactory(perspective=perspective)
        factories.StatusSpanFactory(perspective=perspective)
    with django_assert_num_queries(1):
        found = selector.standings(reader, Commitment.objects.all(), **when)
    assert len(found) == 5


def test_a_roll_up_says_what_the_standings_say_together(reader):
    breached = seen_by(reader, version__essential=True, version__weight=3)
    fulfilled = seen_by(reader, version__kind="ACT")
    factories.CurrentAssessmentFactory(perspective=breached, status="BREACHED", confidence="HIGH")
    factories.CurrentAssessmentFactory(
        perspective=fulfilled, status="FULFILLED", confidence="HIGH", progress_pm=1000
    )
    commitments = Commitment.objects.select_related("agreement", "current")
    together = rolling.roll_up_of(selector.standings(reader, commitments), commitments)
    assert together.headline is Headline.IN_BREACH
    assert together.essential_breaches == (rolling.key_of(breached.commitment),)
    assert (together.implementation_pm, together.coverage_pm) == (250, 1000)


def test_what_only_the_obligor_reports_is_not_scored(reader):
    perspective = seen_by(reader)
    factories.CurrentAssessmentFactory(
        perspective=perspective, status="ON_TRACK", confidence="LOW", p_pm=700, result=RESULT
    )
    commitments = Commitment.objects.select_related("agreement", "current")
    together = rolling.roll_up_of(selector.standings(reader, commitments), commitments)
    assert (together.implementation_pm, together.coverage_pm) == (None, 1000)
