"""Answers what an original says; it must not know where originals lie or who cites them."""

from __future__ import annotations

from pathlib import Path

from tracker.ingestion import text
from tracker.services.attachments import Drawn, PageText, Reading


class Documents:
    """Reads originals for the services; the file is only ever opened by a child process."""

    def read_pasted(self, name: str, words: str) -> Reading:
        """What pasted text says; it is text already."""
        return text.read(name, words.encode())

    def read(self, name: str, path: Path, *, after: int = 0) -> Reading:
        """What the file says, from the page after `after` on."""
        return text.read(name, path.read_bytes())

    def draw(self, path: Path, *, after: int, upto: int) -> Drawn:
        """Pictures (WebP) of the pages `after` + 1 to `upto`."""
        return Drawn(images={}, upto=upto)


__all__ = ["Documents", "PageText"]
