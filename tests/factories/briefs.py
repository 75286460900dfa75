"""Builds briefs and their templates for tests; the file of a ready one is not there."""

import factory

from tests.factories.agreements import AgreementFactory
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.factories.people import AudienceFactory, UserFactory
from tests.factories.references import next_reference
from tracker.models import Brief, BriefTemplate


class BriefTemplateFactory(factory.django.DjangoModelFactory):
    """An active one, offered for all agreements."""

    class Meta:
        model = BriefTemplate

    slug = factory.Sequence(lambda n: f"template-{n}")
    name = factory.Sequence(lambda n: f"Template {n}")
    source = '#import "parts.typ": *\n= #data.title'


class BriefFactory(factory.django.DjangoModelFactory):
    """One about an agreement that waits; the traits `ready` and `failed` end that."""

    class Meta:
        model = Brief

    class Params:
        ready = factory.Trait(state="ready", made_at=NOW, sha256="b" * 64, size=1000, pages=3)
        failed = factory.Trait(state="failed", problem="Making it failed three times.")

    reference = factory.LazyFunction(lambda: next_reference("B"))
    user = factory.SubFactory(UserFactory)
    kind = "agreement"
    agreement = factory.SubFactory(AgreementFactory)
    as_of = SIGNED_ON
    known_by = TODAY
    language = "en"
    audience = factory.SubFactory(AudienceFactory)
    asked_at = NOW
