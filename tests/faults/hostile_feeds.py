"""Makes 200 feeds that mean harm, and reads them with the product's reader: `python -m` prints figures."""

import gzip
import json
import random
import sys
import time
from collections.abc import Iterator

GOOD = (
    "<rss version='2.0'><channel><title>N</title>"
    + "".join(
        f"<item><title>News {n}</title><link>https://n.example.org/{n}</link><guid>{n}</guid>"
        f"<description>&lt;p&gt;Words {n}&lt;/p&gt;</description>"
        f"<pubDate>Tue, 14 Jul 2020 09:00:00 GMT</pubDate></item>"
        for n in range(20)
    )
    + "</channel></rss>"
)


def item(inside: str) -> str:
    return f"<rss version='2.0'><channel><item>{inside}</item></channel></rss>"


def laughs() -> Iterator[bytes]:
    for depth in range(3, 13):
        names = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, depth))
        yield f'<!DOCTYPE r [<!ENTITY l0 "lol">{names}]>{item(f"<title>&l{depth - 1};</title>")}'.encode()
    for size in (10, 1000, 50_000):
        told = item("<title>" + "&a;" * size + "</title>")
        yield f'<!DOCTYPE r [<!ENTITY a "{"a" * size}">]>{told}'.encode()
    yield b"<!DOCTYPE r [<!ENTITY % p \"<!ENTITY a 'b'>\"> %p;]>" + item("<title>&a;</title>").encode()


def outside(canary: str, secret: str) -> Iterator[bytes]:
    """Documents that want a file or a server of ours."""
    for place in (canary, f"file://{secret}", secret, "http://127.0.0.1/", "ftp://127.0.0.1/", "expect://id"):
        yield f'<!DOCTYPE r [<!ENTITY a SYSTEM "{place}">]>{item("<title>&a;</title>")}'.encode()
        yield f'<!DOCTYPE r PUBLIC "x" "{place}">{item("<title>T</title>")}'.encode()
        yield f'<!DOCTYPE r [<!ENTITY % p SYSTEM "{place}"> %p;]>{item("<title>&a;</title>")}'.encode()
        yield f'<?xml-stylesheet href="{place}" type="text/xsl"?>{item("<title>T</title>")}'.encode()
        xinclude = f'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
        yield item(f"<title>{xinclude}</title>").encode()
        yield item(f"<title>T</title><link>{place}</link><source url='{place}'/>").encode()
        yield f'<!DOCTYPE r [<!ENTITY a SYSTEM "{place}">]>{item("<title>&a;</title>")}'.encode("utf-16")


def large() -> Iterator[bytes]:
    for size in (1, 5, 9):
        yield item(f"<title>{'x' * (size << 20)}</title>").encode()
        yield item(f"<title a='{'x' * (size << 20)}'>T</title>").encode()
        yield item(f"<description><![CDATA[{'<p>x' * (size << 18)}]]></description>").encode()
    for count in (100_000, 1_000_000):
        yield b"<rss><channel>" + b"<item/>" * count + b"</channel></rss>"
        yield b"<rss><channel>" + b"<item>" * count
        yield b"<rss><channel>" + b"<entry><id/>" * (count // 2)
    for depth in (100, 10_000, 1_000_000):
        yield b"<rss><channel><item>" + b"<a>" * depth
        yield b"<rss>" * depth
    yield b"<rss " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b"><channel/></rss>"
    yield b"<rss " + b" ".join(b"xmlns:n%d='u%d'" % (n, n) for n in range(20_000)) + b"><channel/></rss>"
    yield item("".join(f"<n{n}>x</n{n}>" for n in range(100_000))).encode()
    yield b"<!--" + b"-" * (9 << 20)
    yield b"<rss><channel><item><![CDATA[" + b"]" * (9 << 20)


SLOW_WORDS = (
    "<a ",
    "<!--",
    "&",
    "&amp;",
    "<script",
    "</",
    "<![CDATA[",
    "<p",
    "&#x",
    "a" * 64 + " ",
    "<<",
    "\u202e",
)


def slow_words() -> Iterator[bytes]:
    from xml.sax.saxutils import escape

    for words in SLOW_WORDS:
        yield item(f"<title>{escape(words * 30_000)}</title><description>T</description>").encode()
    for moment in ("9" * 50_000, "Mon, " * 9999, "0000-00-00T00:00:00Z", "14 Jul 99999999", ":" * 50_000):
        yield item(f"<title>T</title><pubDate>{moment}</pubDate>").encode()


def broken(seed: int) -> Iterator[bytes]:
    random_ = random.Random(seed)
    good = GOOD.encode()
    for place in range(24):
        yield good[: len(good) * place // 24]
    for _number in range(48):
        bytes_ = bytearray(good)
        for _flip in range(random_.randint(1, 40)):
            bytes_[random_.randrange(len(bytes_))] = random_.randrange(256)
        yield bytes(bytes_)
    for _number in range(8):
        yield random_.randbytes(random_.randint(1, 100_000))
    yield gzip.compress(good)
    yield b"\0" * (9 << 20)


CHARSETS = (
    "utf-16-le",
    "utf-32",
    "utf-7",
    "cp037",
    "utf-16-be",
    "shift_jis",
    "cp1252",
    "zip",
    "rot13",
    "nonsense",
)


def charsets() -> Iterator[bytes]:
    for name in CHARSETS:
        lie = f'<?xml version="1.0" encoding="{name}"?>' + GOOD
        yield lie.encode()
        yield lie.encode("utf-16")
    yield b'<?xml version="1.0" encoding="utf-8"?>' + GOOD.replace("News", "N\xe9").encode("latin-1")


def json_bombs() -> Iterator[bytes]:
    yield b"[" * 5_000_000
    yield b'{"a":' * 500_000
    yield b'{"data": [' + b"{}," * 1_000_000 + b"{}]}"
    yield b'{"data": [{"id": 1, "fields": {"title": "' + b"x" * (9 << 20) + b'"}}]}'
    yield b'{"data": ' + b"9" * 5_000_000 + b"}"
    yield b'{"data": [{"id": {}, "fields": {"title": [[]], "date": [], "source": {}, "language": 7}}]}'


def all_of(canary: str, secret: str) -> list[tuple[str, bytes]]:
    """Each feed with the kind it claims to be."""
    feeds = [*laughs(), *outside(canary, secret), *large(), *slow_words(), *charsets()]
    feeds += broken(seed=20200714)
    return [("feed", one) for one in feeds] + [("reliefweb", one) for one in json_bombs()]


def main(canary: str, secret: str, every: str) -> None:
    """Read each `every`th feed; print how many, the slowest, in how many our secret stands."""
    import django

    django.setup()
    from tracker.ingestion.feeds import reading

    slowest, told = 0.0, []
    feeds = all_of(canary, secret)
    for kind, content in feeds[:: int(every)]:
        began = time.monotonic()
        contents = reading.read(content, kind=kind, address="https://n.example.org/", charset="utf-8")
        took = time.monotonic() - began
        slowest = max(slowest, took)
        words = " ".join([contents.problem, *(f"{one.title} {one.text} {one.url}" for one in contents.news)])
        told.append("the secret of this machine" in words)
    figures = {"feeds": len(feeds), "read": len(told), "slowest": slowest, "leaks": sum(told)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
