"""Builds portfolios of a pair of days for tests; what stands in them is plausible, not computed."""

from datetime import timedelta

import factory

from tests.factories.commitments import CommitmentFactory
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.people import AudienceFactory
from tracker.models import PortfolioDay, PortfolioStanding


class PortfolioDayFactory(factory.django.DjangoModelFactory):
    """One that waits; the traits `ready` and `failed` end that."""

    class Meta:
        model = PortfolioDay

    class Params:
        ready = factory.Trait(state="ready", ready_at=NOW)
        failed = factory.Trait(state="failed", problem="Computing it failed three times.")

    audience = factory.SubFactory(AudienceFactory)
    as_of = SIGNED_ON
    known_by = factory.Sequence(lambda n: TODAY + timedelta(days=n + 1))
    asked_at = NOW


class PortfolioStandingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PortfolioStanding

    portfolio = factory.SubFactory(PortfolioDayFactory, ready=True)
    commitment = factory.SubFactory(CommitmentFactory)
    status = "UNVERIFIED"
    confidence = "NONE"
    p_pm = 500
