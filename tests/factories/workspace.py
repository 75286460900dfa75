"""Builds comments, notifications, saved views and tokens for tests."""

import hashlib

import factory

from tests.factories.commitments import CommitmentFactory
from tests.factories.findings import FindingFactory
from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tracker.models import ApiToken, Comment, Notification, SavedView


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comment

    finding = factory.SubFactory(FindingFactory)
    text = "Which province does it mean?"
    written_at = NOW
    written_by = factory.SubFactory(UserFactory)
    marking = 0
    effective_marking = factory.SelfAttribute("marking")


class NotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notification

    user = factory.SubFactory(UserFactory)
    commitment = factory.SubFactory(CommitmentFactory)
    event_key = factory.Sequence(lambda n: f"deadline 7 2020-07-21 {n}")
    created_at = NOW


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"View {n}")
    path = "/commitments/"
    query = "status=BREACHED"


class ApiTokenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ApiToken

    user = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Token {n}")
    token_hash = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    created_at = NOW
