"""Sources and origins: the registers, one source, the search for pickers."""

from datetime import date

import pytest

from tests import factories
from tests.services.evidence import accepted, analyst, filed
from tracker.services import sources

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def test_a_source_shows_its_letters_and_reports(client, reader):
    source = factories.SourceFactory(name="The Monitor", reliability="B")
    sources.rate(
        source=source, reliability="D", from_on=date(2021, 1, 1), reason="It erred twice.", by=reader,
        at=factories.moments.NOW,
    )  # fmt: skip
    filed(reader, source=source, title="Eleventh report")
    page = text_of(client.get(f"/sources/{source.slug}/"))
    for words in (
        "The Monitor",
        "B, usually reliable",
        "D, not usually reliable",
        "It erred twice.",
        "Eleventh report",
    ):
        assert words in page


def test_an_unrated_source_says_so(client, reader):
    source = factories.SourceFactory(reliability__none=True)
    assert "Not rated yet" in text_of(client.get(f"/sources/{source.slug}/"))
    assert "not rated yet" in text_of(client.get("/sources/"))


def test_the_register_is_searched_and_hides_what_is_closed(client, reader):
    factories.SourceFactory(name="Alpha Wire")
    factories.SourceFactory(name="Closed Cell", marking=3)
    page = text_of(client.get("/sources/", {"q": "alpha"}))
    assert "Alpha Wire" in page
    assert "Closed Cell" not in text_of(client.get("/sources/"))
    assert "No source matches" in text_of(client.get("/sources/", {"q": "zzz"}))


def test_origins_are_found_by_name_and_alias(client, reader):
    origin = accepted(origin=factories.OriginFactory(name="Monitoring Team")).origin
    factories.OriginAliasFactory(origin=origin, name="گروه نظارت")
    factories.OriginFactory(name="Merged", merged_into=origin)
    page = text_of(client.get("/origins/"))
    assert "Monitoring Team" in page
    assert "گروه نظارت" in page
    assert "Merged" not in page
    assert 'data-value="' in text_of(client.get("/origins/search/", {"q": "نظارت"}))
    found = client.get("/origins/search/", {"q": "team"}, headers={"Accept": "application/json"}).json()
    assert found == {"results": [{"slug": origin.slug, "name": "Monitoring Team"}]}
    assert "Nobody in the register matches" in text_of(client.get("/origins/search/", {"q": "zzz"}))
