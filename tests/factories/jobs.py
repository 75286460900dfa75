"""Builds runs of background jobs for tests."""

import factory

from tests.factories.moments import NOW
from tracker.models import JobRun


class JobRunFactory(factory.django.DjangoModelFactory):
    """A running job; the traits `ended` and `failed` close it."""

    class Meta:
        model = JobRun

    class Params:
        ended = factory.Trait(state="done", ended_at=NOW, done=factory.SelfAttribute("total"))
        failed = factory.Trait(state="failed", ended_at=NOW, message="The database was locked.")

    name = "midnight"
    period = factory.Sequence(lambda n: f"2020-07-14 zone {n}")
    total = 10
    done = 4
    started_at = NOW
    seen_at = NOW
