"""Builds commitments of each kind with their first version, roles and links for tests."""

from typing import Any

import factory

from tests.factories.agreements import AgreementFactory
from tests.factories.moments import NOW, SIGNED_ON
from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tracker.models import Commitment, CommitmentLink, CommitmentParty, CommitmentVersion, Party


class CommitmentVersionFactory(factory.django.DjangoModelFactory):
    """A further version; `CommitmentFactory(version__kind="METRIC", …)` builds the first."""

    class Meta:
        model = CommitmentVersion

    class Params:
        metric = factory.Trait(kind="METRIC", unit="persons", baseline=8600, target=0)

    commitment = factory.SubFactory("tests.factories.commitments.CommitmentFactory")
    number = factory.LazyAttribute(lambda version: version.commitment.versions.count() + 1)
    kind = "CONTINUING"
    starts_on = SIGNED_ON
    recorded_on = SIGNED_ON
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
    reason = "As first recorded."


class CommitmentFactory(factory.django.DjangoModelFactory):
    """A commitment with a current version; `version__…` sets its inputs, `obligors=[…]` who owes it."""

    class Meta:
        model = Commitment
        skip_postgeneration_save = True

    agreement = factory.SubFactory(AgreementFactory)
    code = factory.Sequence(lambda n: f"C-{n:02d}")
    title = factory.Sequence(lambda n: f"Commitment {n}")
    marking = 0
    effective_marking = factory.LazyAttribute(lambda c: max(c.marking, c.agreement.effective_marking))
    restricted = factory.SelfAttribute("agreement.restricted")

    @factory.post_generation
    def version(self, create: bool, extracted: Any, **inputs: Any) -> None:
        if not create:
            return
        self.current = CommitmentVersionFactory(commitment=self, number=1, **inputs)
        self.save(update_fields=["current"])

    @factory.post_generation
    def obligors(self, create: bool, extracted: list[Party] | None, **kwargs: Any) -> None:
        if not create:
            return
        for party in [PartyFactory()] if extracted is None else extracted:
            CommitmentPartyFactory(commitment=self, party=party, role="obligor")

    @factory.post_generation
    def beneficiaries(self, create: bool, extracted: list[Party] | None, **kwargs: Any) -> None:
        for party in extracted or ():
            CommitmentPartyFactory(commitment=self, party=party, role="beneficiary")


class CommitmentPartyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommitmentParty

    commitment = factory.SubFactory(CommitmentFactory)
    party = factory.SubFactory(PartyFactory)
    role = "beneficiary"


class CommitmentLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CommitmentLink

    commitment = factory.SubFactory(CommitmentFactory)
    other = factory.SubFactory(CommitmentFactory, agreement=factory.SelfAttribute("..commitment.agreement"))
    kind = "reciprocal"
    recorded_on = SIGNED_ON
    recorded_at = NOW
    recorded_by = factory.SubFactory(UserFactory)
