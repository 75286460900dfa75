"""What a feed says: RSS, Atom, RDF and ReliefWeb, taken apart by a real child process."""

import json
from datetime import UTC, datetime

import pytest

from tracker.ingestion.feeds import links, plain, reading

pytestmark = pytest.mark.once

ADDRESS = "https://feeds.example.org/news/rss.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><link>https://feeds.example.org/</link><language>fa-af</language>
{items}</channel></rss>"""
GOOD = """<item><title>{n} &amp;lt;b&amp;gt;words&amp;lt;/b&amp;gt;</title><link>/n/{n}?utm_source=x</link>
<guid isPermaLink="false">g{n}</guid><pubDate>Tue, 14 Jul 2020 11:00:00 +0200</pubDate>
<dc:creator>Ada</dc:creator><description>short</description>
<content:encoded><![CDATA[<p>First.</p><script>alert(1)</script><p>Second &eacute;.</p>]]></content:encoded>
</item>"""


def rss(*items, encoding="utf-8"):
    return RSS.format(items="".join(items), encoding=encoding).encode(encoding)


def read(content, **more):
    return reading.read(content, **{"kind": "feed", "address": ADDRESS} | more)


def test_rss():
    contents = read(rss(GOOD.format(n=1), GOOD.format(n=2)))
    assert (contents.problem, contents.skipped, len(contents.news)) == ("", 0, 2)
    one = contents.news[0]
    assert (one.key, one.title, one.url) == ("g1", "1 words", "https://feeds.example.org/n/1?utm_source=x")
    assert (one.author, one.text, one.language) == ("Ada", "First.\n\nSecond é.", "fa")
    assert one.published_at == datetime(2020, 7, 14, 9, 0, tzinfo=UTC)


def test_atom_with_a_base_of_its_own():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://a.example/x/"><entry>
    <id>urn:1</id><title type="html">Un &lt;i&gt;titre&lt;/i&gt;</title><link rel="alternate" href="y"/>
    <updated>2021-01-01T00:00:00Z</updated><author><name>Zoé</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Bonjour <b>toi</b></p></div></content>
    </entry></feed>"""
    one = read(atom.encode()).news[0]
    assert (one.key, one.title, one.url) == ("urn:1", "Un titre", "https://a.example/x/y")
    assert (one.author, one.text, one.language) == ("Zoé", "Bonjour toi", "fr")


def test_rdf():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
    <channel><title>C</title></channel>
    <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link></item></rdf:RDF>"""
    assert [(one.title, one.url) for one in read(rdf.encode()).news] == [("One", "https://a.example/1")]


def test_reliefweb():
    body = {
        "data": [
            {
                "id": "42",
                "fields": {
                    "title": "A report",
                    "url": "https://reliefweb.int/node/42",
                    "url_alias": "https://reliefweb.int/report/a",
                    "date": {"created": "2020-07-14T09:00:00+00:00"},
                    "source": [{"name": "Office", "shortname": "OF"}],
                    "language": [{"code": "en"}],
                    "body-html": "<p>Words</p>",
                },
            },
            {"id": "43", "fields": {"title": ""}},
            {"id": "44"},
            None,
        ]
    }
    contents = read(json.dumps(body).encode(), kind="reliefweb")
    assert contents.skipped == 3
    one = contents.news[0]
    assert (one.key, one.title, one.url) == ("reliefweb:42", "A report", "https://reliefweb.int/report/a")
    assert (one.author, one.text, one.language) == ("OF", "Words", "en")
    for broken in (b"", b"{}", b"[]", b'{"data": 1}', b"[" * 100_000):
        assert "ReliefWeb" in read(broken, kind="reliefweb").problem


@pytest.mark.parametrize(
    "bad",
    [
        "<item><title>A & B</title><link>https://a.example/</link></item>",
        "<item><title>A &nbsp; B</title></item>",
        "<item><title>never closed<link>x</link></item>",
        "<item><title>half",
        "<item></wrong></item>",
        "<item><title>&#0; \x0b</title></item>",
        "<item><pubDate>the thirtieth of never</pubDate><title>T</title></item>",
        "<item/>",
        "<item>" + "<a>" * 80 + "</item>",
    ],
)
def test_one_bad_entry_never_stops_the_rest(bad):
    contents = read(rss(GOOD.format(n=1), bad, GOOD.format(n=2), GOOD.format(n=3)))
    assert contents.problem == ""
    assert {"g1", "g2", "g3"} <= {one.key for one in contents.news}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "utf-8-sig"])
def test_letters_survive_their_encoding(encoding):
    content = rss("<item><title>Zoé</title><guid>1</guid></item>", encoding=encoding)
    assert read(content).news[0].title == "Zoé"


def test_a_lie_about_the_encoding_loses_no_entry():
    content = rss("<item><title>Zoé</title></item>").replace(b'"utf-8"', b'"us-ascii"')
    assert read(content).news[0].title == "Zoé"
    assert read(b"<rss><channel><item><title>Zo\xe9</title></item></channel></rss>").news[0].title == "Zoé"
    assert read(rss(GOOD.format(n=1)), charset="zip").news


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "neither RSS nor Atom"),
        (b"just words", "neither RSS nor Atom"),
        (b"<!DOCTYPE html><html><body>hello</body></html>", "web page|document type"),
        (b"<html><body>hello</body></html>", "web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "neither RSS nor Atom"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel/></rss>", "document type"),
        (b"%PDF-1.7 " + bytes(range(256)) * 50, "neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed_ends_in_a_sentence(content, words):
    contents = read(content)
    assert not contents.news
    assert any(word in contents.problem for word in words.split("|"))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//",
        "http://",
        "ftp://a.example/",
        "h ttp://x",
    ],
)
def test_only_links_of_the_web_are_taken(address):
    content = rss(f"<item><title>T</title><guid isPermaLink='false'>1</guid><link>{address}</link></item>")
    assert read(content).news[0].url in ("", f"{ADDRESS.rpartition('/')[0]}/")


def test_an_empty_feed_has_no_news():
    assert read(rss()) == reading.Contents()


def test_links_that_lead_to_one_page_have_one_spelling():
    same = {
        links.spelling(link)
        for link in (
            "https://www.news.example.org/a/?utm_source=x&b=2&a=1",
            "http://news.example.org/a?a=1&b=2#top",
            "https://m.news.example.org/a/?b=2&a=1&fbclid=zzz",
        )
    }
    assert len(same) == 1
    assert links.spelling("https://news.example.org/a?id=1") != links.spelling(
        "https://news.example.org/a?id=2"
    )
    assert links.spelling("") == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("a<br>b", "a\n\nb"),
        ("&lt;b&gt;x&lt;/b&gt; &amp;amp; y", "x & y"),
        ("a <script>evil()</script> b", "a b"),
        ("a <style>never closed", "a"),
        ("1 < 2 > 0", "1 0"),
        ("<" * 50_000, "<" * 1000),
        ("<a" * 50_000, ""),
    ],
)
def test_plain_text(words, text):
    assert plain.text_of(words, most=1000)[: len(text) or None].startswith(text)
