"""Writes one backup of the installation while people work; it must not decide when or how many are kept."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.services.attachments import keeping
from tracker.services.backups import archive, databases, sealing, standing
from tracker.services.refusals import Refused

SPARE = 100 * 1024 * 1024  # bytes a backup leaves free for people's work
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written and verified."""

    path: Path
    size: int  # bytes
    members: int
    bad: tuple[str, ...]  # SHA-256 of originals that are missing or changed
    encrypted: bool

    @property
    def sentence(self) -> str:
        """What it is; empty-handed originals are `complaint`."""
        return f"{self.path.name}, {self.size / 1_000_000:.1f} MB"

    @property
    def complaint(self) -> str:
        """What the installation itself lacks, or nothing."""
        if not self.bad:
            return ""
        said = ngettext(
            "%(number)d original is missing or changed: %(names)s",
            "%(number)d originals are missing or changed: %(names)s",
            len(self.bad),
        )
        return said % {"number": len(self.bad), "names": ", ".join(one[:16] for one in self.bad[:5])}


def make(
    *,
    path: Path,
    at: datetime,
    recipients: Sequence[str] | None = None,
    tick: Callable[[int], None] = lambda members: None,
) -> Made:
    """Write a backup to `path`, encrypted to the recipients (those of the settings unless given).

    `tick` is called with the members written so far, now and then. What stood at `path` is replaced only by
    a whole and verified one. Refused with the reason when there is none.
    """
    keys = sealing.recipients_of(settings.BACKUP_RECIPIENTS if recipients is None else recipients)
    path = path.absolute()
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with standing.one_at_a_time() as folder:
            _check_room(path.parent)
            try:
                made = _write(draft, folder, keys, at, tick)
                draft.replace(path)
                _sync_folder(path.parent)
            finally:
                draft.unlink(missing_ok=True)
    except OSError as problem:
        full = problem.errno in FULL
        raise Refused(
            (
                _("The disk is full, so no backup was made: %(why)s.")
                if full
                else _("No backup was made: %(why)s.")
            )
            % {"why": problem.strerror or problem}
        ) from problem
    return Made(path=path, size=path.stat().st_size, encrypted=bool(keys), **made)


def _write(
    draft: Path, folder: Path, keys: Sequence[Any], at: datetime, tick: Callable[[int], None]
) -> dict[str, Any]:
    with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as out:
        written = _Digested(out)
        with sealing.sealed(written, keys) as stream:  # type: ignore[arg-type]
            writer = archive.Writer(stream)
            with databases.copied(folder, tick=lambda: tick(0)) as (copy, ask):
                head = databases.about(ask, connection.vendor)
                writer.add(copy.name, copy)
                copy.unlink()  # its room is wanted, and nobody else shall read it
                bad = [one for one in databases.originals(ask) if not keeping.path_of(one).is_file()]
            for name, file in _files(with_keys=bool(keys)):
                if not writer.add(name, file) and file.exists():
                    bad.append(file.name)
                tick(writer.members)
            writer.finish({**head, "made_at": at.isoformat(), "product": settings.VERSION})
        out.flush()
        os.fsync(out.fileno())
    _verify(draft, written.hexdigest(), sealed=bool(keys))
    return {"members": writer.members, "bad": tuple(bad)}


class _Digested:
    """A file that is written once, and the digest of what was meant to be written."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._digest = out, hashlib.sha256()

    def write(self, block: bytes) -> int:
        self._digest.update(block)
        return self._out.write(block)

    def flush(self) -> None:
        self._out.flush()

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _files(*, with_keys: bool) -> Iterator[tuple[str, Path]]:
    """The members beside the database: originals, working copies, files on their way in, keys.

    Keys only into an encrypted backup: whoever holds one can sign heads of the ledger.
    """
    for folder in archive.FOLDERS if with_keys else archive.FOLDERS[:-1]:
        top = Path(settings.DATA_DIR) / folder
        for where, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                file = Path(where) / name
                if not name.startswith(".") and file.is_file() and not file.is_symlink():
                    yield f"{folder}/{file.relative_to(top).as_posix()}", file


def _check_room(target: Path) -> None:
    """Refused when the backup would leave people no room to work."""
    base, data = Path(connection.settings_dict["NAME"]), Path(settings.DATA_DIR)
    copy = base.stat().st_size if connection.vendor == "sqlite" else 0
    files = sum(file.stat().st_size for _name, file in _files(with_keys=False) if file.exists())
    for folder, needed in ((data, copy), (target, copy + files)):
        free = shutil.disk_usage(folder).free
        if free < needed + SPARE:
            raise Refused(
                _("The disk of %(folder)s has %(free)d MB left; a backup may need %(needed)d MB.")
                % {"folder": folder, "free": free // 1_000_000, "needed": (needed + SPARE) // 1_000_000}
            )


def _verify(draft: Path, digest: str, *, sealed: bool) -> None:
    """Read back what was written; where it is not encrypted, every member of it. Refused when it differs."""
    if keeping.digest_of(draft) != digest:
        raise Refused(_("What was written is not what can be read back: look after the disk."))
    if not sealed:
        archive.read(draft)


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
