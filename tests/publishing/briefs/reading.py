"""What tests of briefs read of a document: its text by page, plain and without the marks of direction."""

import pypdfium2

from tracker.publishing.briefs.wording import MARKS


def pages_of(content: bytes) -> list[str]:
    """The text of each page, its white space made plain."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [" ".join(_text(page).translate(MARKS).split()) for page in document]
    finally:
        document.close()


def text_of(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages_of(content))


def place_of(content: bytes, words: str) -> float:
    """How far from the left the first of these words begins on the first page, as a share of its width."""
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        text = page.get_textpage()
        found = text.search(words).get_next()
        assert found is not None, words
        left, _bottom, _right, _top = text.get_charbox(found[0])
        return left / page.get_width()
    finally:
        document.close()


def _text(page) -> str:
    text = page.get_textpage()
    try:
        return text.get_text_range()
    finally:
        text.close()
