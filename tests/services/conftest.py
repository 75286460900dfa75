"""Fixtures for service tests: who acts, and when."""

from datetime import UTC, datetime

import pytest

from tests.factories import UserFactory
from tracker.models import User

AT = datetime(2020, 7, 13, 21, 0, tzinfo=UTC)  # in Kabul it is already the 14th


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(username="ahmad", roles=("admin",))


@pytest.fixture
def at() -> datetime:
    return AT
