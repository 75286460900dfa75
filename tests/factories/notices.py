"""Builds rules of notification and letters for tests."""

import factory

from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tracker.models import Letter, NotificationRule


class NotificationRuleFactory(factory.django.DjangoModelFactory):
    """A rule without conditions: all changes and deadlines its person may see."""

    class Meta:
        model = NotificationRule

    user = factory.SubFactory(UserFactory)
    created_at = NOW


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter that waits and is due."""

    class Meta:
        model = Letter

    class Params:
        sent = factory.Trait(state="sent", attempts=1, sent_at=NOW)
        parked = factory.Trait(state="parked", attempts=3, last_error="The mail server did not answer.")

    user = factory.SubFactory(UserFactory)
    rhythm = "at_once"
    period = factory.Sequence(lambda n: f"event {n}")
    due_at = NOW
