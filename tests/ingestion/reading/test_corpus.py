"""Every awkward document ends in text or in a sentence, and the parent lives."""

from pathlib import Path

import pytest

from tests.ingestion.corpus import CASES, Case
from tracker.ingestion.reading import sandbox
from tracker.ingestion.reading.documents import Documents

pytestmark = pytest.mark.once
# Little processor time, so that what never ends does so soon; much patience, for a machine may be busy.
LIMITS = sandbox.Limits(cpu=5, wall=60.0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name.encode("ascii", "replace").decode())
def test_it_ends_in_text_or_in_a_sentence(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "original"
    content = case.make()
    path.write_bytes(content)
    reading = Documents(LIMITS).read(case.name, path)
    text = "\n".join(page.text for page in reading.pages)
    if case.text:
        assert case.text in text, reading.problem
    else:
        assert not text
        assert reading.problem.startswith("No text could be read from ")
        assert case.sentence in reading.problem
        assert len(reading.problem) <= 300
    assert len(reading.enclosed) == case.enclosed
    assert path.read_bytes() == content
    text.encode()


def test_there_are_enough_of_them() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40
