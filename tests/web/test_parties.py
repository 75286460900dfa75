"""Parties: the list with its filters, and the page: names, relations both ways, duties, what it says."""

from datetime import date

import pytest
import time_machine as clock

from tests import factories
from tests.factories.moments import NOW
from tests.web.sight import assessed, queries, section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader():
    return factories.UserFactory(level=1, roles=("analyst",))


@pytest.fixture
def get(client, reader):
    client.force_login(reader)

    def fetch(address, status=200):
        response = client.get(address)
        assert response.status_code == status
        return response.content.decode()

    return fetch


@pytest.fixture
def party():
    return factories.PartyFactory(slug="northland", name="Northland")


@pytest.mark.parametrize("address", ["/parties/", "/parties/northland/"])
def test_anonymous_is_sent_to_the_login(client, address):
    assert client.get(address).status_code == 302


def test_an_unknown_party_is_not_found(get):
    get("/parties/nowhere/", 404)


@pytest.mark.parametrize(
    ("query", "shown"),
    [("", True), ("?q=north", True), ("?q=ارض", True), ("?q=Q77", True), ("?q=zzz", False)]
    + [("?kind=state", True), ("?kind=person", False), ("?duties=some", False), ("?duties=what", True)],
)
def test_filters(get, party, query, shown):
    factories.PartyAliasFactory(party=party, name="ارض الشمال")
    factories.PartyIdentifierFactory(party=party, value="Q77")
    html = get("/parties/" + query)
    assert ("Northland" in html) == shown
    assert ("Nothing matches" in html) != shown


def test_a_duty_above_the_clearance_does_not_make_a_party_one_with_duties(get, party):
    factories.CommitmentFactory(obligors=[party], marking=3)
    assert "Northland" not in get("/parties/?duties=some")


def test_names_ids_and_whole(get, party):
    party.parent = factories.PartyFactory(name="The Union")
    party.save()
    factories.PartyAliasFactory(party=party, name="Norland")
    factories.PartyIdentifierFactory(party=party, scheme="ISO 3166", value="NL-X")
    html = get("/parties/northland/")
    for words in ("The Union", "Norland", "ISO 3166 NL-X"):
        assert words in html


def test_relations_both_ways_in_sentences(get, party):
    group = factories.PartyFactory(name="The Group")
    factories.PartyRelationFactory(
        party=group, other=party, kind="pledged_allegiance_to", from_on=date(2016, 5, 25), precision="month"
    )
    factories.PartyRelationFactory(
        party=party, other=group, kind="gave_sanctuary_to", from_on=date(2001, 9, 11), to_on=date(2001, 12, 7)
    )
    html = " ".join(section(get("/parties/northland/"), "s-rel").split())
    assert "received a pledge of allegiance from" in html
    assert "since May 2016" in html
    assert "gave sanctuary to" in html
    assert "11 Sep 2001 to 7 Dec 2001" in html


def test_what_it_owes_and_is_owed(get, reader, party):
    assessed(reader, "BREACHED", obligors=[party], code="OWN-1")
    assessed(reader, "FULFILLED", rank=10, beneficiaries=[party], code="OTH-1")
    html = get("/parties/northland/")
    assert "OWN-1" in section(html, "s-owes")
    assert "OTH-1" in section(html, "s-owed")
    assert "Of one duty: 1 breached." in html


def test_a_party_without_duties_says_so(get, party):
    html = get("/parties/northland/")
    assert "It owes nothing that is tracked here." in html
    assert "No relation to another party is recorded." in html


def test_what_it_says_itself_stops_at_the_day_looked_at(get, party):
    factories.PositionFactory(party=party, text="We keep our word.", stated_on=date(2020, 6, 1))
    factories.PositionFactory(party=party, text="Hidden words.", stated_on=date(2020, 6, 1), marking=3)
    assert "We keep our word." in get("/parties/northland/")
    assert "Hidden words." not in get("/parties/northland/")
    assert "We keep our word." not in get("/parties/northland/?as_of=2020-05-31")


@pytest.mark.parametrize("day", ["2020-02-30", "2021-01-01", "x"])
def test_a_bad_day_is_refused_in_a_sentence(get, party, day):
    for address in ("/parties/", "/parties/northland/"):
        assert "the present is shown." in get(f"{address}?as_of={day}", 400)


@pytest.mark.parametrize("address", ["/parties/", "/parties/northland/"])
def test_as_many_queries_for_one_row_as_for_twenty(
    client, reader, party, address, django_assert_max_num_queries
):
    client.force_login(reader)

    def add():
        other = factories.PartyFactory()
        factories.PartyAliasFactory(party=other)
        assessed(reader, obligors=[party], beneficiaries=[other])
        factories.PositionFactory(party=party)
        factories.PartyRelationFactory(party=party, other=other)

    add()
    one = queries(client, django_assert_max_num_queries, address)
    for _ in range(19):
        add()
    assert queries(client, django_assert_max_num_queries, address) == one
    assert one <= 20


@pytest.mark.parametrize(
    "query",
    ["per_page=0", "per_page=-5", "per_page=9999999999", "page=-1", "page=abc", "page=99999999999999999999"]
    + ["sort=nonsense", "sort=-headline", "q=%00", "kind=%00"],
)
def test_nonsense_in_the_address_of_the_list_is_answered(get, party, query):
    get("/parties/?" + query)
