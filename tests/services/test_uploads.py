"""Files that come in piece by piece: offsets, sizes, quotas, whose they are, what becomes of old ones."""

import os
from datetime import timedelta

import pytest

from tests import factories
from tests.services.evidence import AT, analyst, manager
from tracker.models import Upload
from tracker.services import uploads
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def begun(by=None, size=10, name="a.pdf"):
    return uploads.begin(name=name, size=size, by=by or analyst(), at=AT)


def test_pieces_follow_one_another_until_the_file_is_whole():
    row = begun()
    uploads.append(upload=row, offset=0, piece=b"01234", at=AT)
    row = uploads.append(upload=row, offset=5, piece=b"56789", at=AT + timedelta(minutes=1))
    assert (row.received, row.touched_at) == (10, AT + timedelta(minutes=1))
    assert uploads.path_of(row).read_bytes() == b"0123456789"
    assert uploads.take(references=[row.reference], by=row.user) == [row]


@pytest.mark.parametrize("offset", [0, 3, 6, 10, 999])
def test_a_piece_at_another_place_is_refused_and_the_place_is_told(offset):
    row = begun()
    uploads.append(upload=row, offset=0, piece=b"0123", at=AT)
    with pytest.raises(uploads.WrongPlace) as refused:
        uploads.append(upload=row, offset=offset, piece=b"x", at=AT)
    assert refused.value.received == 4
    assert uploads.path_of(row).read_bytes() == b"0123"


def test_more_than_was_announced_is_refused_and_not_kept():
    row = begun(size=4)
    with pytest.raises(uploads.TooMuch):
        uploads.append(upload=row, offset=0, piece=b"01234", at=AT)
    assert Upload.objects.get().received == 0
    assert not uploads.path_of(row).exists()


def test_bytes_written_before_a_crash_and_never_counted_are_written_over():
    row = begun()
    uploads.append(upload=row, offset=0, piece=b"01234", at=AT)
    with uploads.path_of(row).open("ab") as out:
        out.write(b"lost its row")
    uploads.append(upload=row, offset=5, piece=b"56789", at=AT)
    assert uploads.path_of(row).read_bytes() == b"0123456789"


@pytest.mark.parametrize("size", [0, uploads.MOST_BYTES + 1])
def test_empty_and_larger_than_is_kept(size):
    with pytest.raises(Refused):
        begun(size=size)
    assert not Upload.objects.exists()


def test_a_person_holds_so_much_and_no_more():
    own = analyst()
    for _ in range(uploads.MOST_HELD // uploads.MOST_BYTES):
        begun(own, size=uploads.MOST_BYTES)
    with pytest.raises(uploads.TooMuch, match="more than 500 MB"):
        begun(own, size=1)
    assert begun(analyst(), size=1)


def test_a_person_has_so_many_files_open_and_no_more():
    own = analyst()
    for _ in range(uploads.MOST_OPEN):
        factories.UploadFactory(user=own)
    with pytest.raises(uploads.TooMuch, match="50 files of yours"):
        begun(own)


def test_only_those_who_file_send_files():
    with pytest.raises(Refused, match="Only analysts and administrators"):
        begun(manager())


def test_nobody_files_what_is_incomplete_gone_or_another_person_s():
    row = begun()
    with pytest.raises(Refused, match="not complete: 0 %"):
        uploads.take(references=[row.reference], by=row.user)
    uploads.append(upload=row, offset=0, piece=b"0123456789", at=AT)
    with pytest.raises(Refused, match="no longer here"):
        uploads.take(references=[row.reference], by=analyst())
    with pytest.raises(Refused, match="no longer here"):
        uploads.take(references=[row.reference, "no-such"], by=row.user)
    uploads.path_of(row).unlink()
    with pytest.raises(Refused, match="no longer here"):
        uploads.take(references=[row.reference], by=row.user)


def test_a_name_leads_nowhere():
    assert begun(name="../../etc/passwd").name == "passwd"


def test_what_is_dropped_is_gone_with_its_bytes(django_capture_on_commit_callbacks):
    row = begun()
    uploads.append(upload=row, offset=0, piece=b"0", at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        uploads.drop(upload=row)
    assert not Upload.objects.exists()
    assert not uploads.path_of(row).exists()
    with pytest.raises(Refused, match="removed meanwhile"):
        uploads.append(upload=row, offset=1, piece=b"1", at=AT)


def test_old_ones_go_and_what_is_being_sent_stays(django_capture_on_commit_callbacks):
    old, new = begun(), begun()
    for row in (old, new):
        uploads.append(upload=row, offset=0, piece=b"0", at=AT)
    stray = uploads.folder() / "belongs-to-no-row"
    stray.write_bytes(b"x")
    later = AT + uploads.KEPT_FOR + timedelta(seconds=1)
    os.utime(stray, (AT.timestamp(), AT.timestamp()))
    uploads.append(upload=new, offset=1, piece=b"1", at=later)
    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.clean_up(at=later) == 1
    assert list(Upload.objects.all()) == [new]
    assert {path.name for path in uploads.folder().iterdir()} & {old.reference, stray.name} == set()
    assert uploads.path_of(new).exists()
