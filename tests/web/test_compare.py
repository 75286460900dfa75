"""Comparisons: any two of the five, duty by duty, no further than the reader sees, in few queries."""

import json
from datetime import date
from urllib.parse import parse_qsl

import pytest
import time_machine as clock
from lxml import html

from tests import factories
from tests.factories.moments import NOW
from tests.web.lists_told import as_file, spaced
from tests.web.sight import assessed, queries
from tracker.models.choices import STATUSES

pytestmark = pytest.mark.django_db
PAIR = "?what=agreements&left=accord&right=pact"
OF = "&of=agreement:accord"
DAYS = f"?what=days{OF}&left=2020-03-10&right=2020-07-14"
KNOWN = f"?what=known{OF}&as_of=2020-03-10&left=2020-03-10&right=2020-07-14"
CLEARED = f"?what=clearances{OF}&left=0&right=1"
PARTIES = "?what=parties&left=northland&right=southland"


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader():
    return factories.UserFactory(level=1)


@pytest.fixture
def accord():
    return factories.AgreementFactory(slug="accord", title="The Accord")


@pytest.fixture
def pact():
    return factories.AgreementFactory(slug="pact", title="The Pact")


@pytest.fixture
def sides():
    return [factories.PartyFactory(slug=name, name=name.title()) for name in ("northland", "southland")]


@pytest.fixture
def get(client, reader):
    client.force_login(reader)

    def fetch(query="", status=200):
        response = client.get("/compare/" + query)
        assert response.status_code == status
        return response.content.decode()

    return fetch


def test_a_stranger_is_sent_to_the_login(client):
    assert client.get("/compare/").status_code == 302


def test_without_two_sides_it_asks_for_them(get, accord, pact):
    for query in ("", "?what=agreements&left=accord", "?what=nonsense", "?what=days", "?what=clearances"):
        assert "Choose two" in get(query)


def test_two_agreements_with_their_corresponding_duties_first(get, reader, accord, pact):
    one = assessed(reader, agreement=accord, title="Open the road").commitment
    other = assessed(reader, "COMPLIANT", rank=9, agreement=pact, title="Keep the road open").commitment
    assessed(reader, "FULFILLED", rank=10, agreement=pact, title="Pay the toll")
    factories.CommitmentLinkFactory(commitment=one, other=other, kind="same_duty_as")
    html = get(PAIR)
    corresponding, rest = html.split("Duties that correspond")[1].split("</section>", 1)
    assert "Open the road" in corresponding
    assert "Keep the road open" in corresponding
    assert "differs" in corresponding
    assert "Pay the toll" not in corresponding
    assert "Pay the toll" in rest
    assert "One duty of each corresponds, and the two stand differently." in html
    assert f"{one.code}\u2069 is breached" in html
    assert "we can judge" in html
    assert "/commitments/?agreement=pact&amp;status=FULFILLED" in html


@pytest.mark.parametrize(
    ("query", "selects", "dates"),
    [(PAIR, 2, 0), (PARTIES, 2, 0), (DAYS, 1, 2), (KNOWN, 1, 3), (CLEARED, 3, 0)],
)
def test_each_comparison_has_its_own_form_and_what_was_asked_in_it(
    get, accord, pact, sides, query, selects, dates
):
    for party in sides:
        factories.CommitmentPartyFactory(party=party, role="obligor")
    main = get(query).split("<main")[1]
    assert (main.count("<select"), main.count('type="date"')) == (selects, dates)
    assert main.count(" selected") == selects
    assert 'aria-current="page"' in main


def test_a_link_that_ended_or_of_another_kind_aligns_nothing(get, reader, accord, pact):
    one, other = (assessed(reader, agreement=agreement).commitment for agreement in (accord, pact))
    factories.CommitmentLinkFactory(commitment=one, other=other, kind="reciprocal")
    assert "No duty of the one corresponds" in get(PAIR)


def test_two_parties_share_what_they_owe_together(get, reader, sides, accord):
    shared = assessed(reader, agreement=accord, title="Talk to each other").commitment
    for party in sides:
        factories.CommitmentPartyFactory(commitment=shared, party=party, role="obligor")
    html = get(PARTIES)
    assert "One duty of each corresponds, and the two stand alike." in html
    assert html.count("Talk to each other</bdi></a>") == 1


def moved(reader, accord):
    """A duty that was pending until 1 June and is breached since."""
    perspective = assessed(reader, agreement=accord, title="Open the road")
    spans = perspective.spans
    spans.update(to_on=date(2020, 5, 31), status="PENDING")
    factories.StatusSpanFactory(perspective=perspective, from_on=date(2020, 6, 1), status="BREACHED")
    return perspective.commitment


def test_two_days_of_one_agreement(get, reader, accord):
    one = moved(reader, accord)
    html = get(DAYS)
    assert "The one duty on both sides stands differently." in html
    assert f"{one.code}\u2069 is pending" in html
    assert f"/commitments/accord/{one.code}/?as_of=2020-03-10" in html
    assert "/agreements/accord/?as_of=2020-03-10" in html
    assert "/commitments/?agreement=accord&amp;as_of=2020-03-10&amp;status=PENDING" in html


def test_the_same_day_twice_says_so(get, reader, accord):
    moved(reader, accord)
    html = get(f"?what=days{OF}&left=2020-03-10&right=2020-03-10")
    assert "Both sides are the same" in html
    assert "stands alike" in html


