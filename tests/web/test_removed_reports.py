"""Reports put away and brought back: by whom, refused while findings rest on them, unseen meanwhile."""

import pytest

from tests import factories
from tests.services.evidence import AT, actions, analyst, drafted, filed, submitted
from tests.web.sight import queries
from tracker.models import Report
from tracker.services import reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def test_a_removed_report_is_on_no_page_until_it_is_brought_back(client, reader):
    row = filed(reader, title="Filed twice by mistake")
    address = f"/reports/{row.reference}/"
    gone = client.post(f"{address}remove/", {"reason": "Filed twice."}, follow=True)
    assert f"{row.reference} is removed" in text_of(gone)
    assert "Filed twice." in text_of(gone)
    assert client.get(address).status_code == 404
    assert row.title not in text_of(client.get("/reports/"))
    kept = row.attachments.get()
    assert client.get(f"{address}originals/{kept.sha256}/").status_code == 404
    back = client.post(f"{address}restore/", follow=True)
    assert f"{row.reference} is back" in text_of(back)
    assert client.get(address).status_code == 200
    assert "Nothing is removed" in text_of(client.get("/reports/removed/"))
    assert actions(row) == ["report.file", "report.remove", "report.restore"]


@pytest.mark.parametrize("make", [drafted, submitted])
def test_what_findings_rest_on_stays_and_the_reason_typed_too(client, reader, make):
    finding = make(reader)
    address = f"/reports/{finding.report.reference}/remove/"
    refused = client.post(address, {"reason": "Typed with care."})
    assert refused.status_code == 422
    assert "Findings rest on this report" in text_of(refused)
    assert "Typed with care." in text_of(refused)
    assert Report.objects.get().removed_at is None


def test_a_reason_is_needed(client, reader):
    row = filed(reader)
    assert client.post(f"/reports/{row.reference}/remove/", {"reason": " "}).status_code == 422
    assert Report.objects.get().removed_at is None


def test_only_who_filed_it_or_an_administrator(client, reader):
    row = filed()
    refused = client.post(f"/reports/{row.reference}/remove/", {"reason": "Not mine."})
    assert refused.status_code == 422
    assert "Only who filed it" in text_of(refused)
    reports.remove(report=row, reason="Filed twice.", by=row.recorded_by, at=AT)
    assert row.reference not in text_of(client.get("/reports/removed/"))
    assert client.post(f"/reports/{row.reference}/restore/").status_code == 404
    client.force_login(factories.UserFactory(roles=("admin",), level=2))
    assert row.reference in text_of(client.get("/reports/removed/"))
    assert client.post(f"/reports/{row.reference}/restore/").status_code == 302
    assert Report.objects.get().removed_at is None


def test_an_administrator_sees_no_removed_report_above_their_clearance(client):
    row = filed(marking=4)
    reports.remove(report=row, reason="Filed twice.", by=row.recorded_by, at=AT)
    client.force_login(factories.UserFactory(roles=("admin",), level=2))
    assert row.reference not in text_of(client.get("/reports/removed/"))
    assert client.post(f"/reports/{row.reference}/restore/").status_code == 404


def test_as_many_queries_for_one_removed_report_as_for_twenty(client, reader, django_assert_max_num_queries):
    def put_away():
        row = filed(reader, source=factories.SourceFactory())
        reports.remove(report=row, reason="Filed twice.", by=reader, at=AT)

    put_away()
    first = queries(client, django_assert_max_num_queries, "/reports/removed/")
    for _ in range(19):
        put_away()
    assert queries(client, django_assert_max_num_queries, "/reports/removed/") == first
