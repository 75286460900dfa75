"""A backup is whole or refused in a sentence; the schedule makes one a night and keeps the right ones."""

import fcntl
import gzip
import io
import os
import signal
import sqlite3
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from tests.servers import Postgres
from tracker.models import JobRun
from tracker.selectors import jobs as selectors
from tracker.services import backups, jobs
from tracker.services.backups import archive, nightly, placing, sealing, standing
from tracker.services.refusals import Refused

NIGHT = datetime(2026, 11, 24, 3, tzinfo=UTC)
ORIGINAL = "files/sha256/" + "ab/cd/" + "0" * 64


@pytest.fixture
def apart(settings, tmp_path: Path) -> Path:
    """Files, backups and locks in a folder of this test; the programs of PostgreSQL from the wheel."""
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
    settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS = tmp_path / "kept", []
    settings.PG_BIN = str(Postgres().package / "pginstall" / "bin")
    return tmp_path


def small(folder: Path, name: str = "files/working/page") -> bytes:
    """A backup of two members, as bytes."""
    member = folder / "member"
    member.write_bytes(os.urandom(200_000))
    out = io.BytesIO()
    writer = archive.Writer(out)
    writer.add("database.sqlite3", member)
    writer.add(name, member)
    writer.finish({"database": "sqlite"})
    return out.getvalue()


def read(folder: Path, content: bytes, **how) -> dict:
    path = folder / "read.tar.gz"
    path.write_bytes(content)
    return archive.read(path, **how)


