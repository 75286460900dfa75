import hashlib
import stat
import threading

import pytest

from tests.services.evidence import AT, analyst, filed
from tracker.services import attachments


def test_an_original_is_written_once_read_only_and_never_touched_again(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    digest = hashlib.sha256(b"words").hexdigest()
    path = attachments.write_once(digest, b"words")
    assert path == tmp_path / "sha256" / digest[:2] / digest[2:4] / digest
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    before = path.stat()
    assert attachments.write_once(digest, b"words") == path
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [one.name for one in path.parent.iterdir()] == [digest]


def test_two_writers_at_once_leave_one_whole_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = b"x" * 1_000_000
    digest = hashlib.sha256(content).hexdigest()
    writers = [threading.Thread(target=attachments.write_once, args=(digest, content)) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    folder = attachments.path_of(digest).parent
    assert [one.name for one in folder.iterdir()] == [digest]
    assert attachments.path_of(digest).read_bytes() == content


@pytest.mark.django_db
def test_the_same_bytes_are_one_file_in_two_reports_and_one_row_in_one(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    first = filed(text="", uploads=[("a.txt", b"same"), ("b.txt", b"same")])
    second = filed(text="", uploads=[("c.txt", b"same")])
    assert first.attachments.count() == 1
    assert second.attachments.get().sha256 == first.attachments.get().sha256
    assert sum(1 for path in tmp_path.rglob("*") if path.is_file()) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\docs\\report.txt", "report.txt"),
        ("a\x00b\n.txt", "ab .txt"),
        ("", "unnamed"),
        ("گزارش.txt", "گزارش.txt"),
        ("x" * 300 + ".html", "x" * 250 + ".html"),
    ],
)
def test_a_file_name_is_only_a_name(name, kept):
    report = filed(text="", by=analyst())
    assert attachments.add(report=report, name=name, content=b"words", by=analyst(), at=AT).name == kept
