"""Answers what an original says and looks like, by asking children; it must not know who cites it.

Nothing else in the product opens what strangers wrote, and this does so with another process's hands.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tracker.ingestion import likeness, text
from tracker.ingestion.reading import blocks, languages, plain, recognition, sandbox, sentences
from tracker.ingestion.reading.sandbox import End
from tracker.services.attachments import Drawn, Enclosed, PageText, Reading
from tracker.services.wording import tidy

AT_MOST = 35.0  # seconds of one reading; what is left is read by the next
MOST_STUCK = 3  # pages that may each cost a child before the rest is given up
OF_TEXT = ("text/plain", "text/csv", "text/markdown")
FINER = 2  # times; the words of a page are recognised at about 300 dots an inch
PASTED_AT_ONCE = 300_000  # characters
KNOWN_TYPE = 100  # characters


@dataclass(slots=True)
class _Heard:
    """What the children told so far."""

    content_type: str = "application/octet-stream"
    pages: list[tuple[int | None, str]] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    enclosed: list[Enclosed] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problem: str = ""
    leaves: int = 0
    read_leaves: int = 0
    is_complete: bool = True
    by_ocr: bool = False


class Documents:
    """Reads originals for the services; a file is only ever opened by a child with limits."""

    def __init__(self, limits: sandbox.Limits | None = None) -> None:
        self.limits = limits or sandbox.Limits()

    def read_pasted(self, words: str) -> Reading | None:
        """What pasted text says; it is text already.

        None for a long text or the source of a web page: a child reads those, as the page answers at once.
        """
        if len(words) > PASTED_AT_ONCE or blocks.looks_like_html(words):
            return None
        content_type, shaped = plain.shaped_as(tidy(words))
        heard = _Heard(content_type=content_type, pages=[(None, shaped)])
        return _reading(sentences.no_text(words[:20], "empty"), heard, language="")

    def read(self, name: str, path: Path, *, after: int = 0) -> Reading:
        """What the file says, from the page after `after` on; it never raises because of the file."""
        heard = _Heard(read_leaves=after)
        deadline = time.monotonic() + AT_MOST
        self._listen(path, heard, deadline)
        if heard.leaves and heard.problem in ("", "image") and not _has_words(heard):
            if "cut_short" in heard.notes:
                heard.problem = "cut_short"
            else:
                self._recognise(path, heard, after, deadline)
            if heard.problem == "scanned" and "unread_pages" in heard.notes:
                heard.problem = "unread"
        words = "\n".join(part for _leaf, part in heard.pages)[: languages.SAMPLE * 2]
        return _reading(sentences.no_text(name, heard.problem), heard, language=languages.guessed(words))

    def draw(self, path: Path, *, after: int, upto: int) -> Drawn:
        """Pictures (WebP) of the pages `after` + 1 to `upto`; one that cannot be drawn is passed over."""
        return self._draw(path, after, upto, times=1)

    def _draw(self, path: Path, after: int, upto: int, *, times: int) -> Drawn:
        task = {"do": "draw", "after": after, "upto": upto, "times": times}
        with path.open("rb") as file:
            outcome = sandbox.ask(task, file, self.limits)
        images = {one.values["leaf"]: one.blob for one in outcome.frames if one.kind == "image"}
        tried = [one.values["leaf"] for one in outcome.frames if one.kind == "tried"]
        if outcome.end is End.DONE:
            return Drawn(images=_pictures(images, after, upto), upto=upto)
        # Time was up: the next child goes on. One that died over its first page would again: pass over it.
        return Drawn(images=_pictures(images, after, upto), upto=min(max(tried, default=after + 1), upto))

    def sketch(self, words: str) -> bytes:
        """What tells how nearly two texts are the same."""
        return likeness.sketch_of(words)

    def _listen(self, path: Path, heard: _Heard, deadline: float) -> None:
        """Ask children until all pages are told, or nothing more is to be had, or time is up."""
        stuck = 0
        while True:
            before = heard.read_leaves
            with path.open("rb") as file:
                outcome = sandbox.ask({"do": "read", "after": before}, file, self.limits)
            for frame in outcome.frames:
                _take(frame.kind, frame.values, frame.blob, heard)
            if outcome.end is End.DONE:
                heard.read_leaves = max(heard.read_leaves, heard.leaves)
                return
            if not heard.leaves or heard.read_leaves >= heard.leaves:
                if not heard.pages:
                    heard.problem = "time" if outcome.end is End.TIME else "crashed"
                return
            if heard.read_leaves == before:  # the next page costs the child its life: pass over it
                stuck += 1
                heard.read_leaves += 1
                heard.pages.append((heard.read_leaves, ""))
                heard.notes.append("unread_pages")
            if stuck >= MOST_STUCK:
                heard.notes.append("rest_unread")
                heard.read_leaves = heard.leaves
                return
            if time.monotonic() + self.limits.wall > deadline:
                heard.is_complete = heard.read_leaves >= heard.leaves
                return

    def _recognise(self, path: Path, heard: _Heard, after: int, deadline: float) -> None:
        """Take the words from pictures of the pages, as many as there is time for."""
        heard.problem = "image" if heard.problem else "scanned"
        if recognition.program() is None:
            return
        known = recognition.languages()
        heard.by_ocr, heard.pages, heard.problem = True, [], "unrecognised"
        for leaf in range(after + 1, heard.leaves + 1):
            heard.read_leaves = leaf
            images = self._draw(path, leaf - 1, leaf, times=FINER).images
            words = recognition.recognised(images[leaf], known) if leaf in images else ""
            heard.pages.append((leaf, plain.shaped_as(words)[1]))
            if time.monotonic() > deadline:
                break
        heard.is_complete = heard.read_leaves >= heard.leaves


def _has_words(heard: _Heard) -> bool:
    return any(words.strip() for _leaf, words in heard.pages)


def _pictures(images: dict[Any, bytes], after: int, upto: int) -> dict[int, bytes]:
    """Those of the pictures that are pictures of what was asked for."""
    return {
        leaf: content
        for leaf, content in images.items()
        if type(leaf) is int and after < leaf <= upto and content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    }


def _take(kind: str, values: dict[str, Any], blob: bytes, heard: _Heard) -> None:
    """Add one frame; what is not as it should be is passed over: a child may be in a stranger's hands."""
    if kind == "type":
        heard.content_type = str(values.get("content_type"))[:KNOWN_TYPE]
    elif kind == "leaves" and type(values.get("count")) is int and 0 <= values["count"] <= 10_000:
        heard.leaves = values["count"]
    elif kind == "page" and isinstance(values.get("text"), str):
        leaf = values.get("leaf")
        if leaf is None or (type(leaf) is int and heard.read_leaves < leaf <= heard.leaves):
            heard.pages.append((leaf, values["text"]))
            heard.read_leaves = leaf or heard.read_leaves
    elif kind == "facts":
        heard.facts |= {name: str(value) for name, value in values.items() if value}
    elif kind == "enclosed":
        heard.enclosed.append(Enclosed(name=str(values.get("name")), content=blob))
    elif kind == "note":
        heard.notes.append(str(values.get("code")))
    elif kind == "problem":
        heard.problem = str(values.get("code"))


def _reading(no_text: str, heard: _Heard, *, language: str) -> Reading:
    pages = [
        PageText(text=piece, leaf=leaf)
        for leaf, words in heard.pages
        for part in words.split("\f")
        for piece in text.cut(tidy(part).strip())
    ]
    while pages and not pages[-1].text and (pages[-1].leaf is None or heard.is_complete):
        pages.pop()
    has_text = any(page.text for page in pages)
    kind = heard.content_type
    return Reading(
        content_type=f"{kind}; charset=utf-8" if kind in OF_TEXT or kind == "text/html" else kind,
        pages=pages if has_text or not heard.is_complete else [],
        problem=sentences.note(heard.notes) if has_text or not heard.is_complete else no_text,
        title=tidy(heard.facts.get("title", "")),
        author=tidy(heard.facts.get("author", "")),
        written_on=_day(heard.facts.get("written_on", "")),
        language=language,
        by_ocr=heard.by_ocr and has_text,
        leaves=heard.leaves,
        read_leaves=heard.read_leaves,
        is_complete=heard.is_complete,
        enclosed=heard.enclosed,
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
