"""Whatever people do in whatever order, what is stored is what the method says of the facts, day by day."""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests import factories
from tests.services.reassessing import (
    START,
    accepted,
    duty,
    logged_days,
    naive_days,
    noon,
    stored_days,
)
from tracker.models import Commitment, Finding, PerspectiveAudience, ReassessmentRequest
from tracker.services import assessments
from tracker.services.assessments import requests
from tracker.services.assessments.verifying import differences

DAY = timedelta(days=1)
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"

KINDS = [
    {},
    {"kind": "PROHIBITION", "essential": True},
    {"kind": "ACT", "due_on": START + 20 * DAY, "grace_days": 3},
    {"kind": "METRIC", "baseline": 100, "target": 0, "due_on": START + 30 * DAY},
]


class Histories(RuleBasedStateMachine):
    """People file, supersede, revise, link, mark; days pass; workers crash. The clock only moves forward."""

    def __init__(self):
        super().__init__()
        self.world = transaction.atomic()  # each run begins from an empty one
        self.world.__enter__()

    @initialize(kinds=st.lists(st.sampled_from(KINDS), min_size=2, max_size=3))
    def begin(self, kinds):
        self.today = START
        self.commitments = [duty(**inputs) for inputs in kinds]
        assessments.request(commitments=self.commitments, at=noon(self.today))

    def ask(self, commitment):
        assessments.request(commitments=[commitment], at=noon(self.today), cause="an edit")

    @rule(
        place=st.integers(0, 2),
        ago=st.integers(0, 40),
        lag=st.integers(0, 15),
        stance=st.sampled_from(["SUPPORTS", "CONTRADICTS", "CONTRADICTS"]),
        grade=st.sampled_from(["A1", "B2", "C3"]),
        backfill=st.booleans(),
        marking=st.sampled_from([0, 0, 2]),
        value=st.integers(0, 110),
    )
    def accept(self, place, ago, lag, stance, grade, backfill, marking, value):
        commitment = self.commitments[place % len(self.commitments)]
        observed = self.today - ago * DAY
        is_metric = commitment.versions.first().kind == "METRIC"
        accepted(
            commitment,
            observed,
            published_on=min(observed + lag * DAY, self.today),
            accepted_on=None if backfill else self.today,
            stance=stance,
            reliability=grade[0],
            credibility=grade[1],
            marking=marking,
            **({"bound": "exact", "value_low": value} if is_metric else {}),
        )
        self.ask(commitment)

    @precondition(lambda self: Finding.objects.filter(state="accepted").exists())
    @rule(number=st.integers(0, 50))
    def supersede(self, number):
        rows = list(Finding.objects.filter(state="accepted").order_by("pk"))
        row = rows[number % len(rows)]
        row.state, row.superseded_at, row.superseded_by = "superseded", row.accepted_at, row.accepted_by
        row.superseded_on = self.today
        row.save()
        self.ask(row.commitment)

    @precondition(lambda self: Finding.objects.exists())
    @rule(number=st.integers(0, 50), marking=st.sampled_from([0, 2, 3]))
    def mark(self, number, marking):
        rows = list(Finding.objects.order_by("pk"))
        row = rows[number % len(rows)]
        Finding.objects.filter(pk=row.pk).update(marking=marking, effective_marking=marking)
        self.ask(row.commitment)

    @rule(place=st.integers(0, 2), later=st.integers(1, 30), retroactive=st.booleans())
    def revise(self, place, later, retroactive):
        commitment = self.commitments[place % len(self.commitments)]
        last = commitment.versions.order_by("number").last()
        last.pk, last.number = None, last.number + 1
        last.due_on = (last.due_on or self.today) + later * DAY
        last.recorded_on, last.retroactive = self.today, retroactive
        last.save()
        Commitment.objects.filter(pk=commitment.pk).update(current=last)
        self.ask(commitment)

    @rule(kind=st.sampled_from(["reciprocal", "prerequisite"]), retroactive=st.booleans())
    def link(self, kind, retroactive):
        one, other = self.commitments[:2]
        if not one.links.filter(kind=kind, removed_at=None).exists():
            factories.CommitmentLinkFactory(
                commitment=one, other=other, kind=kind, retroactive=retroactive, recorded_on=self.today
            )
            self.ask(one)

    @rule()
    def unlink(self):
        link = self.commitments[0].links.filter(removed_at=None).first()
        if link is not None:
            link.removed_on, link.removed_at, link.removed_by = self.today, noon(self.today), link.recorded_by
            link.save()
            self.ask(self.commitments[0])

    @rule(days=st.integers(1, 40))
    def time_passes(self, days):
        self.today += days * DAY

    @rule()
    def a_worker_crashes(self):
        requests.claim(
            commitment_ids=[one.pk for one in self.commitments], at=noon(self.today), wait_for_claims=False
        )
        ReassessmentRequest.objects.update(attempts=0)  # three in a row would be parked, and told

    @rule()
    def work(self):
        ids = [one.pk for one in self.commitments]
        assessments.reassess(commitment_ids=ids, at=noon(self.today), wait_for_claims=False)
        assert not ReassessmentRequest.objects.exists()

    @invariant()
    def stored_is_a_clean_recompute(self):
        if not hasattr(self, "commitments"):
            return
        waiting = set(ReassessmentRequest.objects.values_list("commitment_id", flat=True))
        done = [one.pk for one in self.commitments if one.pk not in waiting]
        assert list(differences(done)) == []

    def teardown(self):
        """At the end of a run, the plain method is asked for each day."""
        try:
            if hasattr(self, "commitments"):
                self.compare_each_day()
        finally:
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    def compare_each_day(self):
        self.work()
        for commitment in self.commitments:
            for level in (0, 4):
                reader = PerspectiveAudience.objects.get(commitment=commitment, audience__level=level)
                until = reader.perspective.current.as_of
                for series in ("diagonal", "hindsight"):
                    naive = naive_days(commitment, series, until, level)
                    assert stored_days(commitment, series, until, level) == naive
                diagonal = naive_days(commitment, "diagonal", until, level)
                assert logged_days(commitment, until, level) == {
                    day: said[0] for day, said in diagonal.items()
                }


@pytest.mark.once
@pytest.mark.django_db
def test_stored_histories_are_those_of_the_method():
    run_state_machine_as_test(
        Histories,
        settings=settings(
            max_examples=2000 if LONG else 12,
            stateful_step_count=50 if LONG else 15,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
