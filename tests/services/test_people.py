"""People: accounts in roles; nobody locks themselves or everybody out; no record repeats a password."""

from datetime import datetime

import pytest

from tests.factories import UserFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import LedgerEntry, User
from tracker.services import people
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db

PASSWORD = "kabul-river-2020"


def test_an_account_is_made_in_its_roles(admin: User, at: datetime) -> None:
    user = people.create(
        username="nasrin",
        password=PASSWORD,
        roles=("analyst", "admin"),
        audience_level=2,
        email="nasrin@example.org",
        by=admin,
        at=at,
    )
    assert user.check_password(PASSWORD)
    assert sorted(user.groups.values_list("name", flat=True)) == ["admin", "analyst"]
    assert user.is_staff
    assert not user.is_superuser
    assert user.audience is not None
    assert (user.audience.level, user.audience.team_key) == (2, "")
    assert user.date_joined == at
    [entry] = entries(user)
    assert entry.after["roles"] == ["admin", "analyst"]
    assert PASSWORD not in str(entry.after)
    assert user.password not in str(entry.after)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"username": "ahmad"}, "username", "“ahmad” is taken already"),
        ({"username": ""}, "username", "is empty"),
        ({"username": "a b"}, "username", "valid username"),
        ({"password": "short"}, "password", "too short"),
        ({"password": "nasrin-nasrin"}, "password", "too similar"),
        ({"roles": ("boss",)}, "roles", "no role “boss”; there are: admin, analyst, manager"),
        ({"audience_level": 5}, "audience_level", "five TLP levels"),
        ({"email": "nobody"}, "email", "valid email"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    wrong: dict[str, object], field: str, words: str, admin: User, at: datetime
) -> None:
    sent = {"username": "nasrin-nasrin", "password": PASSWORD, **wrong}
    with pytest.raises(Refused, match=words) as refused:
        people.create(**sent, by=admin, at=at)
    assert refused.value.field == field
    assert User.objects.count() == 1


def test_roles_are_set_exactly_and_open_the_administration(admin: User, at: datetime) -> None:
    user = UserFactory(roles=("analyst",))
    user = people.set_roles(user=user, roles=("manager", "admin"), by=admin, at=at)
    assert sorted(user.groups.values_list("name", flat=True)) == ["admin", "manager"]
    assert user.is_staff
    user = people.set_roles(user=user, roles=(), by=admin, at=at)
    assert not user.is_staff
    assert entries(user)[-1].before == {"roles": ["admin", "manager"]}


def test_the_last_administrator_stays_one(admin: User, at: datetime) -> None:
    with pytest.raises(Refused, match="Nobody else is an administrator") as refused:
        people.set_roles(user=admin, roles=("analyst",), by=admin, at=at)
    assert refused.value.field == "roles"
    with pytest.raises(Refused, match="Nobody else is an administrator"):
        people.deactivate(user=admin, reason="Gone.", by=UserFactory(), at=at)


def test_an_account_is_closed_and_opened_with_reasons(admin: User, at: datetime) -> None:
    user = UserFactory()
    with pytest.raises(Refused, match="Say why"):
        people.deactivate(user=user, reason="", by=admin, at=at)
    with pytest.raises(Refused, match="your own account"):
        people.deactivate(user=admin, reason="Bye.", by=admin, at=at)
    assert not people.deactivate(user=user, reason="Left.", by=admin, at=at).is_active
    with pytest.raises(Refused, match="closed already"):
        people.deactivate(user=user, reason="Left.", by=admin, at=at)
    assert people.reactivate(user=user, reason="Back.", by=admin, at=at).is_active
    assert actions(user) == ["person.deactivate", "person.reactivate"]


def test_a_stale_edit_gets_both_texts(admin: User, at: datetime) -> None:
    user = UserFactory(first_name="First")
    read = {"first_name": "First"}
    people.edit(user=user, changes={"first_name": "Theirs"}, read=read, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        people.edit(user=user, changes={"first_name": "Mine"}, read=read, by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"first_name": "Theirs"}, {"first_name": "Mine"})
    with pytest.raises(Refused, match="is not a time zone") as refused:
        people.edit(user=user, changes={"time_zone": "Kabul"}, by=admin, at=at)
    assert refused.value.field == "time_zone"


def test_another_password_is_recorded_without_it(admin: User, at: datetime) -> None:
    user = people.set_password(user=UserFactory(), password=PASSWORD, by=admin, at=at)
    assert user.check_password(PASSWORD)
    entry = LedgerEntry.objects.get(action="person.set_password")
    assert (entry.before, entry.after) == ({}, {})


def test_an_account_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(
        monkeypatch, lambda: people.create(username="nasrin", password=PASSWORD, by=admin, at=at)
    )
    assert User.objects.count() == 1
