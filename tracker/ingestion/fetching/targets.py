"""Answers where a web address leads: the one parser of addresses; it must not resolve or connect.

What browsers would read in two ways is refused: a host must be a public name or an address written plainly.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote

import idna
from django.utils.translation import gettext as _

from tracker.ingestion.fetching.errors import NotFetched

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST = 2000  # characters
PORTS = {"http": 80, "https": 443}
SPLIT = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<where>[^/?#]*)(?P<rest>[^#]*)(?:#.*)?", re.I | re.DOTALL
)
WHERE = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^\[\]:@]+)(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE)
LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
SAFE_IN_PATH = "!$%&'()*+,-./:;=?@_~[]|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One address taken apart: what is asked of which host. `address` is set when the host is one."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None

    @property
    def url(self) -> str:
        """The address put together again, in one spelling."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target_of(url: str) -> Target:
    """Where an address leads. Raises NotFetched for everything that is not a plain public web address."""
    if len(url) > LONGEST:
        raise _refused(_("The address has more than 2000 characters."))
    if any(sign.isspace() or not sign.isprintable() or sign == "\\" for sign in url):
        raise _refused(_("The address holds a blank, a backslash or an invisible character."))
    parts = SPLIT.fullmatch(url)
    if parts is None or parts["scheme"].lower() not in PORTS:
        raise _refused(_("Only addresses that begin with http:// or https:// are fetched."))
    if "@" in parts["where"]:
        raise _refused(_("An address with a user name in it is not fetched."))
    where = WHERE.fullmatch(parts["where"])
    if where is None:
        raise _refused(_("The host in this address cannot be read."))
    scheme = parts["scheme"].lower()
    host, address = _host(where["host"])
    return Target(
        scheme=scheme,
        host=host,
        port=int(where["port"]) if where["port"] else PORTS[scheme],
        path=_path(parts["rest"]),
        address=address,
    )


def _host(text: str) -> tuple[str, Address | None]:
    if text.startswith("["):
        try:
            six = ipaddress.IPv6Address(text[1:-1])
        except ValueError:
            raise _refused(_("The host in this address cannot be read.")) from None
        return str(six), six
    name = _ascii(text)
    labels = name.split(".")
    if LOOKS_LIKE_A_NUMBER.fullmatch(labels[-1]):
        # Four plain decimals or nothing: programs read 127.1, 0x7f000001 and 2130706433 in different ways.
        try:
            four = ipaddress.IPv4Address(name)
        except ValueError:
            raise _refused(_("A host written as a number is not fetched.")) from None
        return str(four), four
    if len(labels) < 2 or len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise _refused(_("“%(host)s” is no public host name.") % {"host": text[:100]})
    return name, None


def _ascii(text: str) -> str:
    """The host as it goes over the wire, without the dot that may end it."""
    text = text.removesuffix(".") if text.isascii() else text
    if text.isascii():
        return text.lower()
    try:
        return idna.encode(text, uts46=True, std3_rules=True).decode().lower().removesuffix(".")
    except (idna.IDNAError, UnicodeError):
        raise _refused(_("“%(host)s” is no public host name.") % {"host": text[:100]}) from None


def _path(rest: str) -> str:
    path = rest if rest.startswith("/") else "/" + rest
    return quote(path, safe=SAFE_IN_PATH)


def _refused(sentence: str) -> NotFetched:
    return NotFetched(sentence, refused=True)
