"""Origins: one thing each, with its names."""

from datetime import datetime

import pytest

from tests.factories import OriginFactory, PartyFactory, SourceFactory
from tests.services.ledgered import actions, dies_with_its_entry
from tracker.models import Origin, User
from tracker.services import origins
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_an_origin_is_entered_with_its_names(admin: User, at: datetime) -> None:
    origin = origins.create(slug="nds", name="NDS", aliases=["امنیت ملی"], by=admin, at=at)
    assert origin.aliases.get().name == "امنیت ملی"
    assert actions(origin) == ["origin.create", "origin.add_alias"]
    origins.remove_alias(alias=origin.aliases.get(), by=admin, at=at)
    assert not origin.aliases.exists()


def test_an_origin_is_a_party_or_a_source(admin: User, at: datetime) -> None:
    party, source = PartyFactory(), SourceFactory()
    origins.create(slug="a", name="A", party=party, by=admin, at=at)
    with pytest.raises(Refused, match="not both") as refused:
        origins.create(slug="b", name="B", party=party, source=source, by=admin, at=at)
    assert refused.value.field == "source"
    with pytest.raises(Refused, match="is taken already") as refused:
        origins.create(slug="a", name="C", by=admin, at=at)
    assert refused.value.field == "slug"


def test_a_stale_edit_gets_both_texts(admin: User, at: datetime) -> None:
    origin = OriginFactory(name="First")
    origins.edit(origin=origin, version=1, changes={"name": "Theirs"}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        origins.edit(origin=origin, version=1, changes={"name": "Mine"}, by=admin, at=at)
    assert stale.value.theirs == {"name": "Theirs"}


def test_an_origin_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(monkeypatch, lambda: origins.create(slug="a", name="A", by=admin, at=at))
    assert not Origin.objects.exists()
