"""Answers whether an internet address lies on the public net; it must not resolve or connect.

`is_private` and `is_global` of the standard library are no filter by themselves: addresses that carry
another one inside them (IPv4-mapped, 6to4, Teredo, NAT64) count as global whatever they carry.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
UNICAST = ipaddress.IPv6Network("2000::/3")  # all that is assigned to the public net
NEVER = tuple(
    ipaddress.ip_network(one)
    for one in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # shared by customers of one carrier
        "169.254.0.0/16",  # this link, and the metadata of clouds
        "192.0.0.0/24",
        "192.88.99.0/24",  # relays of 6to4
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",
        "3fff::/20",  # documentation
    )
)


def is_public(address: Address) -> bool:
    """Whether it is safe to connect to an address: it and every address inside it lie on the public net."""
    return all(_is_plain_public(one) for one in _with_those_inside(address))


def _with_those_inside(address: Address) -> Iterator[Address]:
    inside = list(_inside(address)) if isinstance(address, ipaddress.IPv6Address) else []
    if not inside or address in UNICAST:
        yield address
    yield from inside


def _inside(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _is_plain_public(address: Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and (address not in UNICAST or address.scope_id):
        return False
    if any(address.version == net.version and address in net for net in NEVER):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )
