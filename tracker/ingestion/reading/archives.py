"""Answers whether an archive may be opened by a library: bounded in members, size and ratio."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO

from tracker.ingestion.reading.told import Unreadable

MOST_INFLATED = 50 * 1024 * 1024  # bytes of all members together
MOST_RATIO = 100  # to one
RATIO_FROM = 1024 * 1024  # bytes; below that a high ratio does no harm
MOST_MEMBERS = 1000
PIECE = 64 * 1024
ENCRYPTED = 0x1
PLAIN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


def check(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, after every member was inflated once and counted. Raises Unreadable."""
    try:
        archive = zipfile.ZipFile(file)
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_INFLATED:
            raise Unreadable("bomb")
        if any(one.flag_bits & ENCRYPTED for one in members):
            raise Unreadable("encrypted")
        if any(one.compress_type not in PLAIN for one in members):
            raise Unreadable("broken")
        _inflate(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable("broken") from error
    return archive


def _inflate(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Count what members really hold; their own word for it is not taken."""
    total = 0
    for member in members:
        size = 0
        with archive.open(member) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if total + size > MOST_INFLATED:
                    raise Unreadable("bomb")
                if size > RATIO_FROM and size > MOST_RATIO * max(member.compress_size, 1):
                    raise Unreadable("bomb")
        total += size
