"""Badges: one picture that needs nothing else, the shapes of the pages, words that survive."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.assessment import Status
from tracker.publishing import badges
from tracker.publishing.plain_text import one_line

pytestmark = pytest.mark.once
NS = {"s": badges.SVG}


def drawn(**more):
    return ET.fromstring(
        badges.badge(**{"title": "The Accord", "words": "In breach", "status": "BREACHED"} | more)
    )


@pytest.mark.parametrize("status", [status.value for status in Status] + [""])
def test_shape_and_words_say_it_without_colour(status):
    root = drawn(status=status)
    assert root.get("aria-label") == root.find("s:title", NS).text == "The Accord: In breach"
    assert [one.text for one in root.findall("s:text", NS)] == ["The Accord", "In breach"]
    assert bool(root.findall("s:g/s:path", NS)) == bool(status)


def test_it_asks_for_nothing_and_only_its_own_style_passes_the_policy():
    text = badges.badge(title="A", words="B", status="BREACHED").decode()
    assert "href" not in text
    assert "url(" not in text
    assert text.count("http") == 1  # the name of SVG itself
    assert badges.POLICY["style-src"][0].startswith("'sha256-")
    assert "prefers-color-scheme:dark" in text


def test_right_to_left_the_title_stands_on_the_right():
    root = drawn(title="توافق", words="نقض شده", right_to_left=True)
    first, second = root.findall("s:text", NS)
    assert float(first.get("x")) > float(second.get("x"))
    assert first.get("direction") == "rtl"


@given(title=st.text(max_size=200), words=st.text(max_size=60))
def test_any_words_make_a_picture(title, words):
    root = drawn(title=title, words=words)
    assert root.get("aria-label") == f"{one_line(title)}: {one_line(words)}"
    assert len(root.findall("s:text", NS)[0].text or "") <= badges.LONGEST
    assert int(root.get("width")) > 0
