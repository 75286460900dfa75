"""The pages about evidence on a past day: what was known then, what stood, bad days, what a page costs."""

from datetime import UTC, date, datetime

import pytest
import time_machine as clock

from tests import factories
from tests.services.evidence import AT, accepted, analyst, duty, filed, submitted
from tests.web.sight import assessed, queries
from tracker.services import findings, sources

pytestmark = pytest.mark.django_db
LATER = datetime(2021, 3, 1, 9, 0, tzinfo=UTC)
THEN = "?as_of=2020-07-20"  # a week after the report was filed and its finding accepted
BEFORE = "?as_of=2020-06-20"  # published, but on nobody's desk


@pytest.fixture(autouse=True)
def _spring():
    with clock.travel(LATER, tick=False):
        yield


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def get(client, reader):
    def fetch(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return response.content.decode()

    return fetch


@pytest.fixture
def addresses(reader):
    finding = accepted()
    ruling = factories.RulingFactory(approved=True, perspective=assessed(reader))
    return {
        "reports": "/reports/",
        "report": f"/reports/{finding.report.reference}/",
        "finding": f"/findings/{finding.reference}/",
        "sources": "/sources/",
        "source": f"/sources/{finding.report.source.slug}/",
        "rulings": "/rulings/",
        "ruling": f"/rulings/{ruling.reference}/",
        "search": "/search/",
        "changes": "/changes/",
    }


PAGES = ["reports", "report", "finding", "sources", "source", "rulings", "ruling", "search", "changes"]


@pytest.mark.parametrize("name", PAGES)
def test_a_past_day_a_bad_day_and_a_day_to_come(get, addresses, name):
    address = addresses[name]
    page = get(f"{address}{THEN}")
    assert "You are in the past." in page
    assert get(f"{address}?as_of=2020-07-20&known_by=2021-03-01").count("with hindsight") == 1
    assert "“nonsense” is not a day" in get(f"{address}?as_of=nonsense", 400)
    assert "no day “2020-02-30” in the calendar" in get(
        f"{address}?as_of=2020-07-20&known_by=2020-02-30", 400
    )
    assert "lies in the future" in get(f"{address}?as_of=2999-01-01", 400)
    assert "You are in the past" not in get(address)


@pytest.mark.parametrize("name", ["reports", "report", "finding", "rulings", "ruling"])
def test_nothing_can_be_written_in_the_past(get, addresses, name):
    page = get(f"{addresses[name]}{THEN}").split("<main")[1].split("</main>")[0]
    assert "The past can be read, not written." in page
    assert 'href="?"' in page
    assert 'method="post"' not in page
    assert "data-form-url" not in page
    assert "/new/" not in page
    assert "/edit/" not in page


@pytest.mark.parametrize("name", ["reports", "report", "finding", "sources", "source", "rulings", "ruling"])
def test_links_keep_the_day(get, addresses, name):
    main = get(f"{addresses[name]}{THEN}").split("<main")[1].split("</main>")[0]
    links = [part.split('"')[0] for part in main.split('href="/')[1:]]
    kept = [
        link
        for link in links
        if link.startswith(("reports/", "findings/", "sources/", "rulings/", "commitments/"))
    ]
    assert kept
    for link in kept:
        assert "as_of=2020-07-20" in link or "/originals/" in link, link


def test_the_list_of_reports_shows_what_was_known(get, reader):
    filed(reader, title="On the desk")
    told = filed(reader, title="Public knowledge")
    finding = submitted(report=told)
    findings.accept(finding=finding, by=analyst(), at=AT, backfill=True)
    filed(reader, title="Published later", published_on=date(2020, 7, 10))
    then, before = get(f"/reports/{THEN}"), get(f"/reports/{BEFORE}")
    assert "On the desk" in then
    assert "Published later" in then
    assert "On the desk" not in before
    assert "Public knowledge" in before
    assert "Published later" not in before
    assert "counts as known from its publication" in before
    hindsight = get(f"/reports/{BEFORE}&known_by=2020-08-01")
    assert "On the desk" in hindsight
    assert "Published later" not in hindsight
    assert "No report was known then" in get("/reports/?as_of=2020-01-01")


def test_a_hidden_declaration_does_not_give_a_report_away(get, reader):
    told = filed(reader, title="Quiet")
    finding = submitted(report=told, marking=4)
    findings.accept(finding=finding, by=analyst(), at=AT, backfill=True)
    assert "Quiet" not in get(f"/reports/{BEFORE}")


def test_the_reader_shows_the_status_of_the_day_and_what_did_not_count(get, reader):
    finding = accepted()
    perspective = assessed(reader, status="BREACHED", commitment=finding.commitment)
    perspective.spans.all().delete()
    for status, start, end in (
        ("PENDING", date(2020, 2, 29), date(2020, 7, 13)),
        ("OVERDUE", date(2020, 7, 14), None),
    ):
        factories.StatusSpanFactory(perspective=perspective, status=status, from_on=start, to_on=end)
    address = f"/reports/{finding.report.reference}/"
    then, before = get(address + THEN), get(address + BEFORE)
    assert "Overdue" in then
    assert "Pending" not in then
    assert "not counted then" not in then
    assert "Pending" in before
    assert "not counted then" in before
    assert "This report was not known on that day." in before
    assert "about 400 to 600 armed operatives" in before
    now = get(address)
    assert "Breached" in now
    assert "not counted then" not in now


def test_a_finding_withdrawn_later_counted_then(get, reader):
    finding = accepted()
    findings.supersede(
        finding=finding, reason="It was a misreading.", by=analyst(),
        at=datetime(2020, 9, 1, 9, 0, tzinfo=UTC),
    )  # fmt: skip
    report = f"/reports/{finding.report.reference}/"
    assert finding.reference in get(report + THEN)
    assert finding.reference not in get(report)
    address = f"/findings/{finding.reference}/"
    assert "was known on that day and could count" in get(address + THEN)
    assert "was not known then" in get(address + BEFORE)
    assert "no longer counted then" in get(f"{address}?as_of=2020-10-01")


def test_a_finding_that_speaks_of_a_later_day_or_was_never_accepted(get, reader):
    finding = accepted()
    page = get(f"/findings/{finding.reference}/?as_of=2020-05-01&known_by=2020-08-01")
    assert "It speaks of a later day" in page
    assert "It has never been accepted." in get(f"/findings/{submitted().reference}/{THEN}")


def test_the_letter_in_force_on_the_day(get, reader):
    source = factories.SourceFactory(name="The Monitor", reliability="B")
    sources.rate(
        source=source,
        reliability="D",
        from_on=date(2021, 1, 1),
        reason="It erred twice.",
        by=reader,
        at=LATER,
    )
    filed(reader, source=source, title="Eleventh report")
    address = f"/sources/{source.slug}/"
    assert "<b>B, usually reliable</b> <span" in get(address + THEN)
    assert "<b>D, not usually reliable</b> <span" in get(address + "?as_of=2021-01-02")
    assert "not rated then" in get(address + "?as_of=2019-01-01")
    assert "Eleventh report" in get(address + THEN)
    assert "None was known then." in get(address + BEFORE)
    assert "B, usually reliable" in get(f"/sources/{THEN}")
    assert "Reliability then" in get(f"/sources/{THEN}")
    assert "Reliability today" in get("/sources/")


def test_whether_a_ruling_stood(get, reader):
    ruling = factories.RulingFactory(approved=True, perspective=assessed(reader))
    lapsed = factories.RulingFactory(lapsed=True, perspective=assessed(reader))
    waits = factories.RulingFactory(perspective=assessed(reader))
    for one in (ruling, lapsed):
        assert "This ruling stood on that day." in get(f"/rulings/{one.reference}/{THEN}")
        for day in ("2020-07-01", "2020-12-01"):
            assert "did not stand on that day" in get(f"/rulings/{one.reference}/?as_of={day}")
    assert "did not stand on that day" in get(f"/rulings/{waits.reference}/{THEN}")
    stood, others = get(f"/rulings/{THEN}").split("Proposed by then, not standing")
    assert ruling.reference in stood
    assert waits.reference in others
    assert ruling.reference not in get("/rulings/?as_of=2020-07-01")


def test_as_many_queries_for_one_row_as_for_twenty(client, reader, django_assert_max_num_queries):
    source, report = factories.SourceFactory(), filed(reader)

    def add():
        accepted(report=filed(reader, source=source, title="Another"))
        accepted(report=report, commitment=assessed(reader, commitment=duty()).commitment)
        factories.RulingFactory(approved=True, perspective=assessed(reader))

    add()
    # Days known by a third day are computed, which takes the most queries.
    days = [THEN, "?as_of=2020-07-20&known_by=2020-08-01"]
    pages = [
        "/reports/",
        f"/reports/{report.reference}/",
        "/sources/",
        f"/sources/{source.slug}/",
        "/rulings/",
    ]
    addresses = [page + day for page in pages for day in days]
    ones = [queries(client, django_assert_max_num_queries, address) for address in addresses]
    for _number in range(19):
        add()
    assert [queries(client, django_assert_max_num_queries, address) for address in addresses] == ones
    assert max(ones) <= 40


@pytest.mark.parametrize("page", ["/review/", "/origins/", "/inbox/", "/jobs/", "/feeds/", "/vocabulary/"])
def test_a_page_that_is_always_of_the_present_says_so(get, page):
    assert "always of the present" in get(f"{page}{THEN}")
    assert "always of the present" not in get(page)


def test_a_page_that_uses_the_day_does_not_say_so(get, addresses):
    for page in addresses.values():
        assert "always of the present" not in get(f"{page}{THEN}")
