"""Private addresses: made once with a key that is not kept, revoked for good, their use noted hourly."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Subscription
from tracker.services import subscriptions
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def made(**more):
    said = {"kind": "calendar", "name": "Telephone", "by": factories.UserFactory(), "at": NOW}
    return subscriptions.create(**said | more)


def test_the_key_is_told_once_and_only_its_digest_is_kept():
    row, key = made()
    assert len(key) >= 43
    assert row.token_hash == subscriptions.digest(key)
    kept = [str(value) for one in Subscription.objects.values() for value in one.values()]
    assert key not in " ".join(kept)
    entry = entries(row)[0]
    assert entry.after == {"kind": "calendar"}
    assert key not in str(entry.after) + entry.object_ref
    assert made(by=row.user)[1] != key


@pytest.mark.parametrize(
    ("said", "field"),
    [({"kind": "page"}, "kind"), ({"name": " \x00 "}, "name"), ({"name": "x" * 121}, "name")],
)
def test_what_is_refused_and_at_which_field(said, field):
    with pytest.raises(Refused) as refusal:
        made(**said)
    assert refusal.value.field == field
    assert not Subscription.objects.exists()


def test_not_about_an_agreement_out_of_sight_nor_about_two_things():
    hidden = factories.AgreementFactory(marking=3)
    with pytest.raises(Refused) as refusal:
        made(by=factories.UserFactory(level=1), agreement=hidden)
    assert refusal.value.field == "agreement"
    with pytest.raises(Refused):
        made(agreement=factories.AgreementFactory(), party=factories.PartyFactory())
    with pytest.raises(Refused):
        made(by=factories.UserFactory(is_active=False))


def test_nobody_has_endlessly_many(monkeypatch):
    monkeypatch.setattr(subscriptions, "MOST_AT_ONCE", 2)
    first, _key = made()
    made(by=first.user)
    with pytest.raises(Refused, match="Revoke one"):
        made(by=first.user)
    subscriptions.revoke(subscription=first, by=first.user, at=NOW)
    made(by=first.user)
    made()


def test_revoked_by_its_owner_once():
    row, _key = made()
    with pytest.raises(Refused, match="Only its owner"):
        subscriptions.revoke(subscription=row, by=factories.UserFactory(), at=NOW)
    assert subscriptions.revoke(subscription=row, by=row.user, at=NOW).revoked_at == NOW
    with pytest.raises(Refused, match="already"):
        subscriptions.revoke(subscription=row, by=row.user, at=NOW)
    assert actions(row) == ["subscription.create", "subscription.revoke"]


def test_making_and_revoking_fail_with_their_entry(monkeypatch):
    dies_with_its_entry(monkeypatch, made)
    assert not Subscription.objects.exists()
    row, _key = made()
    dies_with_its_entry(monkeypatch, lambda: subscriptions.revoke(subscription=row, by=row.user, at=NOW))
    row.refresh_from_db()
    assert row.revoked_at is None


def test_use_is_noted_once_an_hour():
    row, _key = made()
    for minutes, noted in ((0, 0), (59, 0), (60, 60), (61, 60)):
        subscriptions.note_use(subscription=row, at=NOW + timedelta(minutes=minutes))
        row.refresh_from_db()
        assert row.used_at == NOW + timedelta(minutes=noted)
