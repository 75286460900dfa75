"""The child's beginning: confines itself, then does one task with the file on its standard input.

A task is JSON. `do` is "read" (with `after`), "draw" (with `after`, `upto`) or "recognise" (with `command`);
`memory` and `cpu` are its limits.
"""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

from tracker.ingestion.reading import confinement, frames, kinds
from tracker.ingestion.reading.told import Told, Unreadable

DEEPEST = 3000  # calls; nested documents end in a sentence, not in a crash
UNREAD = {
    "application/x-ole-storage": "old_office",
    kinds.XLSX: "spreadsheet",
    kinds.PPTX: "presentation",
    kinds.ZIP: "archive",
    "application/gzip": "archive",
    "application/x-7z-compressed": "archive",
    "application/vnd.rar": "archive",
    kinds.SVG: "drawing",
}


def main() -> None:
    """Do the task and end; nothing is left to clean up."""
    task = json.loads(sys.argv[1])
    if task["do"] == "recognise":
        confinement.confine(memory=task["memory"], cpu=task["cpu"], programs=True)
        os.execv(task["command"][0], task["command"])  # noqa: S606 - no shell is wanted
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not get between the frames.
    os.dup2(2, 1)
    walls = confinement.confine(memory=task["memory"], cpu=task["cpu"])
    sys.setrecursionlimit(DEEPEST)
    frames.write(out, "confined", walls=walls)
    told = Told(out)
    try:
        _do(task, os.fdopen(0, "rb"), told)
    except Unreadable as problem:
        frames.write(out, "problem", code=problem.code)
    except MemoryError:
        frames.write(out, "problem", code="memory")
    except RecursionError:
        frames.write(out, "problem", code="tangled")
    except Exception as error:  # a hostile file may make a library fail in any way
        frames.write(out, "problem", code="broken", error=f"{type(error).__name__}: {error}"[:300])
    frames.write(out, "end")
    out.flush()
    os._exit(0)  # without the farewells of libraries, which may hang


def _do(task: dict[str, Any], file: IO[bytes], told: Told) -> None:
    kind = kinds.kind_of(file)
    if task["do"] == "draw":
        _draw(
            kind,
            file,
            told,
            after=int(task["after"]),
            upto=int(task["upto"]),
            times=int(task.get("times", 1)),
        )
        return
    told.type(kind)
    if kind in UNREAD:
        raise Unreadable(UNREAD[kind])
    if kind == kinds.PDF:
        from tracker.ingestion.reading import pdf

        pdf.read(file, told, after=int(task["after"]))
        return
    _reader_of(kind)(file, told)


def _reader_of(kind: str) -> Any:
    """The function that reads this sort; each brings its own libraries, so only one lot is loaded."""
    if kind in kinds.IMAGES:
        from tracker.ingestion.reading import pictures

        return pictures.read
    if kind == kinds.HTML:
        from tracker.ingestion.reading import webpages

        return webpages.read
    if kind == kinds.DOCX:
        from tracker.ingestion.reading import word

        return word.read
    if kind == kinds.ODT:
        from tracker.ingestion.reading import opendocument

        return opendocument.read
    if kind == kinds.MAIL:
        from tracker.ingestion.reading import mail

        return mail.read
    if kind == kinds.RTF:
        from tracker.ingestion.reading import rtf

        return rtf.read
    from tracker.ingestion.reading import plain

    if kind == kinds.XML:
        return plain.read_xml
    if kind == kinds.UNKNOWN:
        return plain.read
    raise Unreadable("unknown")


def _draw(kind: str, file: IO[bytes], told: Told, *, after: int, upto: int, times: int) -> None:
    if kind == kinds.PDF:
        from tracker.ingestion.reading import pdf

        pdf.draw(file, told, after=after, upto=upto, times=times)
    elif kind in kinds.IMAGES:
        from tracker.ingestion.reading import pictures

        pictures.draw(file, told, after=after, upto=upto)


if __name__ == "__main__":
    main()
