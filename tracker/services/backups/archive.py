"""Writes and reads the one file of a backup, member by member; it must not know what the members mean.

It is a compressed tar. The last member lists the others with their SHA-256, in their order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from django.utils.translation import gettext as _

from tracker.services.backups import sealing
from tracker.services.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.jsonl"
BLOCK = 1024 * 1024
LEVEL = 1  # the database shrinks to a fifth; originals hardly shrink at any level
KINDS = ("database.sqlite3", "database.sql")
FOLDERS = ("files", "uploads", "keys")
ORIGINAL = re.compile(r"files/sha256/../../([0-9a-f]{64})")


class Writer:
    """Puts members into a stream one after the other; memory does not grow with them."""

    def __init__(self, out: IO[bytes]) -> None:
        self._gzip = gzip.GzipFile(fileobj=out, mode="wb", compresslevel=LEVEL, mtime=0)
        self._tar = tarfile.open(mode="w|", fileobj=self._gzip, format=tarfile.PAX_FORMAT, bufsize=BLOCK)  # noqa: SIM115
        self._list = tempfile.TemporaryFile()  # noqa: SIM115  (closed by finish or with the process)
        self.members = 0

    def add(self, name: str, path: Path) -> bool:
        """Add a file; False when it is gone. Answers also when an original is not what its name says."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return False
        with source:
            info = tarfile.TarInfo(name)
            info.size, info.mode = os.fstat(source.fileno()).st_size, 0o600
            hashed = _Hashed(source)
            self._tar.addfile(info, cast("IO[bytes]", hashed))
        self._list.write(_line(name, info.size, hashed.hexdigest()))
        self.members += 1
        return _as_named(name, hashed.hexdigest())

    def finish(self, head: dict[str, Any]) -> None:
        """Add the list behind a line with `head`, and end the stream."""
        first = json.dumps({"format": FORMAT, **head, "members": self.members}, sort_keys=True) + "\n"
        with self._list as listed, tempfile.TemporaryFile() as manifest:
            manifest.write(first.encode())
            listed.seek(0)
            while block := listed.read(BLOCK):
                manifest.write(block)
            info = tarfile.TarInfo(MANIFEST)
            info.size, info.mode = manifest.tell(), 0o600
            manifest.seek(0)
            self._tar.addfile(info, manifest)
        self._tar.close()
        self._gzip.close()


class _Hashed:
    """A file that is read once, and its digest."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._digest.update(block)
        return block

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def read(
    path: Path,
    *,
    identities: Sequence[Any] = (),
    into: Path | None = None,
    tick: Callable[[], None] = lambda: None,
) -> dict[str, Any]:
    """Read a whole backup, compare every member with the list, and answer the list's head.

    With `into` the members are written below it. Refused for anything that is not as it was written.
    """
    try:
        with ExitStack() as stack:
            file: BinaryIO = stack.enter_context(path.open("rb"))
            is_sealed = file.read(len(sealing.HEADER)) == sealing.HEADER
            file.seek(0)
            if is_sealed and not identities:
                raise Refused(
                    _("%(path)s is encrypted; name the file of its private key with --identity.")
                    % {"path": path}
                )
            if is_sealed:
                file = stack.enter_context(sealing.opened(file, identities))
            return _read(file, into, tick)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, KeyError, ValueError) as problem:
        raise Refused(
            _("%(path)s is not a whole backup of Servanda: %(problem)s. Use another one.")
            % {"path": path, "problem": problem or type(problem).__name__}
        ) from problem


def _read(file: IO[bytes], into: Path | None, tick: Callable[[], None]) -> dict[str, Any]:
    with gzip.GzipFile(fileobj=file) as plain, tempfile.TemporaryFile() as seen:
        head: dict[str, Any] | None = None
        with tarfile.open(mode="r|", fileobj=plain, bufsize=BLOCK) as tar:
            for info in tar:
                source = tar.extractfile(info) if info.isreg() else None
                if source is None or head is not None:
                    raise Refused(
                        _("The backup holds “%(name)s”, which no backup has.") % {"name": info.name}
                    )
                if info.name == MANIFEST:
                    head = _compared(source, seen)
                    continue
                target = None if into is None else into / checked(info.name)
                digest = _kept(source, target)
                seen.write(_line(checked(info.name), info.size, digest))
                tick()
        while plain.read(BLOCK):
            pass  # to the check sum at the very end
        while file.read(BLOCK):
            pass
    if head is None:
        raise Refused(_("The backup has no list of its members: it was not written to its end."))
    return head


def _compared(manifest: IO[bytes], seen: IO[bytes]) -> dict[str, Any]:
    """The head of the list, when the list says what was seen."""
    head: dict[str, Any] = json.loads(manifest.readline())
    if head.get("format") != FORMAT:
        raise Refused(_("The backup was made by a newer version of Servanda; restore it with that version."))
    seen.seek(0)
    while line := manifest.readline():
        found = seen.readline()
        if found != line:
            name = json.loads(line)[0]
            raise Refused(
                _("“%(name)s” in the backup is not what was written. Use another one.") % {"name": name}
            )
    if seen.readline():
        raise Refused(_("The backup holds more than its list names. Use another one."))
    return head


def checked(name: str) -> str:
    """The name of a member. Refused for one that leads elsewhere than a backup's members do."""
    parts = PurePosixPath(name).parts
    plain = name == "/".join(parts) and ".." not in parts and "\0" not in name
    if plain and (name in KINDS or (len(parts) > 1 and parts[0] in FOLDERS)):
        return name
    raise Refused(_("The backup holds “%(name)s”, which no backup has.") % {"name": name})


def _kept(source: IO[bytes], target: Path | None) -> str:
    digest = hashlib.sha256()
    if target is None:
        while block := source.read(BLOCK):
            digest.update(block)
        return digest.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = 0o400 if ORIGINAL.fullmatch("/".join(target.parts[-5:])) else 0o600
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
    return digest.hexdigest()


def _as_named(name: str, digest: str) -> bool:
    found = ORIGINAL.fullmatch(name)
    return found is None or found[1] == digest


def _line(name: str, size: int, digest: str) -> bytes:
    return (json.dumps([name, size, digest]) + "\n").encode()
