"""Fixtures for service tests: who acts, when, and a reader of originals that answers as it is told."""

from datetime import UTC, datetime

import pytest

from tests.factories import UserFactory
from tests.services.scripted import Scripted
from tracker.models import User
from tracker.services import attachments
from tracker.services.attachments.readers import reader

AT = datetime(2020, 7, 13, 21, 0, tzinfo=UTC)  # in Kabul it is already the 14th


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(username="ahmad", roles=("admin",))


@pytest.fixture
def at() -> datetime:
    return AT


@pytest.fixture
def scripted():
    real = reader()
    yield lambda *readings: _use(Scripted(*readings))
    attachments.read_with(real)


def _use(one: Scripted) -> Scripted:
    attachments.read_with(one)
    return one
