"""Fixtures of the administration's tests: an administrator who has signed in."""

import pytest
from django.test import Client

from tests.factories import UserFactory
from tracker.models import User


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(username="ahmad", roles=("admin", "analyst"))


@pytest.fixture
def browser(admin: User, settings: object) -> Client:
    settings.STORAGES = {  # type: ignore[attr-defined]
        **settings.STORAGES,  # type: ignore[attr-defined]
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client()
    client.force_login(admin)
    return client
