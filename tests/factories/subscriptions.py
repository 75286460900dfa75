"""Builds private addresses and status pages for tests; a key is told by `key_of` alone."""

import hashlib

import factory

from tests.factories.moments import NOW
from tests.factories.people import UserFactory
from tracker.models import StatusPage, Subscription


def key_of(number: int) -> str:
    """The key whose digest the factory's address of that number holds."""
    return f"key-{number}-of-a-test-and-long-enough-to-be-one"


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """A person's address; `number` says which key opens it."""

    class Meta:
        model = Subscription

    class Params:
        number = factory.Sequence(lambda n: n)

    user = factory.SubFactory(UserFactory)
    kind = "calendar"
    name = factory.Sequence(lambda n: f"Address {n}")
    token_hash = factory.LazyAttribute(lambda made: hashlib.sha256(key_of(made.number).encode()).hexdigest())
    created_at = NOW


class StatusPageFactory(factory.django.DjangoModelFactory):
    """An open page; `agreements=[…]` are those it was given."""

    class Meta:
        model = StatusPage
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"page-{n}")
    title = factory.Sequence(lambda n: f"Page {n}")
    created_at = NOW
    created_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def agreements(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and extracted:
            self.agreements.set(extracted)
