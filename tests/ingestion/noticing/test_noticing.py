"""What is noticed near a selection, and that no text makes it fail, or slow."""

import itertools
import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.ingestion import noticing
from tracker.ingestion.noticing import notice

pytestmark = pytest.mark.once

PUBLISHED_ON = date(2020, 6, 8)
RELEASE = (
    "A report made public last week says that the Taliban kept up routine talks. "
    "According to it, about 400 to 600 armed operatives are stationed in twelve provinces. "
    "Meetings were held throughout 2019 and early 2020."
)
# Glued at random, with and without spaces; a tilde stands for a space.
WORDS = """
400 – - to and between from since 2019 2020 early late mid March May 29 31 th about more~than two thirds dozen
hundred million $ % per~cent troops of the , . / : ( ) ' U.S. حوت ۱۳۹۸ و تا بین رجب 1441 هـ هزار 1,000,000 0
no 2020-02-30 32/13/2020 Q3 last~week days~ago Monday, 9999-99-99 99999999999999999999 بیست first
"""
PIECES = [*WORDS.split(), " ", " ", " ", "\u200c", "\u00a0"]


def glued(pieces: list[str]) -> str:
    return "".join(pieces).replace("~", " ")


TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=2), max_size=40).map(glued)


def test_the_nearest_comes_first() -> None:
    start = RELEASE.index("about 400")
    found = notice(RELEASE, start, start + 30, published_on=PUBLISHED_ON)
    assert [figure.words for figure in found.figures] == [
        "about 400 to 600 armed operatives",
        "twelve provinces",
    ]
    assert [day.words for day in found.days] == ["throughout 2019 and early 2020", "last week"]
    start = RELEASE.index("routine")
    assert notice(RELEASE, start, start + 5, published_on=PUBLISHED_ON).days[0].words == "last week"


def test_what_stands_far_away_is_not_near() -> None:
    text = "12 bases. " + "x " * noticing.REACH + "13 bases. " + "x " * noticing.REACH + "14 bases."
    start = text.index("13 bases")
    found = notice(text, start, start + 8, published_on=PUBLISHED_ON)
    assert [figure.words for figure in found.figures] == ["13 bases"]
    assert text[found.figures[0].start : found.figures[0].end] == "13 bases"


def test_a_word_that_is_cut_by_the_reach_is_not_read_in_half() -> None:
    text = "1" + "0" * (noticing.REACH - 1) + " men"
    assert notice(text, len(text), len(text), published_on=PUBLISHED_ON).figures == ()


@given(
    st.lists(
        st.sampled_from(PIECES) | st.sampled_from([" ", " ", ""]) | st.text(max_size=2), max_size=40
    ).map(glued),
    st.booleans(),
)
@example("بیست و", True)
@example("between ", True)
@example("mid-", True)
@example("$", True)
@example("سال", True)
@example("the first of", True)
@example("last ", True)
def test_no_text_makes_it_fail(text: str, published: bool) -> None:
    check(text, 0, len(text), PUBLISHED_ON if published else None)


@given(st.text(), st.integers(), st.integers())
def test_no_place_makes_it_fail(text: str, start: int, end: int) -> None:
    check(text, start, end, PUBLISHED_ON)


@given(st.dates())
def test_no_day_of_publication_makes_it_fail(published_on: date) -> None:
    text = "last week, last month, last year, since 4 March, 10 Hut, 300 days ago, last quarter, 29 February"
    check(text, 0, len(text), published_on)


def check(text: str, start: int, end: int, published_on: date | None) -> None:
    found = notice(text, start, end, published_on=published_on)
    for one in (*found.days, *found.figures):
        assert text[one.start : one.end] == one.words != ""
    for day in found.days:
        assert day.from_on is None or day.from_on <= day.to_on
    taken = sorted((one.start, one.end) for one in (*found.days, *found.figures))
    for (_, before), (after, _) in itertools.pairwise(taken):
        assert before <= after, "two readings of the same words"


MEGABYTE = 1_000_000


@pytest.mark.parametrize("piece", ["1,", "9", "between 1 and ", "2020-", "\u0301", "x"])
def test_a_megabyte_of_anything_takes_no_longer_than_its_window(piece: str) -> None:
    """Ten times the text takes about the same: only a window is read, and it in a straight line."""
    text = (piece * MEGABYTE)[:MEGABYTE]
    began = time.process_time()
    notice(text, 0, len(text), published_on=PUBLISHED_ON)
    assert time.process_time() - began < 3, "some seconds even on a busy machine"


@pytest.mark.parametrize("piece", ["1,", "two hundred and ", "from 1 to "])
def test_the_time_grows_with_the_window_in_a_straight_line(
    piece: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def took(length: int) -> float:
        text = piece * (length // len(piece))
        monkeypatch.setattr(noticing, "LONGEST", length)
        best = []
        for _ in range(2):
            began = time.process_time()
            notice(text, 0, len(text), published_on=PUBLISHED_ON)
            best.append(time.process_time() - began)
        return min(best)

    assert took(8_000) < 40 * took(1_000), "a square would be 64 times"
