"""Fetching a page that somebody asked for, over a real connection: what is kept, what its record holds."""

import io
from functools import partial

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.canary import canary
from tests.factories import NOW
from tests.services.evidence import analyst
from tracker.ingestion.capturing import pages
from tracker.ingestion.fetching import fetch
from tracker.services import attachments, captures

pytestmark = pytest.mark.django_db

PAGE = (
    "<html lang='en'><head><title>Monitors report</title>"
    "<meta property='article:published_time' content='2020-07-01T08:00:00Z'></head>"
    "<body><article><h1>Monitors report</h1><p>"
    + "The monitors counted the fighters who remain in the two districts. " * 6
    + "</p></article></body></html>"
).encode()


@pytest.fixture
def server(settings):
    settings.FETCH = True
    with canary() as one:
        yield one


def captured(server, path="/"):
    row = captures.ask(url=server.url(path), by=analyst(), at=NOW)
    return pages.capture(row.pk, at=NOW, fetch=partial(fetch, allowed={server.pair}))


def test_a_page_is_kept_with_its_way_its_headers_and_a_record(server):
    server.pages["/"] = (301, {"Location": "/there"}, b"")
    server.pages["/there"] = (200, {"Content-Type": "text/html; charset=utf-8", "X-A": "b"}, PAGE)
    row = captured(server)
    assert (row.state, row.problem) == ("done", "")
    assert (row.url, row.final_url, row.status_code) == (server.url("/"), server.url("/there"), 200)
    assert ["X-A", "b"] in row.headers
    assert attachments.path_of(row.sha256).read_bytes() == PAGE
    assert row.title == "Monitors report"
    assert row.written_on.isoformat() == "2020-07-01"
    assert row.language == "en"
    records = list(warc(row))
    assert [kind for kind, *_rest in records] == ["warcinfo", "response"]
    _kind, uri, moment, status, body = records[1]
    assert (uri, moment, status, body) == (server.url("/there"), "2020-07-14T09:00:00Z", "200", PAGE)


def warc(row):
    content = attachments.path_of(row.warc_sha256).read_bytes()
    for record in ArchiveIterator(io.BytesIO(content), check_digests="raise"):
        status = record.http_headers.get_statuscode() if record.http_headers else ""
        header = record.rec_headers.get_header
        yield (
            record.rec_type,
            header("WARC-Target-URI"),
            header("WARC-Date"),
            status,
            record.content_stream().read(),
        )


def test_what_cannot_be_had_says_why(server):
    server.pages["/none"] = (404, {}, b"no")
    server.pages["/empty"] = (200, {}, b"")
    server.pages["/home"] = (302, {"Location": "http://localhost/"}, b"")
    for path, words in (("/none", "answered 404"), ("/empty", "empty"), ("/home", "public host name")):
        row = captured(server, path)
        assert (row.state, words in row.problem) == ("failed", True), row.problem


def test_a_call_that_came_twice_fetches_once(server):
    server.pages["/"] = (200, {}, PAGE)
    row = captured(server)
    assert pages.capture(row.pk, at=NOW, fetch=partial(fetch, allowed={server.pair})) is None
    assert len(server.hits) == 1


def test_a_hostile_page_is_kept_and_costs_nothing_else(server):
    server.pages["/"] = (200, {"Content-Type": "text/html"}, b"<div>" * 100_000 + b"\x00\xff")
    row = captured(server)
    assert row.state == "done"
