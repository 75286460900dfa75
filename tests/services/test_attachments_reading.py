"""Reading originals: what waits is read by a child, once, in goes; what fails ends in a sentence."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from tests.ingestion import pdfs
from tests.ingestion.corpus import mail_with_files, tiff_of
from tests.services.evidence import AT, actions, analyst, filed, manager
from tests.services.scripted import of_pages
from tracker.models import Attachment, Report
from tracker.services import attachments
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uploaded(name: str, content: bytes) -> Attachment:
    return filed(text="", uploads=[(name, content)]).attachments.get()


def read(attachment: Attachment) -> Attachment:
    attachments.read_waiting([attachment.pk], at=AT)
    return Attachment.objects.get(pk=attachment.pk)


def test_an_upload_waits_and_is_read_by_a_child_with_its_pages_and_their_pictures():
    one = uploaded("a.pdf", pdfs.of_lines(["First page here."], ["Second page there."]))
    assert (one.read_state, one.read_at, one.pages.count()) == ("waiting", None, 0)
    one = read(one)
    assert one.read_state == "read"
    assert one.content_type == "application/pdf"
    assert list(one.pages.values_list("number", "leaf", "text")) == [
        (1, 1, "First page here."),
        (2, 2, "Second page there."),
    ]
    assert (one.leaves, one.page_images) == (2, 2)
    assert one.sketch
    picture = attachments.image_path(one, 2)
    assert picture is not None
    with Image.open(picture) as image:
        assert image.format == "WEBP"
    assert attachments.image_path(one, 3) is attachments.image_path(one, 0) is None
    assert actions(one) == ["attachment.add", "attachment.read"]


def test_a_file_that_cannot_be_read_costs_a_sentence_and_not_the_one_beside_it():
    report = filed(text="", uploads=[("bad.pdf", b"%PDF-1.7 and no more"), ("good.txt", b"Good words.")])
    assert attachments.read_waiting(at=AT) == 2
    bad, good = report.attachments.order_by("id")
    assert (bad.read_state, bad.pages.count()) == ("no_text", 0)
    assert bad.text_problem.startswith("No text could be read from “bad.pdf”; it is kept as it is.")
    assert (good.read_state, good.text_problem) == ("read", "")
    assert attachments.read_waiting(at=AT) == 0


def test_a_scanned_document_says_so_and_shows_its_pages():
    one = read(uploaded("scan.pdf", pdfs.scanned(3)))
    assert "Its pages are images" in one.text_problem
    assert (one.read_state, one.leaves, one.page_images) == ("no_text", 3, 3)
    assert attachments.image_path(one, 3)


def test_what_lies_inside_a_mail_is_kept_beside_it_mail_in_mail_too():
    report = filed(text="", uploads=[("talks.eml", mail_with_files())])
    attachments.read_waiting(at=AT)
    kept = {one.name: one for one in report.attachments.select_related("parent")}
    assert set(kept) == {"talks.eml", "prisoners.csv", "What they brought.eml", "letter.docx"}
    assert kept["letter.docx"].parent == kept["What they brought.eml"]
    assert kept["prisoners.csv"].parent == kept["talks.eml"]
    assert {one.read_state for one in kept.values()} == {"read"}
    assert kept["talks.eml"].title == "The talks"
    assert kept["talks.eml"].written_on.isoformat() == "2020-02-29"
    assert kept["letter.docx"].pages.get().text.startswith("A letter inside a mail inside a mail.")


def test_long_scans_are_drawn_in_batches():
    one = uploaded("fax.tiff", tiff_of(30))
    one = read(one)
    assert (one.leaves, one.page_images) == (30, 25)
    assert attachments.undrawn(at=AT) == [one.pk]
    assert attachments.draw_waiting([one.pk], at=AT) == 1
    one.refresh_from_db()
    assert one.page_images == 30
    assert attachments.image_path(one, 30)
    assert attachments.undrawn(at=AT) == []


def test_pictures_carry_nothing_but_their_pixels():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "taken at the safe house"
    exif[0x0112] = 6  # to be turned
    Image.new("RGB", (3000, 200), "navy").save(out, "JPEG", exif=exif)
    one = read(uploaded("photo.jpg", out.getvalue()))
    path = attachments.image_path(one, 1)
    assert path is not None
    assert b"safe house" not in path.read_bytes()
    assert b"safe house" in attachments.path_of(one.sha256).read_bytes()
    with Image.open(path) as picture:
        assert picture.height > picture.width
        assert max(picture.size) <= 2400
        assert not picture.getexif()


def test_a_long_original_is_read_in_several_goes(scripted):
    one = uploaded("long.pdf", b"%PDF any")
    asked = scripted(
        of_pages("one", "two", leaves=5, complete=False),
        of_pages("three", "four", first=3, leaves=5, complete=False),
        of_pages("five", first=5),
    )
    assert attachments.read_waiting(at=AT) == 3
    assert asked.asked == [0, 2, 4]
    one.refresh_from_db()
    assert list(one.pages.values_list("number", "text")) == list(
        enumerate(["one", "two", "three", "four", "five"], start=1)
    )
    assert one.read_state == "read"


def test_a_call_of_the_queue_goes_only_one_step(scripted):
    one = uploaded("long.pdf", b"%PDF any")
    scripted(of_pages("one", leaves=2, complete=False), of_pages("two", first=2))
    assert attachments.read_waiting([one.pk], at=AT) == 1
    one.refresh_from_db()
    assert (one.read_state, one.read_leaves, one.read_attempts) == ("waiting", 1, 0)
    assert attachments.unread(at=AT + timedelta(minutes=2)) == [one.pk]
    assert read(one).pages.count() == 2


def test_what_fails_three_times_is_parked_with_a_sentence(scripted):
    one = uploaded("a.txt", b"words")
    scripted(OSError("no space"), OSError("no space"), OSError("no space"))
    for tried in (1, 2):
        assert read(one).read_attempts == tried
        assert Attachment.objects.get(pk=one.pk).read_state == "waiting"
    one = read(one)
    assert one.read_state == "no_text"
    assert one.text_problem.startswith("Reading it failed three times.")
    assert attachments.read_waiting(at=AT) == 0


def test_one_that_kills_its_worker_is_parked_too(scripted):
    one = uploaded("a.txt", b"words")
    # What a worker that was killed leaves behind: a claim and an attempt.
    Attachment.objects.filter(pk=one.pk).update(read_attempts=3, read_claimed_at=AT)
    scripted()
    assert attachments.read_waiting(at=AT) == 0
    later = AT + timedelta(minutes=4)
    assert attachments.unread(at=later) == [one.pk]
    attachments.read_waiting([one.pk], at=later)
    one.refresh_from_db()
    assert one.text_problem.startswith("Reading it failed three times.")


def test_two_calls_at_once_read_it_once(scripted):
    one = uploaded("a.txt", b"words")
    Attachment.objects.filter(pk=one.pk).update(read_claimed_at=AT)
    asked = scripted(of_pages("words"))
    assert attachments.read_waiting([one.pk], at=AT + timedelta(seconds=5)) == 0
    assert asked.asked == []


def test_reading_again_is_for_those_who_file_and_only_once():
    report: Report = filed()
    one = report.attachments.get()
    with pytest.raises(Refused):
        attachments.read_again(attachment=one, by=manager(), at=AT)
    attachments.read_again(attachment=one, by=analyst(), at=AT)
    with pytest.raises(Refused, match="waiting to be read already"):
        attachments.read_again(attachment=one, by=analyst(), at=AT)
    assert read(one).pages.get().text.startswith("A heading")


def test_a_file_that_came_in_pieces_may_be_larger_and_is_taken_where_it_lies(tmp_path):
    report = filed(text="")
    piece = tmp_path / "upload"
    piece.write_bytes(b"x" * (10 * 1024 * 1024 + 1))
    with pytest.raises(Refused, match="at most 10 MB"):
        attachments.add(report=report, name="a.txt", content=piece, by=analyst(), at=AT)
    kept = attachments.add(report=report, name="a.txt", content=piece, by=analyst(), at=AT, in_pieces=True)
    assert attachments.path_of(kept.sha256).read_bytes() == piece.read_bytes()
    assert kept.size == 10 * 1024 * 1024 + 1
