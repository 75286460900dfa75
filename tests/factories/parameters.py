"""Builds dated versions of the method's numbers for tests."""

from datetime import timedelta

import factory

from tests.factories.moments import NOW, SIGNED_ON
from tests.factories.people import UserFactory
from tracker.models import Parameters, Rehearsal


class ParametersFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Parameters

    name = factory.Sequence(lambda n: f"CT-LO/1 revision {n}")
    valid_from = factory.Sequence(lambda n: SIGNED_ON + timedelta(days=n))
    reason = "A first calibration."
    recorded_at = NOW


class RehearsalFactory(factory.django.DjangoModelFactory):
    """One that waits; the traits `ready` and `failed` end that."""

    class Meta:
        model = Rehearsal

    class Params:
        ready = factory.Trait(state="ready", ready_at=NOW)
        failed = factory.Trait(state="failed", problem="Judging them failed three times.")

    digest = factory.Sequence(lambda n: f"{n:040x}")
    numbers = {"gate_origins": 3}
    asked_by = factory.SubFactory(UserFactory)
    asked_at = NOW
