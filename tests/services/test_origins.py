"""Origins: one thing each; two that are one body are merged, and their duties reassessed."""

from datetime import datetime

import pytest

from tests.factories import FindingFactory, OriginFactory, PartyFactory, SourceFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Origin, ReassessmentRequest, User
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


def test_merging_reassesses_what_rests_on_either_and_keeps_one_step(admin: User, at: datetime) -> None:
    earlier, origin, into = OriginFactory(), OriginFactory(), OriginFactory(slug="into")
    origins.merge(origin=earlier, into=origin, reason="One body.", by=admin, at=at)
    resting = FindingFactory(accepted=True, origin=earlier).commitment
    origins.merge(origin=origin, into=into, reason="One body.", by=admin, at=at)
    earlier.refresh_from_db()
    assert earlier.merged_into == into
    assert [row.commitment for row in ReassessmentRequest.objects.all()] == [resting]
    entry = entries(origin)[-1]
    assert (entry.action, entry.after, entry.reason) == (
        "origin.merge",
        {"merged_into": "into"},
        "One body.",
    )


def test_what_cannot_be_merged_is_refused(admin: User, at: datetime) -> None:
    one, two, three = OriginFactory(), OriginFactory(), OriginFactory()
    origins.merge(origin=one, into=two, reason="One body.", by=admin, at=at)
    for origin, into, words in (
        (three, three, "into itself"),
        (one, three, "was merged into"),
        (three, one, "Merge into that one"),
        (two, one, "Merge into that one"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            origins.merge(origin=origin, into=into, reason="One body.", by=admin, at=at)
        assert refused.value.field == "merged_into"
    with pytest.raises(Refused, match="Say why"):
        origins.merge(origin=three, into=two, reason="", by=admin, at=at)


def test_an_origin_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(monkeypatch, lambda: origins.create(slug="a", name="A", by=admin, at=at))
    assert not Origin.objects.exists()
