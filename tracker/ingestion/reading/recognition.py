"""Has the words on page images recognised by tesseract, when the machine has it; it draws nothing itself."""

from __future__ import annotations

import shutil

from tracker.ingestion.reading import sandbox

PROGRAM = "tesseract"
LIMITS = sandbox.Limits(memory=1024 * 1024 * 1024, cpu=25, wall=25.0, told=2 * 1024 * 1024)
LISTING = sandbox.Limits(memory=1024 * 1024 * 1024, cpu=5, wall=5.0, told=64 * 1024)
WANTED = ("eng", "fas", "ara", "pus", "fra", "rus", "spa", "urd", "chi_sim")


def program() -> str | None:
    """Where the program lies; None when it is not installed."""
    return shutil.which(PROGRAM)


def languages() -> str:
    """Those of the installed languages that our documents come in, as the program wants them named."""
    found = program()
    if found is None:
        return ""
    said, _end = sandbox.run({"do": "recognise", "command": [found, "--list-langs"]}, b"", LISTING)
    there = set(said.decode("utf-8", "replace").split())
    return "+".join(language for language in WANTED if language in there)


def recognised(image: bytes, known: str) -> str:
    """The words on a page image; `known` is what `languages` answered. Empty when there are none."""
    found = program()
    if found is None:
        return ""
    command = [found, "stdin", "stdout", *(["-l", known] if known else [])]
    said, end = sandbox.run({"do": "recognise", "command": command}, image, LIMITS)
    return said.decode("utf-8", "replace").strip() if end is sandbox.End.DONE else ""
