"""Filing with little typing: what a document says itself, files that came in pieces, bytes known already."""

from datetime import date

import pytest

from tests import factories
from tests.services.evidence import AT, TEXT, analyst, filed
from tracker.models import Report, Upload
from tracker.services import uploads

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


def test_what_the_document_says_itself_may_be_left_out(client, reader):
    factories.SourceFactory(name="The Outlet")
    text = "Monitors report from twelve provinces\n\nNew York, 8 June 2020. " + "The men have not left. " * 9
    client.post("/reports/new/", form(title="", published_on="", text=text))
    report = Report.objects.get()
    assert report.title == "Monitors report from twelve provinces"
    assert (report.published_on, report.language) == (date(2020, 6, 8), "en")


def test_a_day_that_no_document_says_is_asked_for(client, reader):
    factories.SourceFactory(name="The Outlet")
    response = client.post("/reports/new/", form(published_on="", text="Words without a day"))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"published_on"}
    assert not Report.objects.exists()


def test_a_report_is_filed_with_files_that_came_in_pieces(client, reader):
    factories.SourceFactory(name="The Outlet")
    row = came_in(reader, b"Monitors report\n\nKabul, 3 May 2020. Men remain.", "release_final.txt")
    uploads.read_waiting(at=AT)
    told = client.get(f"/uploads/{row.reference}/facts/").json()
    assert told["state"] == "read"
    assert told["fields"]["published_on"] == "2020-05-03"
    client.post("/reports/new/", form(title="", published_on="", text="", upload=[row.reference]))
    report = Report.objects.get()
    assert (report.title, report.published_on) == ("Monitors report", date(2020, 5, 3))
    assert report.attachments.get().name == "release_final.txt"
    assert not Upload.objects.exists()


def test_a_file_that_is_not_whole_or_another_person_s_is_refused_and_the_words_stay(client, reader):
    factories.SourceFactory(name="The Outlet")
    part = factories.UploadFactory(user=reader, name="half.pdf")
    other = came_in(analyst(), b"words")
    for reference, sentence in (
        (part.reference, "“half.pdf” is not complete: 40 % of it is here"),
        (other.reference, "A file is no longer here"),
    ):
        response = client.post("/reports/new/", form(note="typed with care", upload=[reference]))
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "typed with care" in text_of(response)
    assert not Report.objects.exists()
    assert Upload.objects.count() == 2


def test_bytes_that_are_filed_already_are_recognised_among_what_one_may_see(client, reader):
    closed = filed(text="", uploads=[("a.txt", b"the very words")], marking=4)
    row = came_in(reader, b"the very words")
    uploads.read_waiting(at=AT)
    assert client.get(f"/uploads/{row.reference}/facts/").json()["already"] == []
    open_one = filed(text="", uploads=[("b.txt", b"the very words")])
    (known,) = client.get(f"/uploads/{row.reference}/facts/").json()["already"]
    assert open_one.reference in known["sentence"]
    assert closed.reference not in known["sentence"]
    assert known["address"] == f"/reports/{open_one.reference}/"
    client.force_login(analyst())
    assert client.get(f"/uploads/{row.reference}/facts/").status_code == 404


def test_the_source_is_found_by_its_name_in_the_document(client, reader):
    for name in ("Outlet", "The Outlet", "Closed House"):
        factories.SourceFactory(name=name, marking=4 if name == "Closed House" else 0)
    row = came_in(reader, b"Closed House tells The Outlet that men remain in Kabul.")
    uploads.read_waiting(at=AT)
    assert client.get(f"/uploads/{row.reference}/facts/").json()["fields"]["source"] == "The Outlet"


def came_in(by, content, name="a.txt"):
    row = uploads.begin(name=name, size=len(content), by=by, at=AT)
    return uploads.append(upload=row, offset=0, piece=content, at=AT)


def test_ten_thousand_fields_are_refused_in_a_sentence(client, reader):
    answer = client.post("/reports/new/", {f"field-{number}": "x" for number in range(10_000)})
    assert answer.status_code == 413
    assert "too much to send at once" in text_of(answer)
    assert not Report.objects.exists()
