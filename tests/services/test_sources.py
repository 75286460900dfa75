"""Sources: entered, rated from a day on with a reason, placed toward parties; each with its entry."""

from datetime import date, datetime

import pytest

from tests.factories import PartyFactory, ReportFactory, SourceFactory
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import Source, User
from tracker.selectors.sources import reliability_on
from tracker.services import sources
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db

UN = {"slug": "un-team", "name": "UN Monitoring Team", "kind": "monitor"}


def test_a_source_is_entered_with_its_rating(admin: User, at: datetime) -> None:
    source = sources.create(
        **UN, reliability="B", from_on=date(2020, 1, 1), reason="Held up.", by=admin, at=at
    )
    assert actions(source) == ["source.create", "source.rate"]
    assert entries(source)[1].reason == "Held up."
    rating = source.reliabilities.get()
    assert (rating.recorded_by, rating.recorded_at) == (admin, at)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"reliability": "G", "from_on": date(2020, 1, 1), "reason": "?"}, "reliability", "not a valid"),
        ({"reliability": "B", "reason": "?"}, "from_on", "from which day on"),
        ({"reliability": "B", "from_on": date(2020, 1, 1)}, "reason", "Say why"),
        ({"slug": "taken"}, "slug", "is taken already"),
        ({"kind": "rumour"}, "kind", "not a valid choice"),
    ],
)
def test_a_source_that_cannot_be_is_refused_whole(
    wrong: dict[str, object], field: str, words: str, admin: User, at: datetime
) -> None:
    SourceFactory(slug="taken")
    with pytest.raises(Refused, match=words) as refused:
        sources.create(**{**UN, **wrong}, by=admin, at=at)
    assert refused.value.field == field
    assert Source.objects.count() == 1


def test_a_source_is_rated_once_a_day_and_the_last_rating_holds(admin: User, at: datetime) -> None:
    source = SourceFactory(reliability__none=True)
    for day, letter in ((date(2020, 1, 1), "C"), (date(2020, 6, 1), "A")):
        sources.rate(source=source, reliability=letter, from_on=day, reason="So.", by=admin, at=at)
    with pytest.raises(Refused, match="rated from this day on already") as refused:
        sources.rate(source=source, reliability="D", from_on=date(2020, 6, 1), reason="?", by=admin, at=at)
    assert refused.value.field == "from_on"
    assert reliability_on(source, date(2020, 5, 31)) == "C"
    assert reliability_on(source, date(2020, 6, 1)) == "A"
    with pytest.raises(Refused, match="Say why") as refused:
        sources.remove_rating(rating=source.reliabilities.last(), reason="", by=admin, at=at)
    sources.remove_rating(rating=source.reliabilities.last(), reason="A slip.", by=admin, at=at)
    assert reliability_on(source, date(2020, 6, 1)) == "C"


def test_a_stale_edit_gets_both_texts(admin: User, at: datetime) -> None:
    source = SourceFactory(name="First")
    sources.edit(source=source, version=1, changes={"name": "Theirs"}, by=admin, at=at)
    with pytest.raises(Stale) as stale:
        sources.edit(source=source, version=1, changes={"name": "Mine"}, by=admin, at=at)
    assert (stale.value.theirs, stale.value.yours) == ({"name": "Theirs"}, {"name": "Mine"})


def test_a_source_is_never_part_of_itself(admin: User, at: datetime) -> None:
    source = SourceFactory()
    below = SourceFactory(parent=source)
    with pytest.raises(Refused, match="itself part of this"):
        sources.edit(source=source, version=1, changes={"parent": below}, by=admin, at=at)


def test_closing_a_source_closes_its_reports(admin: User, at: datetime) -> None:
    report = ReportFactory()
    sources.edit(source=report.source, version=1, changes={"marking": 4}, by=admin, at=at)
    report.refresh_from_db()
    assert report.effective_marking == 4


def test_an_interest_is_noted_once_and_can_be_corrected(admin: User, at: datetime) -> None:
    source, party = SourceFactory(), PartyFactory()
    first = sources.set_interest(source=source, party=party, interest="OBL", by=admin, at=at)
    second = sources.set_interest(source=source, party=party, interest="CTR", note="Rival.", by=admin, at=at)
    assert first.pk == second.pk
    assert entries(source)[-1].before == {"interest": "OBL", "note": ""}
    with pytest.raises(Refused, match="not a valid choice"):
        sources.set_interest(source=source, party=party, interest="XYZ", by=admin, at=at)
    sources.remove_interest(interest=second, by=admin, at=at)
    assert not source.interests.exists()


def test_a_source_fails_with_its_entry(admin: User, at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    dies_with_its_entry(monkeypatch, lambda: sources.create(**UN, by=admin, at=at))
    assert not Source.objects.exists()
