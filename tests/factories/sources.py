"""Builds sources with a dated reliability, and origins, for tests."""

from typing import Any

import factory

from tests.factories.moments import NOW, SIGNED_ON
from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tracker.models import Origin, OriginAlias, Source, SourceInterest, SourceReliability


class SourceFactory(factory.django.DjangoModelFactory):
    """A source rated B from the signature on; `reliability__none=True` leaves it unrated."""

    class Meta:
        model = Source
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"source-{n}")
    name = factory.Sequence(lambda n: f"Source {n}")
    kind = "monitor"
    marking = 0
    effective_marking = factory.SelfAttribute("marking")

    @factory.post_generation
    def reliability(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and (extracted or (extracted is None and "none" not in kwargs)):
            SourceReliabilityFactory(source=self, reliability=extracted or "B")


class SourceReliabilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SourceReliability

    source = factory.SubFactory(SourceFactory, reliability__none=True)
    reliability = "B"
    from_on = SIGNED_ON
    reason = "Its reports held up."
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)


class SourceInterestFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SourceInterest

    source = factory.SubFactory(SourceFactory)
    party = factory.SubFactory(PartyFactory)
    interest = "OBL"


class OriginFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Origin

    slug = factory.Sequence(lambda n: f"origin-{n}")
    name = factory.Sequence(lambda n: f"Origin {n}")
    marking = 0
    effective_marking = factory.SelfAttribute("marking")


class OriginAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OriginAlias

    origin = factory.SubFactory(OriginFactory)
    name = factory.Sequence(lambda n: f"Other name {n}")
