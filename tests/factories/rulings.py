"""Builds rulings in every state for tests."""

from datetime import timedelta

import factory

from tests.factories.assessments import PerspectiveFactory
from tests.factories.moments import NOW, TODAY
from tests.factories.people import UserFactory
from tracker.models import Ruling


class RulingFactory(factory.django.DjangoModelFactory):
    """A proposed ruling; the traits `approved`, `refused`, `withdrawn`, `lapsed` move it on."""

    class Meta:
        model = Ruling

    class Params:
        approved = factory.Trait(
            state="approved",
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
            effective_on=TODAY,
            lapses_on=TODAY + timedelta(days=90),
        )
        refused = factory.Trait(
            state="refused",
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
            decision_reason="The evidence is thin.",
        )
        withdrawn = factory.Trait(state="withdrawn", decision_reason="Overtaken by events.")
        lapsed = factory.Trait(
            state="lapsed",
            decided_at=NOW,
            decided_by=factory.SubFactory(UserFactory),
            effective_on=TODAY,
            lapses_on=TODAY + timedelta(days=90),
            ended_on=TODAY + timedelta(days=90),
            ended_reason="Its day came.",
        )

    perspective = factory.SubFactory(PerspectiveFactory)
    commitment = factory.SelfAttribute("perspective.commitment")
    status = "BREACHED"
    justification = "The monitors were expelled, which the text itself calls a breach."
    proposed_at = NOW
    proposed_by = factory.SubFactory(UserFactory)
    marking = 0
    effective_marking = factory.LazyAttribute(lambda r: max(r.marking, r.commitment.effective_marking))
