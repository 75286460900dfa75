"""Reads and draws the pages of a PDF; it must not know who cites them."""

from __future__ import annotations

import contextlib
import io
import re
from typing import IO, Any

from tracker.ingestion.reading.told import MOST_LEAVES, Told, Unreadable
from tracker.ingestion.reading.webp import LONGEST_SIDE, WIDTH, packed

BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad\u2010]\n(?=[a-zà-öø-ÿ])")
CATALOGUE = re.compile(rb"(\d{1,8}) \d{1,5} obj\s{0,9}<<[^>]{0,300}/Type\s{0,9}/Catalog\b")
MOST_PIXELS = 12_000_000  # of a picture of a page
END_WITHIN = 2048  # bytes at the end in which a whole file says that it ends


def read(file: IO[bytes], told: Told, *, after: int = 0) -> None:
    """Tell the text of the pages after `after`, with what the file says of itself. Raises Unreadable."""
    own, problem = _opened(file)
    drawn = _Drawn(file)
    cut_short = is_cut_short(file)
    if cut_short and problem == "broken" and drawn.document is None:
        own, _problem = _opened(_mended(file))
    count = _count(own) or drawn.count
    if not count:
        raise Unreadable("cut_short" if cut_short and problem != "encrypted" else problem or "broken")
    told.leaves(count)
    if after == 0:
        _tell_facts(own, told)
    for leaf in range(after + 1, min(count, MOST_LEAVES) + 1):
        first = _text(own, leaf)
        text = first if first and first.strip() else drawn.text(leaf)
        if first is None and own is not None and not text.strip():
            told.note("unread_pages")
        told.page(BROKEN_WORD.sub("", text), leaf=leaf)
    if count > MOST_LEAVES:
        told.note("many_pages")
    if cut_short:
        told.note("cut_short")


def draw(file: IO[bytes], told: Told, *, after: int, upto: int, times: int = 1) -> None:
    """Tell pictures of the pages after `after` up to `upto`, `times` as fine as they are shown."""
    drawn = _Drawn(file)
    if drawn.document is None:
        raise Unreadable("broken")
    for leaf in range(after + 1, min(upto, drawn.count) + 1):
        with contextlib.suppress(Exception):  # whatever this page holds, the next may be well
            told.image(leaf, drawn.picture(leaf, times))
        told.tried(leaf)


def is_cut_short(file: IO[bytes]) -> bool:
    """Whether the file ends before it says that it ends."""
    size = file.seek(0, 2)
    file.seek(max(size - END_WITHIN, 0))
    return b"%%EOF" not in file.read()


def _mended(file: IO[bytes]) -> IO[bytes]:
    """The file with an end that names its catalogue, so that what came through is looked for."""
    file.seek(0)
    content = file.read()
    broken_off = content.rfind(b"trailer", max(len(content) - END_WITHIN, 0))
    if broken_off > 0:
        content = content[:broken_off]
    catalogue = CATALOGUE.search(content)
    root = b"<< /Root %s 0 R >>" % catalogue.group(1) if catalogue else b"<< >>"
    return io.BytesIO(content + b"\nendobj\ntrailer\n" + root + b"\nstartxref\n0\n%%EOF\n")


def _opened(file: IO[bytes]) -> tuple[Any | None, str]:
    """The file as pypdf reads it, or None and why it does not."""
    import pypdf

    try:
        file.seek(0)
        reader = pypdf.PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return None, "encrypted"
        len(reader.pages)
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception as error:  # a broken file makes it fail in any way
        return None, "encrypted" if "rypt" in f"{type(error).__name__} {error}" else "broken"
    return reader, ""


def _count(reader: Any | None) -> int:
    return 0 if reader is None else len(reader.pages)


def _text(reader: Any | None, leaf: int) -> str | None:
    """The text of a page; None when it could not be taken out."""
    if reader is None:
        return None
    try:
        return str(reader.pages[leaf - 1].extract_text() or "")
    except KeyboardInterrupt:
        raise
    except Exception:
        return None


def _tell_facts(reader: Any | None, told: Told) -> None:
    if reader is None:
        return
    said: dict[str, Any] = {}
    for name, what in (("title", "title"), ("author", "author"), ("creation_date", "written_on")):
        with contextlib.suppress(Exception):
            said[what] = getattr(reader.metadata, name)
    told.facts(**said)


class _Drawn:
    """The file as pdfium reads it: a second opinion on text, and the pictures."""

    def __init__(self, file: IO[bytes]) -> None:
        import pypdfium2

        file.seek(0)
        self.document: Any | None = None
        self.count = 0
        with contextlib.suppress(pypdfium2.PdfiumError, ValueError, OSError):
            self.document = pypdfium2.PdfDocument(file)
            self.count = len(self.document)

    def text(self, leaf: int) -> str:
        """The text of a page; empty when there is none or it cannot be read."""
        if self.document is None or leaf > self.count:
            return ""
        try:
            page = self.document[leaf - 1]
            return str(page.get_textpage().get_text_bounded()).replace("\ufffe", "-\n")
        except MemoryError:
            raise
        except Exception:
            return ""

    def picture(self, leaf: int, times: int) -> bytes:
        """The page as WebP, at most `times` WIDTH wide and MOST_PIXELS large."""
        assert self.document is not None
        page = self.document[leaf - 1]
        width, height = page.get_size()
        scale = min(WIDTH * times / max(width, 1), LONGEST_SIDE * times / max(height, 1), 6.0)
        if not 0 < width * scale * height * scale <= MOST_PIXELS:
            raise Unreadable("broken")
        image = page.render(scale=scale).to_pil().convert("RGB")
        return packed(image)
