"""PDF files that are locked, torn, circular or packed too tightly; it knows no other format."""

import io
import zlib

import pypdf

from tests.ingestion import pdfs
from tests.ingestion.corpus.cases import ARTICLE, CHINESE, PERSIAN, Case, zipped


def _encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdfs.of_lines([ARTICLE[:80]]))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _circular_xref() -> bytes:
    whole = pdfs.of_lines(["Round and round"])
    place = int(whole.rsplit(b"startxref\n", 1)[1].split()[0])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def _circular_pages() -> bytes:
    objects = pdfs.pages([pdfs.line("x")], resources=pdfs.WITH_LATIN, more=pdfs.LATIN)
    return pdfs.assembled(objects | {2: b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"})


def _pdf_bomb() -> bytes:
    """A page whose content is half a gigabyte of blanks in half a megabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(500)) + packer.flush()
    objects = pdfs.pages([b""], resources=pdfs.WITH_LATIN, more=pdfs.LATIN)
    objects[11] = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdfs.assembled(objects)


def _nested_arrays() -> bytes:
    objects = pdfs.pages([pdfs.line("x")], resources=pdfs.WITH_LATIN, more=pdfs.LATIN)
    return pdfs.assembled(
        objects | {2: b"<< /Type /Pages /Count 1 /Kids " + b"[" * 50_000 + b"]" * 50_000 + b" >>"}
    )


def _with_script() -> bytes:
    objects = pdfs.pages([pdfs.line("Words beside a script")], resources=pdfs.WITH_LATIN, more=pdfs.LATIN)
    action = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    return pdfs.assembled(objects | {1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction %s >>" % action})


PDF_CASES = (
    Case(
        name="plain.pdf",
        make=lambda: pdfs.of_lines(["First page here."], ["Second page there."]),
        text="Second page there.",
    ),
    Case(name="scanned.pdf", make=pdfs.scanned, sentence="Its pages are images"),
    Case(name="locked.pdf", make=lambda: _encrypted("secret"), sentence="protected by a password"),
    Case(name="owner-locked.pdf", make=lambda: _encrypted(""), text="armed operatives"),
    Case(name="half.pdf", make=lambda: pdfs.of_lines(["x"] * 40)[:400], sentence="cut short"),
    Case(name="no-end.pdf", make=lambda: pdfs.of_lines(["Almost whole."])[:-30], text="Almost whole."),
    Case(name="circular-xref.pdf", make=_circular_xref, text="Round and round"),
    Case(name="circular-pages.pdf", make=_circular_pages, sentence="No text could be read"),
    Case(name="rtl.pdf", make=lambda: pdfs.of_signs(PERSIAN[::-1]), text=" "),
    Case(name="vertical.pdf", make=lambda: pdfs.of_signs(CHINESE, vertical=True), text="停火"),
    Case(
        name="junk-first.pdf",
        make=lambda: b"\x00junk\r\n" + pdfs.of_lines(["After the junk."]),
        text="After the junk.",
    ),
    Case(name="no-pages.pdf", make=lambda: pdfs.assembled({1: b"<< /Type /Catalog >>"}), sentence="damaged"),
    Case(name="bomb.pdf", make=_pdf_bomb, sentence="No text could be read"),
    Case(name="brackets.pdf", make=_nested_arrays, sentence="No text could be read"),
    Case(name="script.pdf", make=_with_script, text="Words beside a script"),
    Case(name="header-only.pdf", make=lambda: b"%PDF-1.7\n", sentence="cut short"),
    Case(
        name="pdf-and-zip.pdf",
        make=lambda: pdfs.of_lines(["Both at once."]) + zipped({"a": b"b"}),
        text="Both at once.",
    ),
)
