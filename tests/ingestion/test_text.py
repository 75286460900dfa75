import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.ingestion import text

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


def pages(content: bytes, name: str = "a.txt") -> tuple[str, ...]:
    return text.read(name, content).pages


def test_hard_broken_lines_become_paragraphs_without_links_and_footer():
    blocks = pages(RELEASE.encode())[0].split("\n\n")
    assert blocks == [
        "Backchannel talks during peace talks would run counter to what the council has asked for",
        "A new report released last week by the council's own monitors says that theTaliban kept up routine "
        "talks with the network, despite the deal. According to the report, about 400 to 600 armed "
        "operatives are stationed in the country.",
        "In February 2020 negotiators reached a preliminary deal that demanded less violence in exchange for "
        "a drawdown of the troops there.",
        "To read the resource of the monitors on this matter, please click here.",
        "###",
    ]


def test_form_feeds_part_pages_and_an_empty_page_keeps_its_number():
    assert pages(b"one\r\ntwo\f\fthree\f") == ("one\n\ntwo", "", "three")


def test_a_long_text_without_page_breaks_is_cut_between_paragraphs():
    content = "\n\n".join(f"Paragraph {number} " + "word " * 100 for number in range(200))
    found = pages(content.encode())
    assert len(found) > 4
    assert all(len(page) <= text.PAGE_LENGTH for page in found)
    assert all(page.startswith("Paragraph") for page in found)


def test_html_gives_its_words_and_not_its_scripts():
    content = """<!doctype html><html><head><title>T</title><style>p{}</style></head><body><nav>Menu</nav>
    <h1>Head&amp;line</h1><p>One <b>two</b>
    three<br>four<script>alert('x')</script></p><div>Last</div></body></html>"""
    reading = text.read("page.txt", content.encode())
    assert reading.content_type == "text/html; charset=utf-8"
    assert reading.pages == ("Head&line\n\nOne two three\n\nfour\n\nLast",)


def test_a_head_that_was_never_closed_does_not_swallow_the_page():
    assert pages(b"<html><head><title>x</title><body><p>Words</p>") == ("Words",)


def test_a_table_has_one_row_a_block():
    reading = text.read("t.csv", b'day;what\n2020-02-29;"signed; in\nDoha"\n\n')
    assert reading.content_type == "text/csv; charset=utf-8"
    assert reading.pages == ("day | what\n\n2020-02-29 | signed; in Doha",)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-1.4\n...", "application/pdf"),
        (b"PK\x03\x04....", "application/zip"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x00\x01\x02\x03" * 50, "application/octet-stream"),
        (b"caf\xe9", "application/octet-stream"),
        (b"  \n\n ", "text/plain"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_content_and_kept_with_a_sentence(content, content_type):
    reading = text.read("note.txt", content)
    assert (reading.content_type, reading.pages) == (content_type, ())
    assert reading.problem == "No text could be read from “note.txt”; it is kept as it is."


@pytest.mark.parametrize(
    "content",
    ["طالبان و القاعده".encode(), "طالبان و القاعده".encode("utf-16"), "\ufeffطالبان و القاعده".encode()],
)
def test_right_to_left_text_in_either_unicode_encoding(content):
    assert pages(content) == ("طالبان و القاعده",)


NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.csv", "a", "", "a.pdf"])
WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from("\f\r\n\x00<>&;,\"'\u2028"), max_size=400)


@given(NAMES, st.binary(max_size=600))
@example("a.html", b"<html><![")
@example("a.html", b"<html><!DOCTYPE [<!")
@example("a.html", b"<html>&#x110000;&#xd800;")
@example("a.csv", b'"')
def test_no_bytes_make_it_fail(name, content):
    check(text.read(name, content))


@given(
    NAMES, WORDS | WORDS.map(lambda words: "<html>" + words) | WORDS.map(lambda words: words + "\n" + words)
)
def test_places_point_at_their_words_whatever_the_text(name, words):
    check(text.read(name, words.encode()))


def check(reading: text.Reading) -> None:
    assert bool(reading.pages) != bool(reading.problem)
    for page in reading.pages:
        assert len(page) <= text.PAGE_LENGTH
        assert "\x00" not in page
        page.encode()
        place = 0
        for block in text.paragraphs(page):
            assert block.start >= place
            assert page[block.start : block.end] == block.text
            assert block.text.strip()
            assert not page[place : block.start].strip()
            place = block.end
        assert not page[place:].strip()
