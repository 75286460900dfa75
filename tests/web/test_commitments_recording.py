"""Recording coverage and positions on the page of a commitment, and the picker's search."""

import pytest

from tests import factories
from tracker.models import Coverage, LedgerEntry, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client):
    person = factories.UserFactory(roles=("analyst",), level=2)
    client.force_login(person)
    return person


@pytest.fixture
def duty():
    return factories.CommitmentFactory(agreement__slug="doha", code="TAL-03")


LOOKED = {"outcome": "found_nothing", "from_on": "2020-06-01", "to_on": "2020-06-30", "marking": "0"}


@pytest.mark.parametrize(
    ("what", "title"), [("coverage", "Record coverage"), ("position", "Record a position")]
)
def test_the_form_says_what_it_records(client, analyst, duty, what, title):
    shown = client.get(f"/commitments/doha/TAL-03/{what}/").content.decode()
    assert f"<h1>{title}</h1>" in shown
    assert "TLP:GREEN" in shown
    assert "TLP:RED" not in shown


def test_an_analyst_records_that_somebody_looked(client, analyst, duty):
    source = factories.SourceFactory()
    response = client.post("/commitments/doha/TAL-03/coverage/", {**LOOKED, "source": source.pk})
    assert response.status_code == 302
    assert response["Location"] == "/commitments/doha/TAL-03/#coverage"
    assert Coverage.objects.get().recorded_by == analyst
    assert LedgerEntry.objects.filter(action="coverage.record").count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"to_on": "2020-05-01"}, "The period ends before it begins."),
        ({"to_on": "2999-05-01"}, "The period ends in the future"),
        ({"from_on": "2020-02-30"}, "That is not a day of the calendar."),
        ({"outcome": "slept"}, "Select a valid choice."),
        ({"source": ""}, "This field is required."),
        ({"marking": "4"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_recorded_is_said_at_the_field(client, analyst, duty, changed, sentence):
    asked = {**LOOKED, "source": factories.SourceFactory().pk, **changed}
    response = client.post("/commitments/doha/TAL-03/coverage/", asked)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Coverage.objects.exists()


def test_an_analyst_records_what_a_party_says(client, analyst, duty):
    earlier = factories.PositionFactory(commitment=duty)
    asked = {
        "party": factories.PartyFactory().pk,
        "kind": "replies",
        "stated_on": "2020-07-15",
        "text": "هیچ کس اجازه ندارد",
        "replies_to": earlier.pk,
        "marking": "0",
    }
    assert client.post("/commitments/doha/TAL-03/position/", asked).status_code == 302
    assert Position.objects.get(kind="replies").replies_to == earlier
    assert "هیچ کس اجازه ندارد" in client.get("/commitments/doha/TAL-03/").content.decode()


def test_a_reply_cannot_come_before_what_it_replies_to(client, analyst, duty):
    earlier = factories.PositionFactory(commitment=duty)
    asked = {
        "party": factories.PartyFactory().pk,
        "kind": "replies",
        "stated_on": "2020-01-01",
        "text": "No.",
        "replies_to": earlier.pk,
        "marking": "0",
    }
    response = client.post("/commitments/doha/TAL-03/position/", asked)
    assert response.status_code == 422
    assert "A reply cannot come before what it replies to." in response.content.decode()


def test_a_manager_is_sent_back_with_a_sentence(client, duty):
    client.force_login(factories.UserFactory(roles=("manager",)))
    response = client.post("/commitments/doha/TAL-03/coverage/", LOOKED, follow=True)
    assert "Only analysts record this." in response.content.decode()
    assert not Coverage.objects.exists()


def test_it_is_404_for_what_the_analyst_may_not_see(client, analyst):
    factories.CommitmentFactory(agreement__slug="doha", code="SECRET", marking=4)
    assert client.get("/commitments/doha/SECRET/coverage/").status_code == 404


def test_an_accusation_starts_a_clock_that_a_reply_stops(client, analyst, duty):
    accused = factories.PartyFactory(name="The Accused")
    said = {"stated_on": "2020-06-01", "text": "They struck.", "marking": "0"}
    asked = said | {"party": factories.PartyFactory().pk, "kind": "accuses", "about": accused.pk}
    assert client.post("/commitments/doha/TAL-03/position/", asked).status_code == 302
    row = Position.objects.get()
    assert row.reply_due_on.isoformat() == "2020-06-15"
    page = client.get("/commitments/doha/TAL-03/").content.decode()
    assert "reply overdue by" in page
    assert "reply due" in client.get("/commitments/doha/TAL-03/?as_of=2020-06-05").content.decode()
    begun = client.get("/commitments/doha/TAL-03/position/", {"replies_to": row.reference})
    assert begun.context["form"].initial["party"] == accused.pk
    reply = said | {"party": accused.pk, "kind": "denies", "replies_to": row.pk, "stated_on": "2020-06-20"}
    client.post("/commitments/doha/TAL-03/position/", reply)
    page = client.get("/commitments/doha/TAL-03/").content.decode()
    assert "reply overdue" not in page
    assert "answered late" in page
    assert "reply overdue" in client.get("/commitments/doha/TAL-03/?as_of=2020-06-18").content.decode()


def test_what_stands_in_a_report_begins_with_it(client, analyst, duty):
    report = factories.ReportFactory()
    reader = client.get(f"/reports/{report.reference}/").content.decode()
    assert f"/commitments/record/?what=coverage&amp;report={report.reference}" in reader
    address = f"/commitments/record/?what=coverage&report={report.reference}&duty=doha/TAL-03"
    response = client.get(address)
    assert response["Location"] == f"/commitments/doha/TAL-03/coverage/?report={report.reference}"
    begun = client.get(response["Location"]).context["form"].initial
    assert (begun["report"], begun["source"]) == (report.reference, report.source_id)
    assert client.get("/commitments/record/", {"duty": "doha/NO-1"}).status_code == 400
    asked = {**LOOKED, "source": report.source_id, "report": report.reference.lower()}
    assert client.post("/commitments/doha/TAL-03/coverage/", asked).status_code == 302
    assert Coverage.objects.get().report == report
    hidden = factories.ReportFactory(marking=4)
    response = client.post("/commitments/doha/TAL-03/coverage/", {**asked, "report": hidden.reference})
    assert response.status_code == 422
    assert "There is no report" in response.content.decode()


def test_coverage_is_corrected_removed_and_restored(client, analyst, duty):
    row = factories.CoverageFactory(commitment=duty)
    address = f"/commitments/doha/TAL-03/coverage/{row.reference}/"
    assert "Correct coverage" in client.get(address).content.decode()
    asked = {**LOOKED, "source": row.source_id, "outcome": "denied_access", "place": "Khost", "version": "1"}
    assert client.post(address, asked)["Location"] == "/commitments/doha/TAL-03/#coverage"
    row.refresh_from_db()
    assert (row.outcome, row.place, row.version) == ("denied_access", "Khost", 2)
    stale = client.post(address, {**asked, "place": "Paktia"})
    assert stale.status_code == 409
    assert "Saved meanwhile" in stale.content.decode()
    assert 'value="Paktia"' in stale.content.decode()
    refused = client.post(f"{address}remove/", {"reason": "x"})
    assert refused.status_code == 422
    assert 'value="x"' in refused.content.decode()
    assert client.post(f"{address}remove/", {"reason": "Entered twice."}).status_code == 302
    page = client.get("/commitments/doha/TAL-03/").content.decode()
    assert "Entered twice." in page
    assert client.get(address).status_code == 404
    assert client.post(f"{address}restore/").status_code == 302
    assert Coverage.objects.get().removed_at is None
    client.force_login(factories.UserFactory(roles=("manager",)))
    assert client.post(f"{address}remove/", {"reason": "Not mine."}).status_code == 302
    assert Coverage.objects.get().removed_at is None


def test_a_position_of_another_duty_is_not_found_here(client, analyst, duty):
    row = factories.PositionFactory()
    for verb in ("", "remove/", "restore/"):
        address = f"/commitments/doha/TAL-03/position/{row.reference}/{verb}"
        assert (client.post if verb else client.get)(address).status_code == 404


def test_the_kinds_of_silence_differ(client, analyst, duty):
    days = {"from_on": "2020-06-01", "to_on": "2020-06-30", "commitment": duty, "place": "Khost"}
    for outcome in ("found_nothing", "denied_access", "could_not_tell", "not_looked"):
        factories.CoverageFactory(outcome=outcome, **days)
    page = client.get("/commitments/doha/TAL-03/").content.decode()
    for words in (
        "there was nothing to be seen",
        "Nobody was let in",
        "what they saw fits both",
        "Nobody went to look",
        "Nobody on record",
    ):
        assert words in page


def offered(client, words):
    return [one.code for one in client.get("/commitments/search/", {"q": words}).context["found"]]


def test_the_picker_finds_by_code_title_and_party(client, analyst):
    emirate = factories.PartyFactory(name="Emirate")
    factories.CommitmentFactory(code="USG-01", title="Withdraw")
    factories.CommitmentFactory(code="TAL-03", title="After USG-01", obligors=[emirate])
    factories.CommitmentFactory(code="USG-99", marking=4)
    assert offered(client, "usg") == ["USG-01", "TAL-03"]
    assert offered(client, "withdraw") == ["USG-01"]
    assert offered(client, "emir") == ["TAL-03"]
    assert offered(client, "nobody") == []


def test_the_picker_offers_at_most_ten_in_two_queries(client, analyst, django_assert_max_num_queries):
    for number in range(14):
        factories.CommitmentFactory(code=f"N-{number:02d}")
    with django_assert_max_num_queries(5):
        found = offered(client, "n-")
    assert len(found) == 10


def test_the_picker_says_when_nothing_matches(client, analyst):
    shown = client.get("/commitments/search/", {"q": "<b>"}).content.decode()
    assert "No commitment matches “&lt;b&gt;”." in shown
