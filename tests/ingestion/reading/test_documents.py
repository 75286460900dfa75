"""What is read of long and broken originals when a child's time is up."""

from pathlib import Path

import pytest

from tests.ingestion import pdfs
from tracker.ingestion.reading import sandbox
from tracker.ingestion.reading.documents import Documents

pytestmark = pytest.mark.once
NOTHING = sandbox.Limits(told=1)  # a child that may say nothing


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_pages_told_before_the_time_was_up_are_kept_and_the_next_child_goes_on(tmp_path: Path) -> None:
    """What a child may tell is bounded so that each gets through some of the pages only."""
    pages = [[f"Page {number} of many. " * 3] * 40 for number in range(60)]
    path = written(tmp_path / "long.pdf", pdfs.of_lines(*pages))
    reading = Documents(sandbox.Limits(told=100_000)).read("long.pdf", path)
    assert [page.leaf for page in reading.pages] == list(range(1, 61))
    assert all(f"Page {number} of many." in page.text for number, page in enumerate(reading.pages))
    assert (reading.is_complete, reading.problem) == (True, "")


def test_one_page_that_costs_its_child_is_passed_over(tmp_path: Path) -> None:
    """The page in the middle tells more than is allowed."""
    pages = [["Before."], ["Far too many words. " * 4] * 5000, ["After."]]
    path = written(tmp_path / "long.pdf", pdfs.of_lines(*pages))
    reading = Documents(sandbox.Limits(told=100_000)).read("long.pdf", path)
    assert [(page.leaf, page.text) for page in reading.pages] == [(1, "Before."), (2, ""), (3, "After.")]
    assert reading.problem == "Some pages could not be read; the others are here."


def test_a_reading_goes_on_after_a_page(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pdfs.of_lines(["One."], ["Two."], ["Three."]))
    reading = Documents().read("a.pdf", path, after=2)
    assert [(page.leaf, page.text) for page in reading.pages] == [(3, "Three.")]


def test_drawing_goes_on_where_a_child_had_to_stop(tmp_path: Path) -> None:
    path = written(tmp_path / "a.pdf", pdfs.of_lines(*[[f"Page {number}"] for number in range(6)]))
    whole = Documents().draw(path, after=0, upto=6)
    assert sorted(whole.images) == [1, 2, 3, 4, 5, 6]
    size = sum(map(len, whole.images.values()))
    part = Documents(sandbox.Limits(told=size // 2)).draw(path, after=0, upto=6)
    assert 0 < part.upto < 6
    assert sorted(part.images) == list(range(1, part.upto + 1)) or sorted(part.images) == list(
        range(1, part.upto + 2)
    )
    assert Documents(NOTHING).draw(path, after=3, upto=6).upto == 4


def test_no_child_that_may_say_anything_gives_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", b"words")
    reading = Documents(NOTHING).read("a.txt", path)
    assert reading.problem.startswith("No text could be read from “a.txt”")


def test_facts_and_language_are_told(tmp_path: Path) -> None:
    words = "The parties agreed to reduce violence and to release prisoners before the talks begin."
    page = (
        f'<html><head><title>Talks</title><meta name="author" content="A. Writer"></head><p>{words * 5}</p>'
    )
    reading = Documents().read("a.html", written(tmp_path / "a", page.encode()))
    assert (reading.title, reading.language) == ("Talks", "en")
    assert "Writer" in reading.author
