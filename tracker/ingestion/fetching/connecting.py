"""Asks one address one question under the name of its host; it must not resolve, redirect or judge.

The connection goes to the address that was checked, so that a name that changes its mind changes nothing.
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse

from tracker.ingestion.fetching.resolving import Address
from tracker.ingestion.fetching.targets import Target

AGENT = "Servanda/0.1 (keeps pages as evidence)"
ASKED = {"Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}


class OutOfTime(OSError):
    """The time for the whole fetch is over."""


class TooMuch(OSError):
    """More came over the wire than is read."""


class Meter:
    """How much time and how many bytes are left for a whole fetch, however many hops it has."""

    def __init__(self, *, seconds: float, most_bytes: int) -> None:
        """`seconds` from now; `most_bytes` over the wire."""
        self.until = time.monotonic() + seconds
        self.bytes = most_bytes

    def left(self) -> float:
        """The seconds that are left. Raises OutOfTime when none are."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    def count(self, number: int) -> None:
        """Note that so many bytes came. Raises TooMuch."""
        self.bytes -= number
        if self.bytes < 0:
            raise TooMuch


class _Measured(io.RawIOBase):
    """What comes over a socket, each piece within the time that is left for all."""

    def __init__(self, raw: io.RawIOBase, sock: socket.socket, meter: Meter) -> None:
        self._raw, self._sock, self._meter = raw, sock, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._meter.left())
        number = self._raw.readinto(buffer) or 0
        self._meter.count(number)
        return int(number)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(http.client.HTTPResponse):
    """An answer whose headers and body are read through the meter."""

    def __init__(self, sock: socket.socket, *args: Any, meter: Meter, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_Measured(raw, sock, meter))


def ask(
    target: Target, address: Address, *, headers: Mapping[str, str], meter: Meter, tls: ssl.SSLContext | None
) -> HTTPResponse:
    """Ask one address for a page; the body is still to be read. Raises OSError or one of urllib3's errors."""
    connection = _connection(target, meter, tls)
    connection._new_conn = partial(_connected, address, target.port, meter)  # type: ignore[method-assign]
    connection.response_class = partial(_Response, meter=meter)  # type: ignore[assignment]
    try:
        connection.request(
            "GET",
            target.path,
            headers={"User-Agent": AGENT, **ASKED, **headers},
            preload_content=False,
            decode_content=False,
        )
        return connection.getresponse()
    except BaseException:
        connection.close()
        raise


def _connection(target: Target, meter: Meter, tls: ssl.SSLContext | None) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(target.host, target.port, timeout=meter.left())
    return HTTPSConnection(
        target.host,
        target.port,
        timeout=meter.left(),
        ssl_context=tls or ssl.create_default_context(),
        server_hostname=target.host,
    )


def _connected(address: Address, port: int, meter: Meter) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.settimeout(meter.left())
        sock.connect((str(address), port))
    except OSError:
        sock.close()
        raise
    return sock
