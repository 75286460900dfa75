"""Builds dated versions of the method's numbers for tests."""

from datetime import timedelta

import factory

from tests.factories.moments import NOW, SIGNED_ON
from tracker.models import Parameters


class ParametersFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Parameters

    name = factory.Sequence(lambda n: f"CT-LO/1 revision {n}")
    valid_from = factory.Sequence(lambda n: SIGNED_ON + timedelta(days=n))
    reason = "A first calibration."
    recorded_at = NOW
