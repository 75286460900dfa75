"""Reads what a browser sends only as long as it comes at a bearable pace; it must not know what it is.

The server lends each request one of a few threads; a body that trickles in would keep it for hours.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from typing import Any

BLOCK = 4096  # bytes
BLOCK_SECONDS = 5.0  # for each block: the slowest line that is served brings about 800 bytes a second
AHEAD = 64  # blocks read before they are asked for

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class TooSlow(OSError):
    """What was sent came too slowly; Django takes it for a broken line."""

    def __init__(self) -> None:
        super().__init__("The body came too slowly.")


class PatientInput:
    """The body of one request. Its blocks are read by a helper, so that waiting for one can end."""

    def __init__(self, source: Any, length: int, *, seconds: float = BLOCK_SECONDS) -> None:
        """`source` is what the server gives; `length` the bytes announced; `seconds` the time for a block."""
        self._source, self._left, self._seconds = source, length, seconds
        self._blocks: queue.Queue[bytes | BaseException] = queue.Queue(maxsize=AHEAD)
        self._kept = bytearray()
        self._ended = False
        self._helper: threading.Thread | None = None

    def read(self, size: int = -1) -> bytes:
        """The next `size` bytes, or all. Raises TooSlow."""
        while not self._ended and (size < 0 or len(self._kept) < size):
            self._take()
        return self._cut(len(self._kept) if size < 0 else size)

    def readline(self, size: int = -1) -> bytes:
        """The bytes up to the next line end, at most `size`. Raises TooSlow."""
        while not self._ended and b"\n" not in self._kept and (size < 0 or len(self._kept) < size):
            self._take()
        end = self._kept.find(b"\n") + 1 or len(self._kept)
        return self._cut(end if size < 0 else min(end, size))

    def _cut(self, size: int) -> bytes:
        found = bytes(self._kept[:size])
        del self._kept[:size]
        return found

    def _take(self) -> None:
        if self._helper is None:
            self._helper = threading.Thread(target=self._fetch, daemon=True)
            self._helper.start()
        try:
            block = self._blocks.get(timeout=self._seconds)
        except queue.Empty:
            self._ended = True
            raise TooSlow from None
        if isinstance(block, BaseException):
            self._ended = True
            raise block
        self._kept += block
        self._ended = not block

    def _fetch(self) -> None:
        block: bytes | BaseException = b" "
        while block and not isinstance(block, BaseException):
            try:
                block = self._source.read(min(BLOCK, self._left)) if self._left > 0 else b""
                self._left -= len(block)
            except BaseException as error:  # told to the request; the helper only ends
                block = error
            try:
                self._blocks.put(block, timeout=self._seconds * 6)
            except queue.Full:  # nobody reads on
                return


def patient(application: Application) -> Application:
    """The application with bodies that cannot be sent for ever."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdigit() and int(length):
            environ["wsgi.input"] = PatientInput(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve
