"""Builds coverage records and positions of parties for tests."""

import factory

from tests.factories.commitments import CommitmentFactory
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tracker.models import Coverage, Position


class CoverageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Coverage

    commitment = factory.SubFactory(CommitmentFactory)
    source = factory.SubFactory(SourceFactory)
    outcome = "found_nothing"
    from_on = SIGNED_ON
    to_on = TODAY
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
    marking = 0
    effective_marking = factory.LazyAttribute(
        lambda c: max(c.marking, c.commitment.effective_marking, c.source.effective_marking)
    )


class PositionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Position

    commitment = factory.SubFactory(CommitmentFactory)
    party = factory.SubFactory(PartyFactory)
    kind = "claims_compliance"
    stated_on = TODAY
    text = "We keep our word."
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
    marking = 0
    effective_marking = factory.LazyAttribute(lambda p: max(p.marking, p.commitment.effective_marking))
