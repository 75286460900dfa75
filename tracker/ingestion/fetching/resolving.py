"""Answers which addresses a host name has, within a time; it must not judge them."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable

from django.utils.translation import gettext as _

from tracker.ingestion.fetching.errors import NotFetched

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

MOST = 16  # addresses looked at


def system(host: str, port: int) -> list[str]:
    """The addresses as the machine's own resolver gives them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(where[0]) for *_rest, where in found]


def resolve(host: str, port: int, *, by: Resolver, seconds: float) -> list[Address]:
    """The addresses of a host, asked for once. Raises NotFetched when there is none, or none in time."""
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(by(host, port))
        except Exception as error:  # whatever a resolver does wrong, nobody else waits for this thread
            answers.put(error)

    # The system's resolver cannot be interrupted, only left behind.
    threading.Thread(target=ask, daemon=True, name="resolver").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise NotFetched(_("The name “%(host)s” was not resolved in time.") % {"host": host}) from None
    if isinstance(answer, Exception) or not answer:
        raise NotFetched(_("There is no host of the name “%(host)s”.") % {"host": host})
    try:
        return list(dict.fromkeys(ipaddress.ip_address(one) for one in answer[:MOST]))
    except ValueError:
        raise NotFetched(_("“%(host)s” leads to no public address.") % {"host": host}, refused=True) from None
