"""Undoes the compression of an answer, never past a limit; it must not know where the bytes come from."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

KNOWN = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
PIECE = 64 * 1024


class TooLarge(ValueError):
    """It holds more than is kept."""


class NotCompressed(ValueError):
    """It is not compressed as it says."""


def inflated(pieces: Iterable[bytes], encoding: str, *, most: int) -> tuple[bytes, bytes]:
    """The bytes as they came, and as they are without `encoding`.

    Raises TooLarge when either has more than `most` bytes, NotCompressed when they cannot be undone.
    """
    came, plain = bytearray(), bytearray()
    packed = encoding not in ("", "identity")
    machine = _Machine(plain, most) if packed else None
    for piece in pieces:
        came += piece
        if len(came) > most:
            raise TooLarge
        if machine is not None:
            machine.feed(piece)
    if machine is None:
        return bytes(came), bytes(came)
    machine.close(bytes(came))
    return bytes(came), bytes(plain)


class _Machine:
    """Inflates gzip (several members too) and both kinds of deflate into `plain`."""

    def __init__(self, plain: bytearray, most: int) -> None:
        self.plain, self.most = plain, most
        self.inflater = zlib.decompressobj(wbits=47)
        self.raw = False

    def feed(self, piece: bytes) -> None:
        while piece:
            if self.inflater.eof:
                self.inflater = zlib.decompressobj(wbits=47)
            try:
                self.plain += self.inflater.decompress(piece, self.most + 1 - len(self.plain))
            except zlib.error as error:
                if self.plain or self.raw:
                    raise NotCompressed from error
                self.raw, self.inflater = True, zlib.decompressobj(wbits=-15)
                continue
            if len(self.plain) > self.most:
                raise TooLarge
            piece = self.inflater.unconsumed_tail or self.inflater.unused_data

    def close(self, came: bytes) -> None:
        if came and not self.inflater.eof:
            raise NotCompressed