def rewritten(content: bytes, change) -> bytes:
    """The backup with `change` applied to the list of its tar members."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
        members = [(info, tar.extractfile(info).read()) for info in tar]
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb") as plain, tarfile.open(fileobj=plain, mode="w") as tar:
        for info, body in change(members):
            info.size = len(body) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(body))
    return out.getvalue()


def linked(members):
    info = tarfile.TarInfo("files/link")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    return [(info, b""), *members]


@pytest.mark.once
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: [m[0], (m[1][0], m[1][1][:-1] + b"x"), m[2]], "is not what was written"),
        (lambda m: [m[0], m[2]], "is not what was written"),
        (lambda m: [*m[:2], (tarfile.TarInfo("files/more"), b"x"), m[2]], "more than its list"),
        (lambda m: m[:2], "no list of its members"),
        (lambda m: [(tarfile.TarInfo("files/../../out"), b"x"), *m], "which no backup has"),
        (lambda m: [(tarfile.TarInfo("/etc/out"), b"x"), *m], "which no backup has"),
        (linked, "which no backup has"),
        (lambda m: [*m[:2], (m[2][0], m[2][1].replace(b'"format": 1', b'"format": 2'))], "newer version"),
    ],
)
def test_a_backup_that_is_not_as_it_was_written_is_refused(tmp_path: Path, change, said: str):
    content = small(tmp_path)
    assert read(tmp_path, content)["members"] == 2
    with pytest.raises(Refused, match=said):
        read(tmp_path, rewritten(content, change), into=tmp_path / "into")
    assert not list(tmp_path.glob("out")) + list(tmp_path.glob("*/out"))


@pytest.mark.once
def test_every_cut_and_every_flipped_byte_is_noticed(tmp_path: Path):
    content = small(tmp_path)
    for place in range(0, len(content), len(content) // 25):
        with pytest.raises(Refused):
            read(tmp_path, content[:place])
        if place > 9:  # the head of gzip has a moment and a system that say nothing
            with pytest.raises(Refused):
                read(tmp_path, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])


@pytest.mark.once
def test_an_encrypted_backup_opens_with_its_key_alone(tmp_path: Path):
    ours, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    out = io.BytesIO()
    with sealing.sealed(out, sealing.recipients_of([str(ours.to_public())])) as stream:
        stream.write(small(tmp_path))
    content = out.getvalue()
    key = tmp_path / "key"
    key.write_text(f"# made by age-keygen\n{ours}\n")
    assert read(tmp_path, content, identities=sealing.identities_of(key))["members"] == 2
    for wrong, keys in (
        (content, [other]),
        (content[:-1], [ours]),
        (content[:90_000] + content[90_001:], [ours]),
    ):
        with pytest.raises(Refused, match="cannot be decrypted"):
            read(tmp_path, wrong, identities=keys)
    with pytest.raises(Refused, match="--identity"):
        read(tmp_path, content)
    for text in ("", "age1nothing"):
        key.write_text(text)
        with pytest.raises(Refused, match="no private key"):
            sealing.identities_of(key)


@pytest.mark.once
def test_a_full_disk_is_told_from_behind_the_encryption(tmp_path: Path):
    keys = sealing.recipients_of([str(pyrage.x25519.Identity.generate().to_public())])

    def write() -> None:
        with Path("/dev/full").open("wb", buffering=0) as full, sealing.sealed(full, keys) as stream:
            for _ in range(100):
                stream.write(b"x" * 65536)

    with pytest.raises(OSError, match="No space left"):
        write()


@pytest.mark.once
def test_retention_keeps_seven_days_four_weeks_and_twelve_months():
    start = datetime(2025, 1, 1, 2, tzinfo=UTC)
    names = [backups.file_name(start + timedelta(hours=12 * n)) for n in range(2 * 700)]
    kept = nightly.keep(names)
    days = sorted(name[9:17] for name in kept)
    assert days[-7:] == [*(f"202611{day}" for day in range(25, 31)), "20261201"]
    assert len({day[:6] for day in days}) == 12
    assert len(kept) <= 7 + 4 + 12
    assert all(name[18:20] == "14" for name in kept)  # of two a day the later


@pytest.mark.django_db
def test_one_backup_a_night_and_what_failed_is_tried_again(apart: Path, settings):
    kept = settings.BACKUP_DIR
    run = backups.run_when_due(clock=lambda: NIGHT)
    assert run.state == "done", run.message
    (made,) = kept.iterdir()
    assert made.stat().st_mode & 0o777 == 0o600
    assert run.message.startswith(made.name)
    assert archive.read(made)["counts"]["tracker_audience"] >= 5
    assert backups.run_when_due(clock=lambda: NIGHT + timedelta(hours=9)) is None
    assert backups.run_when_due(clock=lambda: NIGHT + timedelta(hours=22)) is None  # tomorrow, before two
    settings.BACKUP_DIR = apart / "member"
    (apart / "member").touch()
    tomorrow = NIGHT + timedelta(days=1)
    for _ in range(nightly.TRIES):
        assert backups.run_when_due(clock=lambda: tomorrow).state == "failed"
    assert backups.run_when_due(clock=lambda: tomorrow) is None
    told = selectors.backups(tomorrow)
    assert (told.good, told.is_late) == (run, False)
    assert "No backup was made" in told.failed.message
    settings.BACKUP_DIR = None
    assert backups.run_when_due(clock=lambda: NIGHT + timedelta(days=2)) is None


@pytest.mark.django_db
def test_one_at_a_time_and_none_over_a_running_installation(apart: Path):
    (apart / "data").mkdir()
    with standing.one_at_a_time(), pytest.raises(Refused, match="Another backup"):
        backups.make(path=apart / "b", at=NIGHT)
    with standing.one_at_a_time() as folder:
        assert not list(folder.iterdir())
    with (apart / "data" / "run" / "lock").open("w") as lock:  # as the launcher holds it
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="Servanda runs on"), standing.stopped(at=NIGHT):
            pass
    jobs.beat(at=NIGHT)
    said = "A background job ran 30 seconds ago|in use by"
    with pytest.raises(Refused, match=said), standing.stopped(at=NIGHT + timedelta(seconds=30)):
        pass
    assert JobRun.objects.count() == 1


@pytest.mark.django_db
def test_a_missing_and_a_changed_original_are_told_and_the_backup_is_made(apart: Path):
    changed = apart / "data" / ORIGINAL
    changed.parent.mkdir(parents=True)
    changed.write_text("something else")
    made = backups.make(path=apart / "b", at=NIGHT)
    assert made.bad == ("0" * 64,)
    assert "1 original is missing or changed: 0000" in made.complaint


@pytest.mark.once
@pytest.mark.django_db
def test_a_restore_killed_between_any_two_moves_is_finished_by_the_next_start(apart: Path, settings):
    from django.db import connection

    data = apart / "data"
    former = connection.settings_dict["NAME"]
    for step in range(12):
        for folder, word in ((data, "old"), (placing.staging(), "new")):
            (folder / "files").mkdir(parents=True)
            (folder / "files" / "one").write_text(word)
            with sqlite3.connect(folder / "servanda.sqlite3") as database:
                database.execute("CREATE TABLE said AS SELECT ? AS word", [word])
        (placing.staging() / "servanda.sqlite3").rename(placing.staging() / "database.sqlite3")
        (data / "servanda.sqlite3-wal").write_text("of the old one")
        connection.settings_dict["NAME"] = data / "servanda.sqlite3"
        try:
            ended = _killed_at(step)
            placing.finish()
        finally:
            connection.settings_dict["NAME"] = former
        words = {(data / "files" / "one").read_text(), _word(data / "servanda.sqlite3")}
        assert len(words) == 1, f"killed at move {step}: {words}"
        assert words == {"new"} or step == 0
        assert (data / "servanda.sqlite3-wal").exists() == (words == {"old"})
        if ended:
            break
        for made in (data, *apart.glob("replaced-*")):
            made.rename(apart / f"{made.name} {step}")
    assert ended, "there are more moves than this test kills at"
    assert step > 4


def _word(path: Path) -> str:
    with sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True) as database:
        return database.execute("SELECT word FROM said").fetchone()[0]


def _killed_at(step: int) -> bool:
    """Place in a process that dies instead of its move number `step`; whether it came to its end before."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    moves = iter(range(100))

    def rename(self, target, _real=os.rename):
        if next(moves) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        _real(self, target)

    Path.rename = Path.replace = rename
    try:
        placing.place(at=NIGHT)
    finally:
        os._exit(0)
