"""Answers who asks by the key they send, and how often they may; it must not know what they ask for."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from tracker.models import ApiToken, User
from tracker.services import tokens

MOST_A_MINUTE = 120  # answers to one key; a page of 200 rows each is 24,000 rows


class TooMany(Exception):
    """This key asked too often; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Ask again in {seconds} s.")
        self.seconds = seconds


class Bearer(HttpBearer):
    """A key in the header `Authorization: Bearer KEY`; neither a session nor a cookie opens anything here."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The owner of the key, None where it opens nothing. TooMany when it asks too often."""
        at = timezone.now()
        found = tokens.opened_by(token.strip(), at)
        if found is None:
            return None
        _count(found, at)
        tokens.note_use(token=found, at=at)
        return found.user


def reader_of(request: HttpRequest) -> User:
    """Whose key it is."""
    reader = getattr(request, "auth", None)
    if not isinstance(reader, User):
        raise TypeError("This answer needs a key.")
    return reader


def _count(token: ApiToken, at: datetime) -> None:
    """Count a request in its minute; in the cache of the database, which holds while the broker is down."""
    minute = int(at.timestamp()) // 60
    name = f"api:{token.pk}:{minute}"
    number = cache.get(name, 0) + 1
    if number > MOST_A_MINUTE:
        raise TooMany(60 - int(at.timestamp()) % 60)
    cache.set(name, number, 90)
