"""Fetches one page: checks every hop, connects to what was checked, stops at the limits; it keeps nothing."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from tracker.ingestion.fetching import connecting, inflating, resolving
from tracker.ingestion.fetching.addresses import is_public
from tracker.ingestion.fetching.errors import NotFetched
from tracker.ingestion.fetching.resolving import Address, Resolver
from tracker.ingestion.fetching.targets import Target, target_of

SECONDS = 10.0  # for everything: names, connections, redirects, the body
MOST_BYTES = 10 * 1024 * 1024  # of the body, as it comes and decompressed
MOST_HEADER_BYTES = 1024 * 1024  # of all hops together
MOST_REDIRECTS = 3
MOST_ADDRESSES = 3  # of one host that are tried
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One question on the way: the address asked, the server's address, the status it answered."""

    url: str
    address: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The last answer with the way to it. `raw` is the body as it came, `body` without compression."""

    asked_url: str
    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes
    hops: tuple[Hop, ...]

    def header(self, name: str) -> str:
        """The first header of this name, or nothing."""
        return next((value for one, value in self.headers if one.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What may be reached, and how its name is looked up."""

    resolver: Resolver
    ports: frozenset[int]
    allowed: frozenset[tuple[str, int]]
    tls: ssl.SSLContext | None


def fetch(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    resolver: Resolver = resolving.system,
    ports: Collection[int] = (80, 443),
    allowed: Collection[tuple[str, int]] = (),
    tls: ssl.SSLContext | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """One page of the public web, whatever its status. Raises NotFetched with a sentence.

    `headers` are sent along (never credentials). The rest is for tests: another resolver, other ports, a
    certificate to trust, and in `allowed` pairs of address and port that may be reached although not public.
    """
    rules = Rules(resolver=resolver, ports=frozenset(ports), allowed=frozenset(allowed), tls=tls)
    meter = connecting.Meter(seconds=seconds, most_bytes=MOST_BYTES + MOST_HEADER_BYTES)
    hops: list[Hop] = []
    target = target_of(url)
    try:
        while True:
            answer, address = _asked(target, headers or {}, meter, rules)
            try:
                hops.append(Hop(url=target.url, address=str(address), status=answer.status))
                if answer.status not in REDIRECTS:
                    return _read(url, target, answer, hops)
                target = _next(target, answer, hops)
            finally:
                answer.close()
    except connecting.OutOfTime:
        raise NotFetched(_("It took more than %(seconds)d seconds.") % {"seconds": seconds}) from None
    except (connecting.TooMuch, inflating.TooLarge):
        raise NotFetched(_("The page has more than %(most)d MB.") % {"most": MOST_BYTES >> 20}) from None
    except inflating.NotCompressed:
        raise NotFetched(_("The answer is not compressed as it says; it cannot be read.")) from None
    except TimeoutError:
        raise NotFetched(_("“%(host)s” did not answer in time.") % {"host": target.host}) from None
    except ssl.SSLError as error:
        raise _insecure(target, error) from None
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise _broken(target, error) from None


def _asked(
    target: Target,
    headers: Mapping[str, str],
    meter: connecting.Meter,
    rules: Rules,
) -> tuple[HTTPResponse, Address]:
    if target.address is not None:
        found: list[Address] = [target.address]
    else:
        found = resolving.resolve(target.host, target.port, by=rules.resolver, seconds=meter.left())
    # One address that is not public condemns the name: who mixes them wants us to pick the wrong one.
    for address in found:
        _check(target, address, rules)
    for place, address in enumerate(found[:MOST_ADDRESSES], start=1):
        try:
            return connecting.ask(target, address, headers=headers, meter=meter, tls=rules.tls), address
        except (HTTPError, OSError):
            meter.left()
            if place == len(found[:MOST_ADDRESSES]):
                raise
    raise NotFetched(_("There is no host of the name “%(host)s”.") % {"host": target.host})


def _check(target: Target, address: Address, rules: Rules) -> None:
    if (str(address), target.port) in rules.allowed:
        return
    if target.port not in rules.ports:
        raise NotFetched(_("Only the usual ports, 80 and 443, are asked."), refused=True)
    if not is_public(address):
        sentence = _("“%(host)s” leads into a network that is not public; nothing is fetched from there.")
        raise NotFetched(sentence % {"host": target.host}, refused=True)


def _next(target: Target, answer: HTTPResponse, hops: list[Hop]) -> Target:
    if len(hops) > MOST_REDIRECTS:
        raise NotFetched(
            _("The page leads on more than %(most)d times.") % {"most": MOST_REDIRECTS}, refused=True
        )
    place = answer.headers.get("Location", "").strip()
    if not place:
        raise NotFetched(_("The page leads on without saying where."))
    place = place.encode("latin-1", "replace").decode("utf-8", "replace")
    onward = target_of(urljoin(target.url, place))
    if target.scheme == "https" and onward.scheme == "http":
        raise NotFetched(_("The page leads from a secure address to an open one."), refused=True)
    if onward.url in {hop.url for hop in hops}:
        raise NotFetched(_("The page leads back to itself."), refused=True)
    return onward


def _read(asked: str, target: Target, answer: HTTPResponse, hops: list[Hop]) -> Fetched:
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in inflating.KNOWN:
        raise NotFetched(_("The answer is compressed in a way we did not ask for."))
    raw, body = inflating.inflated(
        answer.stream(inflating.PIECE, decode_content=False), encoding, most=MOST_BYTES
    )
    return Fetched(
        asked_url=asked,
        url=target.url,
        status=answer.status,
        reason=answer.reason or "",
        headers=tuple((str(name), str(value)) for name, value in answer.headers.iteritems()),
        raw=raw,
        body=body,
        hops=tuple(hops),
    )


def _insecure(target: Target, error: Exception) -> NotFetched:
    del error  # says more to a programmer than to a reader
    return NotFetched(_("The secure connection to “%(host)s” could not be trusted.") % {"host": target.host})


def _broken(target: Target, error: Exception) -> NotFetched:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, connecting.OutOfTime | TimeoutError):
            return NotFetched(_("“%(host)s” did not answer in time.") % {"host": target.host})
        if isinstance(cause, connecting.TooMuch):
            return NotFetched(_("The page has more than %(most)d MB.") % {"most": MOST_BYTES >> 20})
        if isinstance(cause, ssl.SSLError):
            return _insecure(target, cause)
        cause = cause.__cause__ or cause.__context__
    return NotFetched(
        _("“%(host)s” could not be reached, or did not answer as a web server does.") % {"host": target.host}
    )
