"""Cuts a feed into its entries, each a small document of its own; it must not know what an entry says.

Nothing a stranger wrote goes further than this but what expat read and was written anew: no document type, no
entity, no more than so many elements and characters. An entry that cannot be read costs itself only.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

MOST_ENTRIES = 300
MOST_CHARACTERS = 120_000  # of one entry; more is left out
MOST_ELEMENTS = 2000  # of one entry
DEEPEST = 64
ENTRY_NAMES = frozenset({"item", "entry"})
ROOTS = frozenset({"rss", "feed", "rdf"})
START = re.compile(rb"<((?:[\w.-]+:)?(?:item|entry))[\s>/]", re.IGNORECASE)
REACH = 4 * MOST_CHARACTERS  # bytes within which a broken entry must end
STRAY = re.compile(r"&(?!#[0-9]{1,7};|#x[0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
NAMESPACES = (
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
PLAIN_HEADS = {
    "item": f'<rss version="2.0"{NAMESPACES}><channel>',
    "entry": f'<feed xmlns="http://www.w3.org/2005/Atom"{NAMESPACES}>',
}
PLAIN_TAILS = {"item": "</channel></rss>", "entry": "</feed>"}


class NoFeed(Exception):
    """It is no feed that is read; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _Enough(Exception):
    """There are as many entries as are read."""


class _TooDeep(Exception):
    """Something is nested without end; what follows is read entry by entry."""


@dataclass(slots=True)
class Cut:
    """Documents of one entry each, how many could not be read, and the language of the whole."""

    documents: list[str] = field(default_factory=list)
    skipped: int = 0
    language: str = ""


def cut(text: str) -> Cut:
    """The entries of a feed, first ones first. Raises NoFeed."""
    data = text.encode("utf-8", "replace")
    cutter = _Cutter()
    try:
        cutter.parse(data)
    except _Enough:
        pass
    except (expat.ExpatError, _TooDeep):
        _repair(cutter, data)
    if not cutter.is_feed and not cutter.cut.documents:
        raise NoFeed("page" if re.search(r"<html[\s>]", text[:2000], re.IGNORECASE) else "no_feed")
    return cutter.cut


class _Cutter:
    """Follows expat through a document and writes its entries anew."""

    def __init__(self) -> None:
        self.cut = Cut()
        self.is_feed = False
        self.begun = 0  # the byte at which the entry begins that is being read
        self.stack: list[str] = []
        self.head: list[str] = []
        self.tail = ""
        self.parts: list[str] | None = None
        self.entry_depth = self.characters = self.elements = 0
        self.too_much = False
        self.in_language = False

    def parse(self, data: bytes) -> None:
        """Read a whole document. Raises expat.ExpatError, NoFeed, _Enough."""
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = _no_document_type
        self.parser.EntityDeclHandler = _no_document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(":")[2].lower()
        if not self.stack:
            if own not in ROOTS:
                raise NoFeed("page" if own == "html" else "no_feed")
            self.is_feed = True
        self.stack.append(name)
        if len(self.stack) > DEEPEST:
            raise _TooDeep
        tag = _tag(name, attributes)
        if self.parts is None and own in ENTRY_NAMES and 2 <= len(self.stack) <= 3:
            if len(self.cut.documents) + self.cut.skipped >= MOST_ENTRIES:
                raise _Enough
            self.parts, self.entry_depth, self.begun = [], len(self.stack), self.parser.CurrentByteIndex
            self.characters, self.elements, self.too_much = 0, 0, False
            self.tail = "".join(f"</{one}>" for one in reversed(self.stack[:-1]))
        if self.parts is None:
            del self.head[len(self.stack) - 1 :]
            self.head.append(tag)
            self.in_language = own == "language"
            return
        self.elements += 1
        self.too_much = self.too_much or self.elements > MOST_ELEMENTS
        if not self.too_much:
            self.parts.append(tag)

    def _words(self, words: str) -> None:
        if self.parts is None:
            if self.in_language:
                self.cut.language = (self.cut.language + words.strip())[:10]
            return
        room = MOST_CHARACTERS - self.characters
        self.characters += len(words)
        if room > 0 and not self.too_much:
            self.parts.append(escape(words[:room]))

    def _end(self, name: str) -> None:
        self.in_language = False
        if self.parts is not None and not self.too_much:
            self.parts.append(f"</{name}>")
        if self.parts is not None and len(self.stack) == self.entry_depth:
            if self.too_much:
                self.cut.skipped += 1
            else:
                head = "".join(self.head[: self.entry_depth - 1])
                self.cut.documents.append(head + "".join(self.parts) + self.tail)
            self.parts = None
        self.stack.pop()


def _tag(name: str, attributes: dict[str, str]) -> str:
    words = "".join(f" {key}={quoteattr(value[:2000])}" for key, value in list(attributes.items())[:50])
    return f"<{name}{words}>"


def _no_document_type(*_arguments: object) -> None:
    raise NoFeed("document_type")


def _repair(cutter: _Cutter, data: bytes) -> None:
    """Read what follows the first mistake entry by entry, each under a head of our own if need be."""
    whole = cutter.cut
    place = cutter.begun if cutter.parts is not None else max(cutter.parser.CurrentByteIndex, 0)
    if not whole.documents and cutter.parts is None:
        place = 0
    head = "".join(cutter.head[: cutter.entry_depth - 1]) if cutter.entry_depth else ""
    while len(whole.documents) + whole.skipped < MOST_ENTRIES:
        found = START.search(data, place)
        if found is None:
            return
        name = found[1]
        following = START.search(data, found.end(), found.start() + REACH)
        closing = data.find(b"</" + name, found.end(), found.start() + REACH)
        if closing < 0 or (following is not None and following.start() < closing):
            whole.skipped += 1
            place = following.start() if following is not None else len(data)
            continue
        end = data.find(b">", closing, closing + 200) + 1 or closing
        place = max(end, found.end())
        own = name.decode().rpartition(":")[2].lower()
        chunk = data[found.start() : end].decode("utf-8", "replace")
        document = _mended(head or PLAIN_HEADS[own], chunk, cutter.tail or PLAIN_TAILS[own])
        if document is None:
            whole.skipped += 1
        else:
            cutter.is_feed = True
            whole.documents.append(document)


def _mended(head: str, chunk: str, tail: str) -> str | None:
    for attempt in (chunk, STRAY.sub("&amp;", NAMED.sub(_sign, chunk))):
        cutter = _Cutter()
        try:
            cutter.parse((head + attempt + tail).encode("utf-8", "replace"))
        except (expat.ExpatError, NoFeed, _Enough, _TooDeep):
            continue
        if cutter.cut.documents:
            return cutter.cut.documents[0]
    return None


def _sign(found: re.Match[str]) -> str:
    if found[1] in ("amp", "lt", "gt", "quot", "apos"):
        return found[0]
    said = html.unescape(found[0])
    return said if said != found[0] else "&amp;" + found[0][1:]
