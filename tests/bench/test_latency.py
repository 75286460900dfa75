"""How long from accepting a finding to the stored status, with a real broker and worker; prints figures."""

import random
import time
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories, servers
from tests.services.reassessing import accepted, duty
from tracker.models import Commitment, CurrentAssessment, ReassessmentRequest
from tracker.services import assessments, findings

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_ON = date(2020, 2, 29)
ROUNDS = 30
MOST_SECONDS = 2.0  # p95, on a machine that does nothing else


def old_duty(number: int) -> Commitment:
    """A duty in force since 2020 with that many findings spread over the years."""
    rng = random.Random(number)
    commitment = duty(kind="PROHIBITION", starts_on=SIGNED_ON, recorded_on=SIGNED_ON)
    for _ in range(number):
        day = SIGNED_ON + timedelta(days=rng.randrange(2200))
        accepted(commitment, day, accepted_on=None, stance=rng.choice(["SUPPORTS", "CONTRADICTS"]))
    return commitment


@pytest.mark.parametrize(("findings_there", "backfill"), [(14, False), (40, False), (14, True)])
def test_from_accepting_to_the_stored_status(
    worker: servers.Worker, findings_there: int, backfill: bool
) -> None:
    commitment = old_duty(findings_there)
    assessments.request(commitments=[commitment], at=timezone.now())
    servers.wait_until(
        lambda: not ReassessmentRequest.objects.exists(), seconds=60, what="the first result is stored"
    )
    reviewer, today = factories.UserFactory(roles=("analyst",)), timezone.now().date()
    took = []
    for number in range(ROUNDS):
        day = SIGNED_ON + timedelta(days=200 + number) if backfill else today - timedelta(days=number)
        made = factories.FindingFactory(
            commitment=commitment, submitted=True, observed_to=day, report__published_on=day
        )
        before = CurrentAssessment.objects.get(commitment=commitment).computed_at
        began = time.monotonic()
        findings.accept(finding=made, by=reviewer, at=timezone.now(), backfill=backfill)
        servers.wait_until(
            lambda before=before: CurrentAssessment.objects.filter(
                commitment=commitment, computed_at__gt=before
            ).exists(),
            seconds=20,
            what="the result is stored",
            every=0.01,
        )
        took.append(time.monotonic() - began)
    took.sort()
    p50, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
    kind = "declared backfills of 2020" if backfill else "of these days"
    print(f"\n{findings_there} findings there, {ROUNDS} accepted {kind}: p50 {p50:.2f} s, p95 {p95:.2f} s")
    assert p95 <= MOST_SECONDS
