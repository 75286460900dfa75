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
    html = " ".join(section(get("/parties/northland/around/"), "s-rel").split())
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
    assert "Nothing it said about a duty is recorded by this day." in html
    assert 'id="s-same"' not in html
    assert "No relation to another party is recorded." in get("/parties/northland/around/")
    assert "No history of a duty it owes is stored up to this day." in get("/parties/northland/record/")


@pytest.mark.parametrize("part", ["record", "around"])
def test_a_part_of_an_unknown_party_is_not_found(get, part):
    get(f"/parties/nowhere/{part}/", 404)


def test_a_part_comes_bare_for_a_script_and_whole_for_a_person(client, get, party):
    assert "<html" in get("/parties/northland/record/")
    bare = client.get("/parties/northland/record/", headers={"HX-Request": "true"})
    assert "<html" not in bare.content.decode()
    assert "HX-Request" in bare.headers["Vary"]


def test_duties_by_agreement_carry_their_counts(get, reader, party):
    agreement = factories.AgreementFactory(title="The Accord")
    assessed(reader, "BREACHED", obligors=[party], agreement=agreement)
    assessed(reader, "FULFILLED", rank=10, obligors=[party], agreement=agreement)
    owes = section(get("/parties/northland/"), "s-owes")
    assert "The Accord" in owes
    assert "sv-bar" in owes


def test_the_same_duty_elsewhere_says_the_difference(get, reader, party):
    one = assessed(reader, "BREACHED", obligors=[party], code="ONE-1").commitment
    other = assessed(reader, "FULFILLED", rank=10, obligors=[party], code="TWO-1").commitment
    factories.CommitmentLinkFactory(
        commitment=one, other=other, kind="same_duty_as", note="As in the older text"
    )
    same = section(get("/parties/northland/"), "s-same")
    assert "One is breached, the other fulfilled." in same
    assert "As in the older text" in same


def test_a_twin_above_the_clearance_is_not_told(get, reader, party):
    one = assessed(reader, "BREACHED", obligors=[party]).commitment
    hidden = factories.CommitmentFactory(obligors=[party], title="Hidden duty", marking=3)
    factories.CommitmentLinkFactory(commitment=one, other=hidden, kind="same_duty_as")
    html = get("/parties/northland/")
    assert 'id="s-same"' not in html
    assert "Hidden duty" not in html


@pytest.mark.parametrize(
    ("kind", "status", "says"),
    [
        ("claims_compliance", "BREACHED", "The evidence contradicts it."),
        ("claims_compliance", "FULFILLED", "The evidence bears it out."),
        ("accuses", "FULFILLED", "The evidence contradicts it."),
        ("accuses", "REVERSED", "The evidence bears it out."),
        ("accuses", "OVERDUE", "The evidence settles it neither way."),
        ("claims_compliance", "OVERDUE", "The evidence does not establish it."),
        ("denies", "BREACHED", "The evidence contradicts it."),
        ("claims_compliance", "AT_RISK", "The evidence settles it neither way."),
        ("replies", "BREACHED", "The evidence settles it neither way."),
    ],
)
def test_what_it_says_stands_beside_the_evidence(get, reader, party, kind, status, says):
    duty = assessed(reader, status, obligors=[party]).commitment
    factories.PositionFactory(party=party, commitment=duty, kind=kind, stated_on=date(2020, 6, 1))
    assert says in section(get("/parties/northland/"), "s-says")


def test_a_claim_that_only_the_obligor_bears_out_is_not_contradicted(get, reader, party):
    duty = assessed(
        reader, "OVERDUE", obligors=[party], result={"reasons": [["SELF_REPORTED_ONLY"]]}
    ).commitment
    factories.PositionFactory(party=party, commitment=duty, stated_on=date(2020, 6, 1))
    says = section(get("/parties/northland/"), "s-says")
    assert "The evidence does not establish it: only the obligor says so." in says
    assert "contradicts" not in says


def test_its_record_counts_statuses_by_month_and_leads_to_them(get, reader, party):
    perspective = assessed(reader, "BREACHED", obligors=[party])
    perspective.spans.all().delete()
    factories.StatusSpanFactory(perspective=perspective, status="PENDING", to_on=date(2020, 5, 9))
    factories.StatusSpanFactory(perspective=perspective, status="BREACHED", from_on=date(2020, 5, 10))
    record = section(get("/parties/northland/record/"), "s-record")
    assert "/commitments/?obligor=northland&amp;status=BREACHED&amp;as_of=2020-05-31" in record
    assert "status=PENDING&amp;as_of=2020-05-31" not in record


def test_its_record_tells_in_time_late_and_not_done(get, reader, party):
    due = {"obligors": [party], "version__kind": "ACT", "version__due_on": date(2020, 6, 1)}
    assessed(reader, "FULFILLED", rank=10, code="EARLY-1", fulfilled_on=date(2020, 5, 1), **due)
    assessed(reader, "FULFILLED", rank=10, code="LATE-1", fulfilled_on=date(2020, 6, 11), **due)
    assessed(reader, "OVERDUE", rank=2, code="OPEN-1", **due)
    record = section(get("/parties/northland/record/"), "s-record")
    row = record.split("What it owes")[1]
    assert "3 deadlines have come" in row
    assert row.index("EARLY-1") < row.index("LATE-1") < row.index("10 days late") < row.index("OPEN-1")
    assert "due for 43 days" in row


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


@pytest.mark.parametrize(
    "address",
    ["/parties/", "/parties/northland/", "/parties/northland/record/", "/parties/northland/around/"]
    + ["/parties/northland/?as_of=2020-06-01"],
)
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
    assert one <= 12


@pytest.mark.parametrize(
    "query",
    ["per_page=0", "per_page=-5", "per_page=9999999999", "page=-1", "page=abc", "page=99999999999999999999"]
    + ["sort=nonsense", "sort=-headline", "q=%00", "kind=%00"],
)
def test_nonsense_in_the_address_of_the_list_is_answered(get, party, query):
    get("/parties/?" + query)
