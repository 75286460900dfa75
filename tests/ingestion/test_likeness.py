"""Texts that are nearly the same: sketches, the estimate, and the places they share."""

import random

import pytest

from tracker.ingestion.likeness import likeness, overlaps, share, sketch_of

RELEASE = (
    "The monitoring team reports that between 400 and 600 armed operatives remain active "
    "in twelve provinces. "
    "It adds that relations are close, based on friendship, a history of shared struggle, and intermarriage."
)


def invented(words: int, seed: int) -> str:
    chosen = random.Random(seed)
    return " ".join(f"word{chosen.randrange(5000)}" for _ in range(words))


def test_the_same_words_are_wholly_alike_whatever_their_case_and_their_line_ends() -> None:
    assert likeness(sketch_of(RELEASE), sketch_of(RELEASE.upper().replace(" ", "\r\n"))) == 1000


def test_texts_without_a_run_in_common_are_not_alike() -> None:
    assert likeness(sketch_of(invented(400, 1)), sketch_of(invented(400, 2))) < 30


@pytest.mark.parametrize("kept", [200, 500, 800, 950])
def test_the_estimate_is_near_the_share_of_runs_in_common(kept: int) -> None:
    text = invented(1000, 3).split()
    other = text[:kept] + invented(1000 - kept, 4).split()
    exact = 1000 * (kept - 3) / (2 * 997 - (kept - 3))
    assert abs(likeness(sketch_of(" ".join(text)), sketch_of(" ".join(other))) - exact) < 130


def test_without_words_there_is_no_sketch_and_no_likeness() -> None:
    assert sketch_of(" … \n-- ") == b""
    assert likeness(b"", b"") == 0
    assert likeness(sketch_of("one"), b"") == 0
    assert overlaps("", RELEASE) == []
    assert share("", []) == 0


def test_the_places_are_those_of_the_text_as_it_stands() -> None:
    text = f"Dear all,\n\n{RELEASE.replace('active in', 'ACTIVE  in')}\n\nUnsubscribe here."
    (place,) = overlaps(text, RELEASE)
    assert text[slice(*place)].startswith("The monitoring team")
    assert text[slice(*place)].endswith("and intermarriage")
    assert 850 < share(text, [place]) < 950


def test_what_was_put_between_is_left_out() -> None:
    first, second = RELEASE.split(". ")
    text = f"{first}. An editor added this remark of his own. {second}"
    found = [text[start:end] for start, end in overlaps(text, RELEASE)]
    assert [words.split()[0] for words in found] == ["The", "It"]
    assert "remark" not in "".join(found)


def test_scripts_without_spaces_and_marks_that_are_not_always_written() -> None:
    assert overlaps("新華社報道塔利班成員", "據新華社報道塔利班") == [(0, 8)]
    assert likeness(sketch_of("می‌روند به شهر کابل امروز"), sketch_of("میروند به شهر کابل امروز")) == 1000
    assert overlaps("كتبَ الرئيسُ رسالةً إلى الوزير", "كتب الرئيس رسالة إلى الوزير")


def test_a_text_shorter_than_a_run_is_found_in_a_longer_one() -> None:
    assert overlaps("shared struggle", RELEASE) == [(0, 15)]
