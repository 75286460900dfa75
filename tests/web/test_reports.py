"""Reports: the list, filing and correcting one, the reader, originals; bad input, what a page costs."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.services.evidence import TEXT, accepted, analyst, filed
from tests.web.sight import queries
from tracker.models import Report, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def form(**fields):
    return {"title": "A release", "source": "The Outlet", "published_on": "2020-06-08", "text": TEXT} | fields


def text_of(response):
    return response.content.decode()


# Filing


def test_a_report_is_filed_with_text_and_files(client, reader):
    factories.SourceFactory(name="The Outlet")
    files = [SimpleUploadedFile("a.md", b"# Words"), SimpleUploadedFile("b.pdf", b"%PDF-1.7")]
    response = client.post("/reports/new/", form(uploads=files, language="fa", marking="1"), follow=True)
    report = Report.objects.get()
    assert response.redirect_chain == [(f"/reports/{report.reference}/", 302)]
    assert f"{report.reference} is filed" in text_of(response)
    assert {one.name for one in report.attachments.all()} == {"pasted text.txt", "a.md", "b.pdf"}
    assert (report.language, report.marking, report.recorded_by) == ("fa", 1, reader)


def test_a_script_is_sent_to_the_new_report(client, reader):
    factories.SourceFactory(name="The Outlet")
    response = client.post("/reports/new/", form(), headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == f"/reports/{Report.objects.get().reference}/"


def test_a_new_source_is_registered_with_its_reliability(client, reader):
    refused = client.post("/reports/new/", form())
    assert refused.status_code == 422
    assert "“The Outlet” is not in the register" in text_of(refused)
    assert not Source.objects.exists()
    client.post("/reports/new/", form(source_reliability="C"))
    source = Source.objects.get()
    assert (source.slug, source.reliabilities.get().reliability) == ("the-outlet", "C")


def test_a_source_named_in_another_script_gets_an_address(client, reader):
    client.post("/reports/new/", form(source="خبرگزاری", source_reliability="D"))
    client.post("/reports/new/", form(source="新華社", source_reliability="D", title="Another"))
    assert Source.objects.count() == 2
    assert Report.objects.filter(source__name="خبرگزاری").exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": "", "text": ""}, "This field is required"),
        ({"published_on": "2020-02-30"}, "That is not a day of the calendar"),
        ({"published_on": "9999-12-31"}, "lies in the future"),
        ({"received_on": "2020-02-31"}, "That is not a day of the calendar"),
        ({"received_on": "2020-01-01"}, "received before it was published"),
        ({"url": "ftp://x"}, "begins with http"),
        ({"relays": "R-NOSUCH"}, "No report has the reference R-NOSUCH"),
        ({"marking": "7"}, "Select a valid choice"),
        ({"title": "x" * 301}, "at most 300 characters"),
        ({"text": "x" * (5 * 1024 * 1024 + 1)}, "at most 5 MB can be pasted"),
        ({"uploads": SimpleUploadedFile("e.txt", b"")}, "empty"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, reader, fields, sentence):
    factories.SourceFactory(name="The Outlet")
    response = client.post("/reports/new/", form(note="typed with care", **fields))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "typed with care" in text_of(response)
    assert not Report.objects.exists()


def test_an_empty_form_names_what_is_missing(client, reader):
    response = client.post("/reports/new/", {})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"title", "source", "published_on"}
    assert "3 things to put right" in text_of(response)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, reader, settings):
    factories.SourceFactory(name="The Outlet")
    big = SimpleUploadedFile("big.txt", b"x" * (10 * 1024 * 1024 + 1))
    assert "at most 10 MB are kept" in text_of(client.post("/reports/new/", form(uploads=big)))


# Correcting


def test_a_correction_and_a_stale_one(client, reader):
    report = filed(source=factories.SourceFactory(name="The Outlet"))
    address = f"/reports/{report.reference}/edit/"
    assert "A release" in text_of(client.get(address))
    client.post(address, form(title="Better", version="1"))
    stale = client.post(address, form(title="Mine", version="1"))
    assert stale.status_code == 409
    assert "Saved meanwhile" in text_of(stale)
    assert "Better" in text_of(stale)
    assert "Mine" in text_of(stale)
    again = client.post(address, form(title="Mine", version="2"))
    assert again.status_code == 302
    assert Report.objects.get().title == "Mine"


def test_what_findings_rest_on_is_not_corrected(client, reader):
    finding = accepted(report=filed(source=factories.SourceFactory(name="The Outlet")))
    response = client.post(
        f"/reports/{finding.report.reference}/edit/", form(published_on="2020-06-01", version="1")
    )
    assert response.status_code == 422
    assert "Accepted findings rest on this" in text_of(response)


# Originals


def test_an_original_is_saved_and_never_run(client, reader):
    report = filed(
        text="", uploads=[("evil.html", b"<html><body><script>alert(1)</script>Words</body></html>")]
    )
    kept = report.attachments.get()
    response = client.get(f"/reports/{report.reference}/originals/{kept.sha256}/")
    assert b"".join(response.streaming_content).startswith(b"<html>")
    assert response["Content-Disposition"] == 'attachment; filename="evil.html"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert client.get(f"/reports/{report.reference}/originals/{'0' * 64}/").status_code == 404


# The list


def test_the_list_is_searched_and_filtered_by_its_address(client, reader):
    one = filed(title="Withdrawal", source=factories.SourceFactory(name="Alpha", slug="alpha"))
    other = filed(title="Other", language="fa", text="a word in the text")
    for query, titles in (
        ({}, {one.title, other.title}),
        ({"q": "withdrawal alpha"}, {one.title}),
        ({"q": "word text"}, {other.title}),
        ({"source": "alpha"}, {one.title}),
        ({"language": "fa"}, {other.title}),
        ({"marking": "0", "sort": "title", "per_page": "50"}, {one.title, other.title}),
        ({"page": "999", "per_page": "7"}, {one.title, other.title}),
        ({"q": "nothing like it"}, set()),
    ):
        page = client.get("/reports/", query)
        assert {row.record.title for row in page.context["table"].page.object_list} == titles, query


def test_a_filter_that_makes_no_sense_says_so(client, reader):
    filed()
    response = client.get("/reports/", {"marking": "seven"})
    assert response.status_code == 400
    assert "Select a valid choice" in text_of(response)


def test_as_many_queries_for_one_report_as_for_twenty(client, reader, django_assert_max_num_queries):
    source = factories.SourceFactory()
    report = filed(reader, source=source)
    factories.FindingFactory(report=report, accepted=True)
    addresses = (
        "/reports/",
        f"/reports/{report.reference}/",
        f"/sources/{source.slug}/",
        "/sources/",
        "/origins/",
    )
    first = [queries(client, django_assert_max_num_queries, address) for address in addresses]
    for number in range(19):
        filed(reader, source=source, title=f"R{number}", published_on=date(2020, 5, number + 1))
        factories.SourceFactory()
        factories.FindingFactory(report=report, accepted=True)
    assert [queries(client, django_assert_max_num_queries, address) for address in addresses] == first
    assert max(first) <= 20
