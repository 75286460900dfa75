"""The child that sets a document: confines itself, then compiles Typst in memory; it must not know Django.

Its standard input is JSON: `files` (name to text), `at` (seconds since 1970) and `mark`, which every page
must show (nothing: not looked for). It answers with one line of JSON (`pages`, or `problem`), and behind
it the document.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from typing import Any

from tracker.ingestion.reading import confinement

TEMPLATE = "template.typ"
PLACE = re.compile(rf"{re.escape(TEMPLATE)}:(\d+):\d+")


def main() -> None:
    """Set the document and end; nothing is left to clean up."""
    task = json.loads(sys.argv[1])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get into the document
    confinement.confine(memory=task["memory"], cpu=task["cpu"])
    given = json.loads(os.fdopen(0, "rb").read())
    try:
        said, document = _set(given, fonts=task["fonts"], root=task["root"])
    except MemoryError:
        said, document = {"problem": "memory"}, b""
    out.write(json.dumps(said).encode() + b"\n" + document)
    out.flush()
    os._exit(0)  # without the farewells of libraries, which may hang


def _set(given: dict[str, Any], *, fonts: str, root: str) -> tuple[dict[str, Any], bytes]:
    import typst

    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    # A package would be fetched or read from the machine: there is none.
    none = f"{root}/no-packages"
    try:
        compiler = typst.Compiler(
            {name: text.encode() for name, text in given["files"].items()},  # type: ignore[type-var]
            root=root,
            font_paths=faces,
            ignore_system_fonts=True,
            package_path=none,
            package_cache_path=none,
        )
        document = compiler.compile(format="pdf", timestamp=given["at"])
    except typst.TypstError as error:
        place = PLACE.search(error.diagnostic or "") or PLACE.search(" ".join(error.trace or ()))
        line = int(place[1]) if place else 0
        return {"problem": "source", "said": error.message[:300], "line": line}, b""
    if not isinstance(document, bytes):
        return {"problem": "empty"}, b""
    return _looked_through(document, mark=given["mark"], most=given["most_pages"])


def _looked_through(document: bytes, *, mark: str, most: int) -> tuple[dict[str, Any], bytes]:
    """Count the pages, and see that each bears the mark: a template of somebody's could have left it out."""
    import pypdfium2

    pages = pypdfium2.PdfDocument(document)
    if len(pages) > most:
        return {"problem": "long", "pages": len(pages)}, b""
    for number, page in enumerate(pages if mark else ()):
        # Beside right-to-left text the parts of the mark come in another order: a slower reader is asked.
        if mark not in page.get_textpage().get_text_range() and not _bears(document, number, mark):
            return {"problem": "mark", "pages": number + 1}, b""
    return {"pages": len(pages)}, document


def _bears(document: bytes, number: int, mark: str) -> bool:
    from pypdf import PdfReader

    return mark in PdfReader(io.BytesIO(document)).pages[number].extract_text()


if __name__ == "__main__":
    main()
