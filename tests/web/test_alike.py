"""Documents that are the same or nearly: found as far as one may see, side by side, joined as relayed."""

import pytest

from tests import factories
from tests.ingestion.test_likeness import RELEASE
from tests.services.evidence import AT, actions, analyst, filed
from tests.services.evidence import manager as somebody_who_reads
from tracker.ingestion.likeness import likeness, sketch_of
from tracker.models import Attachment, Report
from tracker.selectors import likeness as selector
from tracker.services import attachments, reports, uploads

pytestmark = pytest.mark.django_db
WRAPPED = f"Dear all, please find below what came this morning.\n\n{RELEASE}\n\nUnsubscribe from this list."


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def document(text, **fields):
    row = filed(text="", uploads=[("release.txt", text.encode())], **fields)
    attachments.read_waiting(at=AT)
    return row


def test_what_is_nearly_the_same_is_shown_with_its_share(client, reader):
    first, second = document(RELEASE), document(WRAPPED)
    document("Something else entirely, about the budget of a ministry in another year and its audit.")
    page = text_of(client.get(f"/reports/{first.reference}/alike/", headers={"HX-Request": "true"}))
    assert "Nearly the same as" in page
    assert page.count(second.reference) == 3
    assert "100" in page
    other = text_of(client.get(f"/reports/{second.reference}/alike/"))
    assert first.reference in other
    assert "<html" in other


def test_the_same_bytes_are_the_same_file_and_what_is_closed_is_not_counted(client, reader):
    first, closed = document(RELEASE), document(RELEASE, marking=4)
    address = f"/reports/{first.reference}/alike/"
    assert "No other document is nearly the same" in text_of(client.get(address))
    same = document(RELEASE)
    page = text_of(client.get(address))
    assert "The same file is filed as" in page
    assert same.reference in page
    assert closed.reference not in page
    assert client.get(f"{address}{closed.reference}/").status_code == 404
    reports.remove(report=same, reason="Filed twice.", by=same.recorded_by, at=AT)
    assert "No other document is nearly the same" in text_of(client.get(address))


def test_the_two_stand_side_by_side_with_the_overlap_marked(client, reader):
    first, second = document(RELEASE), document(f"<b>{WRAPPED}")
    page = text_of(client.get(f"/reports/{second.reference}/alike/{first.reference}/"))
    assert "<mark>The monitoring team" in page
    assert "<mark>Dear" not in page
    assert "&lt;b&gt;Dear all" in page
    assert client.get(f"/reports/{first.reference}/alike/{first.reference}/").status_code == 404


def test_one_is_said_to_relay_the_other(client, reader):
    first, second = document(RELEASE), document(WRAPPED)
    address = f"/reports/{second.reference}/alike/{first.reference}/"
    done = client.post(address, follow=True)
    assert "is one voice" in text_of(done)
    assert Report.objects.get(pk=second.pk).relays == first
    assert "The other way round" not in text_of(client.get(address))
    client.force_login(somebody_who_reads(level=2))
    assert client.get(address).status_code == 200
    client.post(f"/reports/{first.reference}/alike/{second.reference}/")
    assert Report.objects.get(pk=first.pk).relays is None


def test_the_plain_scan_agrees_with_the_estimate_of_two(reader):
    first, second = document(RELEASE), document(WRAPPED)
    (found,) = selector.nearly_the_same(reader, first.attachments.get())
    assert found.attachment.report == second
    assert found.per_mille == likeness(sketch_of(RELEASE), sketch_of(WRAPPED))


def test_a_document_without_text_or_with_a_sketch_of_another_kind_resembles_nothing(reader):
    first, second = document(RELEASE), document(WRAPPED)
    Attachment.objects.filter(report=second).update(sketch=b"1234")
    assert selector.nearly_the_same(reader, first.attachments.get()) == []
    assert selector.nearly_the_same(reader, second.attachments.get()) == []
    assert selector.nearly_the_same(reader, factories.AttachmentFactory(sketch=None)) == []


def test_files_are_added_to_a_filed_report(client, reader):
    row = document(RELEASE)
    address = f"/reports/{row.reference}/files/"
    assert client.get(address).status_code == 200
    assert "No file was chosen" in text_of(client.post(address))
    more = factories.UploadFactory(user=reader, size=5, received=0, name="annex.txt")
    refused = client.post(address, {"upload": [more.reference]})
    assert refused.status_code == 422
    uploads.append(upload=more, offset=0, piece=b"annex", at=AT)
    done = client.post(address, {"upload": [more.reference]}, follow=True)
    assert "1 file is added" in text_of(done)
    assert set(row.attachments.values_list("name", flat=True)) == {"release.txt", "annex.txt"}
    client.force_login(factories.UserFactory(roles=("manager",), level=2))
    assert client.post(address).status_code == 403


def test_what_a_file_says_of_itself_is_corrected(client, reader):
    row = document(RELEASE)
    file = row.attachments.get()
    address = f"/reports/{row.reference}/files/{file.sha256}/"
    wrong = client.post(address, {"title": "Typed with care", "written_on": "2020-02-31"})
    assert wrong.status_code == 422
    assert "not a day of the calendar" in text_of(wrong)
    assert "Typed with care" in text_of(wrong)
    client.post(
        address, {"title": "The release", "author": "A team", "written_on": "2020-06-01", "language": "en"}
    )
    file.refresh_from_db()
    assert (file.title, file.author, str(file.written_on)) == ("The release", "A team", "2020-06-01")
    assert actions(file)[-1] == "attachment.correct"
    assert "The release" in text_of(client.get(f"/reports/{row.reference}/files/"))
    assert client.post(f"/reports/{row.reference}/files/{'0' * 64}/").status_code == 404
