"""Scans have their words recognised where a program for it is installed, under limits of its own."""

import io
import os
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.ingestion import pdfs
from tracker.ingestion.reading import recognition
from tracker.ingestion.reading.documents import Documents

pytestmark = pytest.mark.once

# Stands for tesseract: takes its arguments, gets a picture, and says what it was given.
PROGRAM = """#!{python}
import socket, sys
if "--list-langs" in sys.argv:
    print("List of available languages (2):\\neng\\nfas\\nklingon")
    sys.exit()
picture = sys.stdin.buffer.read()
try:
    socket.socket()
    reached = "the network"
except OSError:
    reached = "nothing"
assert sys.argv[1:3] == ["stdin", "stdout"], sys.argv
print("Read as", sys.argv[4], "from", picture[8:12].decode(), "with", reached, "in reach.")
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that has the program."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return program


def test_the_pages_of_a_scan_are_recognised_one_by_one(installed: Path, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdfs.scanned(2))
    reading = Documents().read("scan.pdf", path)
    assert reading.by_ocr
    assert [(page.leaf, page.text) for page in reading.pages] == [
        (leaf, "Read as eng+fas from WEBP with nothing in reach.") for leaf in (1, 2)
    ]
    assert (reading.problem, reading.leaves, reading.read_leaves, reading.is_complete) == ("", 2, 2, True)


def test_an_image_is_recognised_too(installed: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "photo", io.BytesIO()
    Image.new("RGB", (50, 50)).save(out, "PNG")
    path.write_bytes(out.getvalue())
    reading = Documents().read("photo.png", path)
    assert reading.by_ocr
    assert "Read as eng+fas" in reading.pages[0].text


def test_text_that_is_there_is_not_recognised(installed: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.pdf"
    path.write_bytes(pdfs.of_lines(["Words of its own."]))
    reading = Documents().read("words.pdf", path)
    assert not reading.by_ocr
    assert reading.pages[0].text == "Words of its own."


def test_a_program_that_finds_nothing_is_said_plainly(installed: Path, tmp_path: Path) -> None:
    installed.write_text(f"#!{sys.executable}\n")
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdfs.scanned(1))
    reading = Documents().read("scan.pdf", path)
    assert not reading.by_ocr
    assert "text recognition (OCR) found no words" in reading.problem


def test_without_the_program_the_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert recognition.program() is None
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdfs.scanned(1))
    assert "is not installed here" in Documents().read("scan.pdf", path).problem
