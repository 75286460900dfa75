"""The facts are read in a fixed number of queries, as one audience sees them, as they stood on a day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.services.reassessing import START, accepted, audience, duty
from tracker.assessment import DEFAULT
from tracker.selectors.facts import assess_on_demand, facts_for, results_on_demand
from tracker.selectors.records import read_records

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def queries(commitments, asked) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        asked([commitment.pk for commitment in commitments])
    return len(captured)


@pytest.mark.parametrize(
    "asked",
    [
        lambda ids: facts_for(ids, audience()),
        lambda ids: results_on_demand(ids, audience(), START, START),
    ],
)
def test_one_commitment_takes_as_many_queries_as_twenty(asked):
    commitments = []
    for _ in range(20):
        commitment, other = duty(), duty()
        factories.CommitmentLinkFactory(commitment=commitment, other=other)
        for _ in range(3):
            accepted(commitment, START)
        commitments.append(commitment)
    assert queries(commitments[:1], asked) == queries(commitments, asked) <= 13


def test_only_what_the_audience_may_see_is_given():
    commitment, hidden = duty(), duty()
    type(hidden).objects.filter(pk=hidden.pk).update(marking=3, effective_marking=3)
    factories.CommitmentLinkFactory(commitment=commitment, other=hidden, kind="prerequisite")
    seen, secret = accepted(commitment, START), accepted(commitment, START, marking=2)
    key = f"{commitment.agreement.slug}/{commitment.code}"
    open_facts, all_facts = (facts_for([commitment.pk], audience(level)) for level in (0, 4))
    assert [one.id for one in open_facts.findings[key]] == [seen.reference]
    assert {one.id for one in all_facts.findings[key]} == {seen.reference, secret.reference}
    assert (len(open_facts.commitments), open_facts.commitments[0].prerequisites) == (1, ())
    assert len(all_facts.commitments) == 2
    assert facts_for([hidden.pk], audience(0)).commitments == ()


def test_rows_restricted_to_a_team_need_the_team():
    team = factories.TeamFactory()
    commitment = duty()
    secret = accepted(commitment, START, restricted=True)
    secret.teams.add(team)
    outside, inside = audience(4), factories.AudienceFactory(level=4, teams=[team])
    records = read_records([commitment.pk])
    assert not records.shows_finding(records.findings[commitment.pk][0], outside)
    assert records.shows_finding(records.findings[commitment.pk][0], inside)


def test_the_version_known_by_the_day_is_used_and_a_correction_always():
    commitment = duty(weight=1)
    for number, weight, retroactive in ((2, 2, False), (3, 3, True)):
        factories.CommitmentVersionFactory(
            commitment=commitment, number=number, weight=weight, retroactive=retroactive, starts_on=START,
            recorded_on=START + number * 10 * DAY,
        )  # fmt: skip

    def weight(known_by, rows=3):
        commitment.versions.filter(number__gt=rows).delete()
        return facts_for([commitment.pk], audience(), known_by).commitments[0].weight

    assert weight(START) == 3
    assert [weight(day, rows=2) for day in (START - DAY, START, START + 20 * DAY)] == [1, 1, 2]


def test_links_are_those_of_the_day():
    commitment, other = duty(), duty()
    link = factories.CommitmentLinkFactory(
        commitment=commitment, other=other, retroactive=False, recorded_on=START + 5 * DAY
    )
    link.removed_on, link.removed_at, link.removed_by = START + 9 * DAY, link.recorded_at, link.recorded_by
    link.save()

    def linked(day):
        own = {one.id: one for one in facts_for([commitment.pk], audience(), day).commitments}
        return bool(own[f"{commitment.agreement.slug}/{commitment.code}"].reciprocal)

    assert [linked(START + n * DAY) for n in (4, 5, 8, 9)] == [False, True, True, False]
    assert not linked(None)


def test_merged_origins_speak_as_one():
    commitment, first, second = duty(), accepted(duty(), START), accepted(duty(), START)
    type(first).objects.update(commitment=commitment)
    second.origin.merged_into = first.origin
    second.origin.save()
    key = f"{commitment.agreement.slug}/{commitment.code}"
    origins = {one.origin for one in facts_for([commitment.pk], audience()).findings[key]}
    assert origins == {first.origin.slug}


def test_origins_merged_in_a_ring_have_one_name():
    one, two = factories.OriginFactory(), factories.OriginFactory()
    type(one).objects.filter(pk=one.pk).update(merged_into=two)
    type(one).objects.filter(pk=two.pk).update(merged_into=one)
    origins = read_records([]).origins
    assert origins[one.pk] == origins[two.pk]


@pytest.mark.parametrize(
    ("target", "bound", "low", "high", "value"),
    [
        (0, "about", 2500, None, 2500),
        (0, "at_most", None, 600, 600),
        (0, "at_least", 400, None, None),
        (0, "range", 400, 600, 600),
        (10000, "range", 400, 600, 400),
        (10000, "at_least", 400, None, 400),
    ],
)
def test_a_bounded_value_is_read_to_the_disadvantage_of_the_obligor(target, bound, low, high, value):
    commitment = duty(kind="METRIC", baseline=5000, target=target)
    accepted(commitment, START, bound=bound, value_low=low, value_high=high)
    (found,) = facts_for([commitment.pk], audience()).findings.values()
    assert found[0].value == value


def test_unreviewed_findings_are_no_facts():
    commitment = duty()
    for state in ({}, {"submitted": True}, {"rejected": True}):
        factories.FindingFactory(commitment=commitment, **state)
    superseded = factories.FindingFactory(commitment=commitment, superseded=True)
    (found,) = facts_for([commitment.pk], audience()).findings.values()
    assert [(one.id, one.superseded_on) for one in found] == [
        (superseded.reference, superseded.superseded_on)
    ]


def test_parameters_are_those_used_at_the_day():
    commitment = duty()
    factories.ParametersFactory(name="CT-LO/2", values={"gate_origins": 3}, valid_from=START + 5 * DAY)
    before, after = (facts_for([commitment.pk], audience(), START + n * DAY).parameters for n in (4, 5))
    assert before == DEFAULT
    assert (after.name, after.gate_origins, after.credible_mb) == ("CT-LO/2", 3, DEFAULT.credible_mb)


def test_a_result_on_demand_needs_a_reader_who_may_see_it():
    commitment = duty()
    accepted(commitment, START, reliability="A", credibility="1")
    result, facts = assess_on_demand(commitment, factories.UserFactory(level=0), START)
    assert result.status == "COMPLIANT"
    assert commitment.pk in facts.keys
    type(commitment).objects.filter(pk=commitment.pk).update(marking=2, effective_marking=2)
    with pytest.raises(KeyError):
        assess_on_demand(commitment, audience(0), START)
    assert results_on_demand([commitment.pk], audience(0), START) == {}
