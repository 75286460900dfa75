"""Files that mean harm, made at random from those of the corpus: each ends in text or in a sentence, in time.

`make faults` tries 2,000 of them; `make test` some.
"""

import os
import random
import resource
import time
from pathlib import Path

import pytest

from tests.ingestion import corpus
from tracker.ingestion.reading import sandbox
from tracker.ingestion.reading.documents import Documents

pytestmark = pytest.mark.once

FULL = os.environ.get("FAULTS") == "full"
FILES = int(os.environ.get("HOSTILE_FILES", "2000" if FULL else "24"))
SEED = int(os.environ.get("HOSTILE_SEED", "20200229"))
LIMITS = sandbox.Limits(cpu=3, wall=30.0)
MOST_GROWTH = 50 * 1024  # kilobytes of the parent, as the kernel counts them
LARGEST = 2_000_000  # bytes of a seed: larger ones say nothing new
SPICE = (
    b"\x00",
    b"\xff\xfe",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"%PDF-",
    b"endobj",
    b"PK\x03\x04",
    b"\r\n\r\n",
    b"{\\rtf1",
)


def spoiled(content: bytes, rng: random.Random) -> bytes:
    """The bytes with some damage, as accidents and enemies do it."""
    changed = bytearray(content)
    for _ in range(rng.randrange(1, 8)):
        place = rng.randrange(len(changed) + 1)
        match rng.randrange(6):
            case 0:
                changed[place : place + rng.randrange(200)] = b""
            case 1:
                changed[place:place] = rng.choice(SPICE) * rng.randrange(1, 4)
            case 2:
                changed[place:place] = rng.randbytes(rng.randrange(60))
            case 3:
                piece = changed[place : place + rng.randrange(400)]
                changed[place:place] = piece * rng.randrange(1, 30)
            case 4:
                for _ in range(min(30, len(changed))):
                    changed[rng.randrange(len(changed))] = rng.randrange(256)
            case _:
                numbers = b"%d" % rng.choice((0, -1, 2**31, 2**63, 10**30))
                changed[place : place + 4] = numbers
    return bytes(changed)


def test_hostile_files_cost_a_sentence_and_nothing_else(tmp_path: Path) -> None:
    rng = random.Random(SEED)
    seeds = [content for case in corpus.CASES if 0 < len(content := case.make()) < LARGEST]
    documents, path = Documents(LIMITS), tmp_path / "original"
    documents.read("first", _written(path, seeds[0]))  # what is loaded once is no growth
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(FILES):
        content = spoiled(rng.choice(seeds), rng)
        if rng.random() < 0.15:  # one inside the other
            content += spoiled(rng.choice(seeds), rng)
        began = time.monotonic()
        reading = documents.read(f"file {number}", _written(path, content))
        assert time.monotonic() - began < 120, number
        assert any(page.text for page in reading.pages) or reading.problem.startswith("No text could be read")
        for page in reading.pages:
            page.text.encode()
            assert "\x00" not in page.text
        assert path.read_bytes() == content
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
    assert not list(Path("/tmp").glob("servanda-slipped*"))


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
