"""Builds what reviewers said of a finding for tests."""

import factory

from tests.factories.findings import FindingFactory
from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tracker.models import Review


class ReviewFactory(factory.django.DjangoModelFactory):
    """An approval; `graded` is a second grade beside the first."""

    class Meta:
        model = Review

    class Params:
        graded = factory.Trait(
            act="graded",
            stance="CONTRADICTS",
            credibility="3",
            first_stance="SUPPORTS",
            first_credibility="2",
        )

    finding = factory.SubFactory(FindingFactory, submitted=True)
    reviewer = factory.SubFactory(UserFactory)
    act = "approved"
    reviewed_at = NOW
