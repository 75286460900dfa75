"""What plain text becomes: paragraphs, tables, pages; by its words and in little time."""

import contextlib
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.ingestion.reading import blocks, charsets, kinds, lines, plain
from tracker.ingestion.reading.documents import Documents
from tracker.ingestion.reading.told import Unreadable

pytestmark = pytest.mark.once

RELEASE = """Backchannel talks during peace talks would run counter to what the council has
asked for
<[link removed]>
A new report <[link removed]> released last week by the council's own monitors
says that theTaliban
<[link removed]> kept up routine talks
with the network <[link removed]>,
despite the deal. According to the report, about 400 to 600 armed operatives
are stationed in the country.
In February 2020 negotiators reached a preliminary deal that demanded less
violence in exchange for a drawdown of the troops there.
To read the resource of the monitors on this matter, please click here
<[link removed]>.
###
Unsubscribe
<[link removed]>
"""


def test_hard_broken_lines_become_paragraphs_without_links_and_footer() -> None:
    assert lines.unwrapped(RELEASE).split("\n\n") == [
        "Backchannel talks during peace talks would run counter to what the council has asked for",
        "A new report released last week by the council's own monitors says that theTaliban kept up routine "
        "talks with the network, despite the deal. According to the report, about 400 to 600 armed "
        "operatives are stationed in the country.",
        "In February 2020 negotiators reached a preliminary deal that demanded less violence in exchange for "
        "a drawdown of the troops there.",
        "To read the resource of the monitors on this matter, please click here.",
        "###",
    ]


def test_pasted_text_is_read_at_once_and_form_feeds_part_its_pages() -> None:
    reading = Documents().read_pasted("one\r\ntwo\f\fthree\f")
    assert reading is not None
    assert [page.text for page in reading.pages] == ["one\n\ntwo", "", "three"]
    assert reading.content_type == "text/plain; charset=utf-8"


@pytest.mark.parametrize("words", ["<!-- x --><html><p>x", "x" * 300_001])
def test_what_takes_longer_is_left_to_a_child(words: str) -> None:
    assert Documents().read_pasted(words) is None


def test_html_gives_its_words_and_not_its_scripts() -> None:
    page = """<!doctype html><html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav>
    <h1>Head&amp;line</h1><p>One <b>two</b>
    three<br>four<script>alert('x')</script></p><div>Last</div></body></html>"""
    assert blocks.text_of(page) == "Head&line\n\nOne two three\n\nfour\n\nLast"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("day;what\n2020-02-29;signed\n", "text/csv"),
        ("a,b,c\n1,2,3\n4,5,6\n", "text/csv"),
        ("a\tb\n1\t2\n", "text/csv"),
        ("Dear Sir, we met\nYours, the envoy\n", "text/plain"),
        ("One line, of prose; with marks.", "text/plain"),
        ("# Heading\n\nWords", "text/markdown"),
        ("See [the text](https://a.example/)", "text/markdown"),
        ("#hashtag and more", "text/plain"),
    ],
)
def test_the_sort_of_text_is_told_by_its_words(text: str, kind: str) -> None:
    assert plain.shaped_as(text)[0] == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.4", kinds.PDF),
        (b"\n\n junk %PDF-1.4", kinds.PDF),
        (b"<html>%PDF-1.4", kinds.HTML),
        (b"From: a@b.example\nTo: c@d.example\n\nx", kinds.MAIL),
        (b"From: the envoy\nTo: the desk\n\nA memo on paper.", kinds.UNKNOWN),
        (b"Note: this\nTo: be read", kinds.UNKNOWN),
        (b"<?xml version='1.0'?><!-- x --><html xmlns='x'/>", kinds.HTML),
        (b"<!-- x --><svg/>", kinds.SVG),
        (b"<?xml version='1.0'?><r/>", kinds.XML),
        (b"{\\rtf1 x}", kinds.RTF),
        (b"", kinds.UNKNOWN),
    ],
)
def test_the_sort_of_file_is_told_by_its_content(content: bytes, kind: str) -> None:
    assert kinds.kind_of(io.BytesIO(content)) == kind


TEXT = "طالبان و القاعده — 2020. " * 4


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(charset: str) -> None:
    assert charsets.decoded(TEXT.encode(charset)).removeprefix("\ufeff") == TEXT


@pytest.mark.parametrize("declared", ["rot13", "zlib", "base64", "idna", "no-such", "unicode_escape", "\x00"])
def test_a_file_cannot_choose_a_codec_that_is_no_character_set(declared: str) -> None:
    assert not charsets.is_charset(declared)


@given(st.binary(max_size=600))
@example(b"\xff\xfe")
@example(b"<html>&#x110000;&#xd800;")
@example(b"From: @\nTo: @\nContent-Type: multipart/mixed\n\n")
def test_no_bytes_make_it_fail_in_another_way(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        kinds.kind_of(io.BytesIO(content))
        text = charsets.decoded(content)
        blocks.text_of(text)
        plain.shaped_as(text)


def test_two_paragraphs_with_as_many_commas_are_no_table():
    text = "When it ended 2,500 soldiers were there.\n\nThey kept ties, and still avoided attacks."
    assert plain.shaped_as(text) == ("text/plain", text)
