"""Builds agreements, their clauses, anchors and relations for tests."""

import factory

from tests.factories.moments import SIGNED_ON
from tests.factories.parties import PartyFactory
from tracker.models import Agreement, AgreementParty, AgreementRelation, Anchor, Clause


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    slug = factory.Sequence(lambda n: f"agreement-{n}")
    title = factory.Sequence(lambda n: f"Agreement {n}")
    kind = "peace_agreement"
    time_zone = "Asia/Kabul"
    signed_on = SIGNED_ON
    in_force_on = SIGNED_ON
    effective_marking = factory.SelfAttribute("marking")
    marking = 0


class AgreementPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    party = factory.SubFactory(PartyFactory)
    role = "signatory"


class AgreementRelationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementRelation

    agreement = factory.SubFactory(AgreementFactory)
    other = factory.SubFactory(AgreementFactory)
    kind = "implements"


class ClauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Clause

    agreement = factory.SubFactory(AgreementFactory)
    reference = factory.Sequence(lambda n: f"Part {n}")
    position = factory.Sequence(int)
    text = "The parties shall keep the peace."
    marking = 0
    effective_marking = factory.SelfAttribute("marking")


class AnchorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Anchor

    agreement = factory.SubFactory(AgreementFactory)
    code = factory.Sequence(lambda n: f"event-{n}")
    label = factory.Sequence(lambda n: f"Event {n}")
    happened_on = SIGNED_ON
