"""Builds stored results, histories and requests for tests; the figures are plausible, not computed."""

import hashlib

import factory

from tests.factories.commitments import CommitmentFactory
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.people import AudienceFactory
from tracker.models import (
    Assessment,
    CurrentAssessment,
    Perspective,
    PerspectiveAudience,
    ReassessmentRequest,
    StatusChange,
    StatusSpan,
)
from tracker.selectors.doubts import doubt_in
from tracker.selectors.outcomes import from_stored


class PerspectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Perspective

    commitment = factory.SubFactory(CommitmentFactory)
    evidence_digest = hashlib.sha256(b"").hexdigest()


class PerspectiveAudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PerspectiveAudience

    perspective = factory.SubFactory(PerspectiveFactory)
    commitment = factory.SelfAttribute("perspective.commitment")
    audience = factory.SubFactory(AudienceFactory)


class OutcomeFactory(factory.django.DjangoModelFactory):
    """The columns both kinds of stored result share."""

    class Meta:
        abstract = True

    perspective = factory.SubFactory(PerspectiveFactory)
    commitment = factory.SelfAttribute("perspective.commitment")
    as_of = TODAY
    method = "CT-LO/1"
    inputs_digest = hashlib.sha256(b"inputs").hexdigest()
    status = "UNVERIFIED"
    rank = 5
    for_mb = 0
    against_mb = 0
    net_mb = 0
    p_pm = 500
    band = "roughly even chance"
    confidence = "NONE"
    result = factory.LazyFunction(dict)
    doubt = factory.LazyAttribute(lambda row: doubt_in(from_stored(row.result), row.status))
    computed_at = NOW


class CurrentAssessmentFactory(OutcomeFactory):
    class Meta:
        model = CurrentAssessment


class AssessmentFactory(OutcomeFactory):
    class Meta:
        model = Assessment


class StatusSpanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatusSpan

    perspective = factory.SubFactory(PerspectiveFactory)
    commitment = factory.SelfAttribute("perspective.commitment")
    series = "diagonal"
    from_on = SIGNED_ON
    status = "UNVERIFIED"
    confidence = "NONE"
    p_pm = 500


class StatusChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StatusChange

    perspective = factory.SubFactory(PerspectiveFactory)
    commitment = factory.SelfAttribute("perspective.commitment")
    from_status = "PENDING"
    to_status = "UNVERIFIED"
    confidence = "NONE"
    effective_on = TODAY
    recorded_at = NOW


class ReassessmentRequestFactory(factory.django.DjangoModelFactory):
    """A waiting request; the trait `parked` is one given up after three failures."""

    class Meta:
        model = ReassessmentRequest

    class Params:
        parked = factory.Trait(state="parked", attempts=3, last_error="The facts could not be read.")

    commitment = factory.SubFactory(CommitmentFactory)
    cause = "A finding was accepted."
    requested_at = NOW
