"""Answers what a reader would read of an HTML page: its words in blocks, without scripts, menus or marks."""

import re
from html.parser import HTMLParser

SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg", "nav", "iframe", "object"})
BLOCK_NAMES = """
    address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
BEGINNING = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")


def looks_like_html(text: str) -> bool:
    """Whether the text begins as an HTML page does."""
    return BEGINNING.match(beginning_of(text)) is not None


def beginning_of(text: str) -> str:
    """The first characters of a marked-up text after declaration and comments; step by step, for a pattern
    that skips any number of comments takes for ever on some texts."""
    rest = text[:4096].lstrip("\ufeff \t\r\n\f")
    while True:
        for opening, closing in (("<?", "?>"), ("<!--", "-->")):
            if rest.startswith(opening):
                end = rest.find(closing)
                if end < 0:
                    return ""
                rest = rest[end + len(closing) :].lstrip()
                break
        else:
            return rest


def text_of(text: str) -> str:
    """The readable blocks of an HTML page, separated by blank lines."""
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except (AssertionError, ValueError):  # the parser's answers to some broken declarations
        return " ".join(TAG.sub(" ", text).split())
    return "\n\n".join(block for block in reader.blocks() if block)


class _Reader(HTMLParser):
    """Collects words block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[list[str]] = [[]]
        self._silent: list[str] = []

    def blocks(self) -> list[str]:
        """The blocks found so far, white space squeezed."""
        return [" ".join("".join(parts).split()) for parts in self._parts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.append(tag)
            elif tag == "body":  # a head that was never closed ends where the body begins
                self._silent.clear()
            return
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in BLOCKS or tag == "br":
            self._parts.append([])

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
        elif tag in BLOCKS:
            self._parts.append([])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts[-1].append(data)
