"""Builds parties with their names, ids and relations for tests."""

import factory

from tests.factories.moments import SIGNED_ON
from tracker.models import Party, PartyAlias, PartyIdentifier, PartyRelation


class PartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Party

    slug = factory.Sequence(lambda n: f"party-{n}")
    name = factory.Sequence(lambda n: f"Party {n}")
    kind = "state"


class PartyAliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartyAlias

    party = factory.SubFactory(PartyFactory)
    name = factory.Sequence(lambda n: f"Alias {n}")


class PartyIdentifierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartyIdentifier

    party = factory.SubFactory(PartyFactory)
    scheme = "wikidata"
    value = factory.Sequence(lambda n: f"Q{n}")


class PartyRelationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PartyRelation

    party = factory.SubFactory(PartyFactory)
    other = factory.SubFactory(PartyFactory)
    kind = "allied_with"
    from_on = SIGNED_ON