def test_two_states_of_knowledge_about_one_day(get, reader, accord):
    moved(reader, accord)
    html = get(KNOWN)
    assert "as_of=2020-03-10&amp;known_by=2020-07-14" in html
    assert "known by" in html


def test_two_clearances_show_what_the_lower_does_not_see(get, reader, accord):
    assessed(reader, agreement=accord, title="Closed duty", marking=1)
    html = get(CLEARED)
    assert "One duty is only seen on one side: \u2068TLP:GREEN\u2069." in html
    assert "only on one side" in html
    assert "Closed duty" in html


def test_nobody_compares_beyond_their_own_clearance(get, reader, accord):
    assessed(factories.UserFactory(level=2), agreement=accord, title="Secret duty", marking=2)
    for level in ("2", "4", "9", "own", "x", "-1"):
        html = get(f"?what=clearances{OF}&left={level}&right=1", status=400)
        assert "up to your own, TLP:GREEN" in html
        assert "Secret duty" not in html
    assert 'value="2"' not in get(CLEARED)
    assert "Secret duty" not in get(CLEARED)


def test_the_own_clearance_with_teams(client, accord):
    team = factories.TeamFactory(slug="inner")
    reader = factories.UserFactory(audience=factories.AudienceFactory(level=1, teams=[team]))
    restricted = assessed(reader, agreement=accord, title="For the team", restricted=True).commitment
    restricted.teams.add(team)
    client.force_login(reader)
    html = client.get(f"/compare/?what=clearances{OF}&left=1&right=own").content.decode()
    assert "For the team" in html
    assert "One duty is only seen on one side" in html


@pytest.mark.parametrize(
    "query",
    [
        "?what=agreements&left=accord&right=hidden",
        "?what=agreements&left=accord&right=no-such",
        "?what=parties&left=no-such&right=x",
        "?what=days&of=agreement:hidden&left=2020-03-10&right=2020-03-11",
        "?what=days&of=party:none&left=2020-03-10&right=2020-03-11",
        f"?what=days{OF}&left=2030-01-01&right=2020-03-10",
        f"?what=days{OF}&left=soon&right=2020-03-10",
        f"?what=known{OF}&left=2020-03-10&right=1100-01-01",
        PAIR + "&as_of=2030-01-01",
        "?what=agreements&left=" + "x" * 4000 + "&right=accord",
    ],
)
def test_what_cannot_be_compared_is_said_and_nothing_shows_through(get, accord, pact, query):
    factories.AgreementFactory(slug="hidden", title="Hidden pact", marking=3)
    html = get(query, status=400)
    assert 'role="alert"' in html
    assert "Hidden pact" not in html


def test_a_link_to_a_duty_out_of_sight_changes_nothing(get, reader, accord, pact):
    one = assessed(reader, agreement=accord).commitment
    assessed(reader, agreement=pact)
    before = get(PAIR).split("<main")[1]
    hidden = factories.CommitmentFactory(agreement=pact, marking=3, title="Hidden duty")
    factories.CommitmentLinkFactory(commitment=one, other=hidden, kind="same_duty_as")
    assert get(PAIR).split("<main")[1] == before


@pytest.mark.parametrize("query", [PAIR, PARTIES, DAYS, CLEARED, KNOWN])
def test_the_queries_do_not_grow(
    client, get, reader, accord, pact, sides, query, django_assert_max_num_queries
):
    def more(number):
        for _each in range(number):
            ends = [assessed(reader, agreement=agreement).commitment for agreement in (accord, pact)]
            factories.CommitmentLinkFactory(commitment=ends[0], other=ends[1], kind="repeats")
            for end, party in zip(ends, sides, strict=True):
                factories.CommitmentPartyFactory(commitment=end, party=party, role="obligor")

    more(1)
    few = queries(client, django_assert_max_num_queries, "/compare/" + query)
    more(19)
    assert queries(client, django_assert_max_num_queries, "/compare/" + query) == few <= 12


@pytest.mark.parametrize("asked", [PAIR, DAYS, CLEARED])
def test_the_file_says_what_the_page_says(client, get, reader, accord, pact, asked):
    for agreement, status in ((accord, "BREACHED"), (accord, "FULFILLED"), (pact, "OVERDUE")):
        duty = factories.CommitmentFactory(agreement=agreement)
        assessed(reader, status, commitment=duty)
    page = html.fromstring(get(asked))
    shown = spaced(" ".join(one.text_content() for one in page.xpath("//table/tbody")))
    assert page.xpath("//a[contains(@href, 'format=xlsx')]")
    told = json.loads(as_file(client, "compare", "json", dict(parse_qsl(asked[1:]))))
    labels = {one["key"]: one["label"] for one in told["columns"]}
    assert told["rows"]
    assert labels["left_status"] != labels["right_status"]
    assert len(page.xpath("//table/tbody/tr")) == len(told["rows"])
    for row in told["rows"]:
        for side in ("left", "right"):
            if row[f"{side}_code"]:
                assert f"{row[f'{side}_code']} {row[f'{side}_title']}" in shown
            if row[f"{side}_status"]:
                assert str(dict(STATUSES)[row[f"{side}_status"]]) in shown
