"""Fetched pages: asked for, taken up once, kept or given up, filed with a report by who asked."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW
from tests.services.evidence import analyst, filed, manager
from tracker.models import Capture, LedgerEntry
from tracker.selectors import captures as selector
from tracker.services import attachments, captures
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)
URL = "https://pages.example.org/secret-name"


@pytest.fixture(autouse=True)
def on(settings):
    settings.FETCH = True


def asked(by=None, url=URL):
    return captures.ask(url=url, by=by or analyst(), at=NOW)


def page(**more):
    said = {
        "final_url": "https://pages.example.org/after",
        "status_code": 200,
        "headers": (("Content-Type", "text/html"), ("X-A", "\u202eb")),
        "body": b"<html>Words</html>",
        "warc": b"record",
        "title": "A  title\nof two lines",
        "written_on": date(2020, 7, 1),
        "content_type": "text/html",
    }
    return captures.Page(**said | more)


def test_asking_is_recorded_without_the_address(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        row = asked()
    assert (row.state, row.attempts, len(callbacks)) == ("waiting", 0, 1)
    entry = LedgerEntry.objects.get(action="capture.ask")
    assert "secret-name" not in str(entry.after) + entry.object_ref
    assert entry.after == {"url_sha256": attachments.digest_of(URL.encode())}


@pytest.mark.parametrize(
    "url", ["", "ftp://x", "file:///etc/passwd", "http://a b", "https://x/" + "y" * 2000]
)
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(Refused) as refusal:
        asked(url=url)
    assert refusal.value.field == "url"


def test_who_may_not_file_may_not_fetch():
    with pytest.raises(Refused, match="Only analysts"):
        asked(manager())


def test_nothing_is_asked_while_fetching_is_off(settings):
    settings.FETCH = False
    with pytest.raises(Refused, match="switched off here"):
        asked()
    assert not Capture.objects.exists()


def test_so_many_at_once_and_no_more():
    person = analyst()
    for _number in range(captures.MOST_WAITING):
        asked(person)
    with pytest.raises(Refused, match="wait until some"):
        asked(person)
    assert asked()


def test_a_page_is_taken_up_once_and_given_up_after_three_deaths():
    row = asked()
    assert captures.claim(capture_id=row.pk, at=NOW).attempts == 1
    assert captures.claim(capture_id=row.pk, at=NOW + timedelta(seconds=30)) is None
    assert captures.waiting(at=NOW + timedelta(seconds=30)) == []
    assert captures.waiting(at=LATER) == [row.pk]
    assert captures.claim(capture_id=row.pk, at=LATER).attempts == 2
    assert captures.claim(capture_id=row.pk, at=LATER + timedelta(minutes=2)).attempts == 3
    assert captures.claim(capture_id=row.pk, at=LATER + timedelta(minutes=4)) is None
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", 3)
    assert "died three times" in row.problem
    assert captures.claim(capture_id=0, at=NOW) is None


def test_a_page_is_kept_as_it_came():
    row = asked()
    captures.keep(capture=row, page=page(), at=LATER)
    row.refresh_from_db()
    assert (row.state, row.fetched_at, row.status_code) == ("done", LATER, 200)
    assert row.final_url == "https://pages.example.org/after"
    assert row.title == "A title of two lines"
    assert row.headers[0] == ["Content-Type", "text/html"]
    assert attachments.path_of(row.sha256).read_bytes() == b"<html>Words</html>"
    assert attachments.path_of(row.warc_sha256).read_bytes() == b"record"
    captures.keep(capture=row, page=page(title="Another"), at=LATER)
    captures.fail(capture=row, problem="Too late.", at=LATER)
    row.refresh_from_db()
    assert (row.title, row.state) == ("A title of two lines", "done")


def test_an_empty_page_is_refused():
    with pytest.raises(Refused, match="empty"):
        captures.keep(capture=asked(), page=page(body=b""), at=NOW)


def test_a_failed_page_is_tried_again_by_who_asked():
    person = analyst()
    row = asked(person)
    captures.fail(capture=row, problem="No.", at=NOW)
    with pytest.raises(Refused, match="Only who asked"):
        captures.again(capture=row, by=analyst(), at=LATER)
    row = captures.again(capture=row, by=person, at=LATER)
    assert (row.state, row.problem, row.asked_at) == ("waiting", "", LATER)
    with pytest.raises(Refused, match="being fetched"):
        captures.again(capture=row, by=person, at=LATER)


def test_filing_attaches_the_page_once_and_names_it_under_the_marking_of_the_report():
    person = analyst()
    row, report = asked(person), filed(person, marking=3)
    captures.keep(capture=row, page=page(), at=LATER)
    with pytest.raises(Refused, match="not there"):
        captures.file(capture=row, report=report, by=analyst(), at=LATER)
    captures.file(capture=row, report=report, by=person, at=LATER)
    row.refresh_from_db()
    assert (row.attachment.report, row.attachment.sha256) == (report, row.sha256)
    assert row.attachment.name == "after.html"
    entry = LedgerEntry.objects.get(action="capture.file")
    assert (entry.after["url"], entry.marking) == (URL, 3)
    with pytest.raises(Refused, match="filed already"):
        captures.file(capture=row, report=filed(person), by=person, at=LATER)


def test_only_who_asked_sees_a_page_until_it_is_filed():
    person, other = analyst(level=2), analyst(level=2)
    row = asked(person)
    captures.keep(capture=row, page=page(), at=LATER)
    assert list(selector.seen(person)) == [row]
    assert list(selector.seen(other)) == []
    captures.file(capture=row, report=filed(person, marking=2), by=person, at=LATER)
    assert list(selector.seen(other)) == [row]
    assert list(selector.seen(analyst(level=1))) == []


@pytest.mark.parametrize(
    ("url", "content_type", "name"),
    [
        ("https://a.example/x/report.pdf?y=1", "application/pdf", "report.pdf"),
        ("https://a.example/x/", "text/html; charset=utf-8", "x.html"),
        ("https://a.example/", "", "a.example.html"),
        ("https://a.example/%2e%2e%2fetc%2fpasswd", "text/plain", "passwd"),
        ("https://a.example/%D8%B7.htm", "text/html", "ط.htm"),
    ],
)
def test_what_a_page_is_called_as_a_file(url, content_type, name):
    assert captures.name_of(url, content_type) == name
