"""Builds ledger rows for tests through the ledger itself, so that head and hashes agree."""

import hashlib
from typing import Any

import factory
from django.db import transaction

from tests.factories.moments import NOW, SIGNED_ON
from tests.factories.parties import PartyFactory
from tests.factories.people import UserFactory
from tracker.models import Checkpoint, CheckpointLetter, LedgerEntry, LedgerHead, Witness
from tracker.services import ledger


class LedgerEntryFactory(factory.django.DjangoModelFactory):
    """The next entry: `action`, `thing`, `by`, `at`, `before`, `after`, `reason`."""

    class Meta:
        model = LedgerEntry

    action = "party.edit"
    thing = factory.SubFactory(PartyFactory)
    by = factory.SubFactory(UserFactory)
    at = NOW

    @classmethod
    def _create(cls, model_class: type[LedgerEntry], *args: Any, **kwargs: Any) -> LedgerEntry:
        with transaction.atomic():
            return ledger.record(**kwargs)


class LedgerHeadFactory(factory.django.DjangoModelFactory):
    """The one row, which every database has from its first migration."""

    class Meta:
        model = LedgerHead
        django_get_or_create = ("id",)

    id = 1


class CheckpointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Checkpoint

    size = factory.Sequence(lambda n: n + 1)
    root_hash = hashlib.sha256(b"root").hexdigest()
    at = NOW


class WitnessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Witness

    name = factory.Sequence(lambda n: f"Witness {n}")
    email = factory.Sequence(lambda n: f"witness{n}@example.org")
    since_on = SIGNED_ON


class CheckpointLetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CheckpointLetter

    checkpoint = factory.SubFactory(CheckpointFactory)
    witness = factory.SubFactory(WitnessFactory)
    due_at = NOW
