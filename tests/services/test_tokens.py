"""Keys for the API: told once, kept as a digest, good for a time, revoked by their owner."""

import hashlib
from datetime import timedelta

import pytest

from tests import factories
from tests.factories.moments import NOW
from tracker.models import ApiToken, LedgerEntry
from tracker.services import tokens
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return factories.UserFactory()


def test_only_the_digest_is_kept(person):
    row, key = tokens.create(user=person, name=" My\ttable ", by=person, at=NOW)
    assert row.token_hash == hashlib.sha256(key.encode()).hexdigest()
    assert (row.name, row.expires_at) == ("My table", NOW + timedelta(days=90))
    entry = LedgerEntry.objects.get(action="token.create")
    assert key not in str(entry.after)
    assert row.token_hash not in str(entry.after)


def test_what_opens_at_a_moment(person):
    row, key = tokens.create(user=person, name="one", by=None, at=NOW, life=1)
    assert tokens.opened_by(key, NOW) == row
    assert tokens.opened_by(key, NOW + timedelta(days=1)) is None
    assert tokens.opened_by(key + "x", NOW) is None
    assert tokens.opened_by(row.token_hash, NOW) is None
    tokens.revoke(token=row, by=person, at=NOW)
    assert tokens.opened_by(key, NOW) is None


def test_what_is_refused(person):
    other = factories.UserFactory()
    with pytest.raises(Refused, match="only they"):
        tokens.create(user=other, name="theirs", by=person, at=NOW)
    with pytest.raises(Refused) as refused:
        tokens.create(user=person, name="for ever", by=person, at=NOW, life=367)
    assert refused.value.field == "life"
    with pytest.raises(Refused) as refused:
        tokens.create(user=person, name=" ", by=person, at=NOW)
    assert refused.value.field == "name"
    with pytest.raises(Refused, match="closed"):
        tokens.create(user=factories.UserFactory(is_active=False), name="x", by=None, at=NOW)
    row, _key = tokens.create(user=person, name="one", by=person, at=NOW)
    with pytest.raises(Refused, match="owner"):
        tokens.revoke(token=row, by=other, at=NOW)
    tokens.revoke(token=row, by=person, at=NOW)
    with pytest.raises(Refused, match="already"):
        tokens.revoke(token=row, by=person, at=NOW)


def test_there_is_a_most_of_those_that_open_something(person, monkeypatch):
    monkeypatch.setattr(tokens, "MOST_AT_ONCE", 2)
    for name in "ab":
        tokens.create(user=person, name=name, by=person, at=NOW, life=1)
    with pytest.raises(Refused, match="already"):
        tokens.create(user=person, name="c", by=person, at=NOW)
    tokens.create(user=person, name="c", by=person, at=NOW + timedelta(days=2))
    assert ApiToken.objects.count() == 3
