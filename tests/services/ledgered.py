"""Answers what the ledger says in service tests, and what it must not say after a failure."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import models

from tests.factories import LedgerEntryFactory
from tracker.models import LedgerEntry, Source
from tracker.services import ledger


def entries(thing: models.Model) -> list[LedgerEntry]:
    """The entries about a thing, oldest first."""
    return list(
        LedgerEntry.objects.filter(object_type=thing._meta.model_name, object_id=thing.pk).order_by("seq")
    )


def actions(thing: models.Model) -> list[str]:
    """What was done to a thing, oldest first."""
    return [entry.action for entry in entries(thing)]


def record(source: Source) -> None:
    """Have the ledger tell of a source that a factory made, as if it had been entered."""
    after = ledger.values_of(source, "slug", "name", "kind", "url", "marking")
    LedgerEntryFactory(action="source.create", thing=source, after=after)
    for row in source.reliabilities.all():
        after = ledger.values_of(row, "reliability", "from_on", "reason")
        LedgerEntryFactory(action="source.rate", thing=source, after=after)


def dies_with_its_entry(monkeypatch: pytest.MonkeyPatch, change: Callable[[], Any]) -> None:
    """Let the ledger fail after its entry was written, and check that the change fails with it."""
    written = ledger.record
    before = LedgerEntry.objects.count()

    def fail(**kwargs: Any) -> None:
        written(**kwargs)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(ledger, "record", fail)
    with pytest.raises(RuntimeError):
        change()
    monkeypatch.undo()
    assert LedgerEntry.objects.count() == before
