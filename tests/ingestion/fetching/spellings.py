"""More than 500 spellings of addresses that must not be reached; each would lead a careless program home."""

from collections.abc import Iterator
from itertools import product

# Addresses of this machine, of private networks, of carriers, of clouds' metadata, of groups.
FOURS = (
    *(
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.254",
    ),
    *("192.168.0.1", "192.168.255.254", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.254"),
    *("192.0.0.1", "198.18.0.1", "198.19.255.254", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
    *("255.255.255.255", "192.0.2.1", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
)
SIXES = (
    *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1", "fec0::1", "2001:db8::1"),
    *("64:ff9b:1::7f00:1", "100::1", "2001::1", "2001:10::1", "3fff::1", "0:0:0:0:0:0:0:1", "4000::1", "::2"),
)
DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")


def four_hosts(plain: str) -> Iterator[str]:
    """The ways in which one IPv4 address has been written past a filter."""
    a, b, c, d = (int(part) for part in plain.split("."))
    whole = (a << 24) + (b << 16) + (c << 8) + d
    yield plain
    yield plain + "."
    yield plain + ".."
    yield str(whole)
    yield hex(whole)
    yield hex(whole).upper().replace("0X", "0X")
    yield f"0{whole:o}"
    yield f"00000000{whole:o}"
    yield ".".join(hex(part) for part in (a, b, c, d))
    yield ".".join(f"0{part:o}" for part in (a, b, c, d))
    yield ".".join(f"{part:03d}" for part in (a, b, c, d))
    yield f"{a}.{(b << 16) + (c << 8) + d}"
    yield f"{a}.{b}.{(c << 8) + d}"
    yield f"0x{a:x}.{(b << 16) + (c << 8) + d}"
    yield plain.translate(DIGITS)
    yield plain.translate(CIRCLED)
    yield plain.translate(BOLD)
    yield plain.replace(".", "。")
    yield plain.replace(".", "．")
    yield plain.replace(".", "%2e")
    yield plain.replace(".", "%2E")
    yield "%31" + plain[1:]
    yield f"[::ffff:{plain}]"
    yield f"[::ffff:{whole >> 16:x}:{whole & 0xFFFF:x}]"
    yield f"[0:0:0:0:0:FFFF:{plain}]"
    yield f"[::{plain}]"
    yield f"[64:ff9b::{whole >> 16:x}:{whole & 0xFFFF:x}]"
    yield f"[64:ff9b::{plain}]"
    yield f"[2002:{whole >> 16:x}:{whole & 0xFFFF:x}::]"
    yield f"[2002:{whole >> 16:x}:{whole & 0xFFFF:x}::1]"
    yield f"[2001:0:{whole >> 16:x}:{whole & 0xFFFF:x}:0:0:8e6:f7f6]"
    yield f"[2001:0:808:808:0:0:{(~whole >> 16) & 0xFFFF:x}:{~whole & 0xFFFF:x}]"
    yield f"[::ffff:{plain}%25lo]"
    yield f"user@{plain}"
    yield f"example.org@{plain}"
    yield f"user:word@{plain}"
    yield f"{plain}#@example.org"
    yield f"example.org\\@{plain}"
    yield f"{plain}%00.example.org"
    yield f"{plain}%0d%0aHost: example.org"
    yield f"{plain}\r\nX: y"
    yield f" {plain}"
    yield f"{plain}\t"


def six_hosts(plain: str) -> Iterator[str]:
    """The ways in which one IPv6 address has been written past a filter."""
    yield f"[{plain}]"
    yield f"[{plain.upper()}]"
    yield f"[{plain}%lo]"
    yield f"[{plain}%251]"
    yield f"user@[{plain}]"
    yield plain


NAMES = (
    *(
        "localhost",
        "LOCALHOST",
        "localhost.",
        "LocalHost",
        "ⓛocalhost",
        "ｌｏｃａｌｈｏｓｔ",
        "local\u00adhost",
    ),
    *("foo.localhost", "loopback", "ip6-localhost", "0", "00", "0x0", "0.", "127.1", "127.0.1", "1", "lo"),
    *("[::1", "::1]", "[127.0.0.1]", "[[::1]]", "[]", "", ".", "..", "-", "a..b", "127.0.0.1,example.org"),
)
SCHEMES = ("http", "HTTP", "hTTp", "https")
OTHERS = (
    "file",
    "ftp",
    "gopher",
    "dict",
    "ldap",
    "data",
    "javascript",
    "jar",
    "unix",
    "http+unix",
    "view-source",
)


def spellings(port: int) -> list[str]:
    """Every address, with the port of a server that must not be called."""
    hosts = [host for plain in FOURS for host in four_hosts(plain)]
    hosts += [host for plain in SIXES for host in six_hosts(plain)]
    hosts += NAMES
    urls = [f"http://{host}:{port}/" for host in hosts]
    urls += [f"{scheme}://127.0.0.1:{port}/" for scheme in SCHEMES]
    urls += [f"{scheme}://127.0.0.1:{port}/{rest}" for scheme, rest in product(OTHERS, ("", "etc/passwd"))]
    urls += [
        f"http:/127.0.0.1:{port}/",
        f"http:127.0.0.1:{port}/",
        f"//127.0.0.1:{port}/",
        f"http:///127.0.0.1:{port}/",
    ]
    urls += [f"http://127.0.0.1:{port}\\@example.org/", f"http://example.org\\@127.0.0.1:{port}/"]
    urls += [
        f"http://127.0.0.1:{port}?@example.org/",
        f"http://127.0.0.1:0{port}/",
        f"http://127.0.0.1:{port}:80/",
    ]
    return list(dict.fromkeys(urls))
