"""Fetched pages in the browser's eyes: asked for, followed, filed, downloaded; whose they are."""

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.evidence import analyst, filed, manager
from tests.web.sight import queries
from tracker.models import Capture, InboxEntry, Report
from tracker.services import captures

pytestmark = pytest.mark.django_db

URL = "https://pages.example.org/a"


@pytest.fixture
def reader(client, settings):
    settings.FETCH = True
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def kept(reader, **more):
    row = captures.ask(url=URL, by=reader, at=NOW)
    said = {
        "final_url": URL,
        "status_code": 200,
        "headers": (("X-A", "<script>"),),
        "body": b"<html><title>A page</title><p>Words of it.</p></html>",
        "warc": b"the record",
        "title": "A page",
        "content_type": "text/html",
        "language": "en",
    }
    captures.keep(capture=row, page=captures.Page(**said | more), at=NOW)
    row.refresh_from_db()
    return row


def test_a_page_is_asked_for_and_followed(client, reader):
    response = client.post("/captures/", {"url": URL}, follow=True)
    row = Capture.objects.get()
    assert response.redirect_chain[0][0] == f"/captures/{row.reference}/"
    assert 'hx-trigger="every 1s"' in text_of(response)
    part = client.get(f"/captures/{row.reference}/", headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)
    captures.fail(capture=row, problem="There is no host of that name.", at=NOW)
    page = text_of(client.get(f"/captures/{row.reference}/"))
    assert "There is no host of that name." in page
    assert 'hx-trigger="every 1s"' not in page
    again = client.post(f"/captures/{row.reference}/again/", follow=True)
    assert "Is being fetched" in text_of(again)


def test_what_is_refused_says_why_and_keeps_the_address(client, reader, settings):
    response = client.post("/captures/", {"url": "ftp://typed.example.org/"})
    assert response.status_code == 422
    assert "begins with http" in text_of(response)
    assert "ftp://typed.example.org/" in text_of(response)
    settings.FETCH = False
    off = client.post("/captures/", {"url": URL})
    assert off.status_code == 422
    assert "Fetching web pages is switched off here" in text_of(off)
    assert URL in text_of(off)
    assert not Capture.objects.exists()


def test_what_came_is_shown_and_its_record_saved(client, reader):
    row = kept(reader)
    page = text_of(client.get(f"/captures/{row.reference}/"))
    assert f"/reports/new/?capture={row.reference}" in page
    assert row.sha256 in page
    assert "&lt;script&gt;" in page
    record = client.get(f"/captures/{row.reference}/warc/")
    assert b"".join(record.streaming_content) == b"the record"
    assert record["Content-Disposition"] == f'attachment; filename="{row.reference}.warc.gz"'
    assert record["Content-Type"] == "application/octet-stream"
    assert (
        client.get(f"/captures/{captures.ask(url=URL, by=reader, at=NOW).reference}/warc/").status_code == 404
    )


def test_nobody_else_sees_it_until_it_is_filed(client, reader):
    row = kept(reader)
    client.force_login(analyst(level=4))
    for path in ("", "warc/"):
        assert client.get(f"/captures/{row.reference}/{path}").status_code == 404
    assert client.post(f"/captures/{row.reference}/again/").status_code == 404
    assert row.reference not in text_of(client.get("/captures/"))
    assert "A page" not in text_of(client.get(f"/reports/new/?capture={row.reference}"))
    captures.file(capture=row, report=filed(reader, marking=2), by=reader, at=NOW)
    assert "A page" in text_of(client.get(f"/captures/{row.reference}/"))
    client.force_login(analyst(level=1))
    assert client.get(f"/captures/{row.reference}/").status_code == 404


def test_managers_fetch_nothing(client, settings):
    client.force_login(manager())
    assert client.get("/captures/").status_code == 403
    assert client.post("/captures/", {"url": URL}).status_code == 403


def test_as_many_queries_for_one_page_as_for_twenty(client, reader, django_assert_max_num_queries):
    kept(reader)
    first = queries(client, django_assert_max_num_queries, "/captures/")
    for number in range(19):
        captures.file(capture=kept(reader, body=b"%d" % number), report=filed(reader), by=reader, at=NOW)
    assert queries(client, django_assert_max_num_queries, "/captures/") == first


# The way from here to a report


def form(**fields):
    return {
        "title": "A page",
        "source": "The Outlet",
        "published_on": "2020-06-08",
        "published_precision": "day",
        "language": "en",
        "marking": "0",
        "text": "",
    } | fields


def test_a_fetched_page_becomes_the_original_of_a_report(client, reader):
    factories.SourceFactory(name="The Outlet")
    row = kept(reader)
    address = f"/reports/new/?capture={row.reference}"
    page = text_of(client.get(address))
    assert 'value="A page"' in page
    assert f'name="capture" value="{row.reference}"' in page
    response = client.post(address, form(capture=row.reference))
    assert response.status_code == 302, text_of(response)
    row.refresh_from_db()
    report = Report.objects.get()
    assert row.attachment.report == report
    assert report.attachments.get().sha256 == row.sha256
    shown = text_of(client.get(f"/reports/{report.reference}/"))
    assert f"/captures/{row.reference}/warc/" in shown


def test_the_page_behind_an_entry_is_fetched_and_both_are_filed_together(client, reader):
    source = factories.SourceFactory(name="The Outlet")
    entry = factories.InboxEntryFactory(
        feed=factories.FeedFactory(source=source), title="Summary", published_at=NOW, text="In short."
    )
    page = text_of(client.get("/inbox/"))
    assert "Fetch the page, then file it" in page
    sent = client.post("/captures/", {"url": entry.url, "inbox": entry.reference})
    row = Capture.objects.get()
    assert sent.url == f"/captures/{row.reference}/?inbox={entry.reference}"
    assert f"/captures/{row.reference}/?inbox={entry.reference}" in text_of(client.get(sent.url))
    said = {"final_url": entry.url, "status_code": 200, "headers": (), "body": b"<p>All of it.</p>"}
    captures.keep(capture=row, page=captures.Page(**said, warc=b"r", title="In full"), at=NOW)
    there = f"/reports/new/?capture={row.reference}&inbox={entry.reference}"
    assert there.replace("&", "&amp;") in text_of(client.get(sent.url))
    shown = text_of(client.get(there))
    for words in (
        'value="In full"',
        'value="The Outlet"',
        'value="2020-07-14"',
        f'value="{entry.reference}"',
    ):
        assert words in shown
    assert "In short." not in shown
    response = client.post("/reports/new/", form(capture=row.reference, inbox=entry.reference))
    assert response.status_code == 302, text_of(response)
    entry.refresh_from_db()
    row.refresh_from_db()
    assert entry.report == row.attachment.report == Report.objects.get()
    odd = client.post("/captures/", {"url": URL, "inbox": "https://evil.example/"})
    assert "evil" not in odd.url


def test_an_entry_of_the_inbox_becomes_a_report(client, reader):
    source = factories.SourceFactory(name="The Outlet")
    entry = factories.InboxEntryFactory(
        feed=factories.FeedFactory(source=source, marking=1), title="Monitors report", published_at=NOW
    )
    address = f"/reports/new/?inbox={entry.reference}"
    page = text_of(client.get(address))
    assert 'value="Monitors report"' in page
    assert 'value="The Outlet"' in page
    assert 'value="2020-07-14"' in page
    refused = client.post(address, form(inbox=entry.reference, title=""))
    assert refused.status_code == 422
    assert InboxEntry.objects.get().state == "new"
    response = client.post(address, form(inbox=entry.reference))
    assert response.status_code == 302, text_of(response)
    entry.refresh_from_db()
    assert (entry.state, entry.report) == ("filed", Report.objects.get())
