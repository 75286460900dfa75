"""Files of word processors, and those that only say they are; it knows neither PDF nor plain text."""

import io
import struct
import zipfile

import docx

from tests.ingestion.corpus.cases import LAUGHS, OUTSIDE, PERSIAN, RUSSIAN, Case, zipped


def docx_of(*paragraphs: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.core_properties.title, document.core_properties.author = "Statement", "The council"
    for words in paragraphs:
        document.add_paragraph(words)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Released", "1,500"
    document.save(out)
    return out.getvalue()


def _docx_with(part: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A DOCX whose document part is replaced by these bytes."""
    with zipfile.ZipFile(io.BytesIO(docx_of("x"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | {"word/document.xml": part} | (more or {}))


def _odt(body: str, *, manifest: bytes = b"<manifest/>", content: bytes | None = None) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    xml = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:text="{office}:text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta xmlns:office="{office}:office:1.0" xmlns:meta="{office}:meta:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>Open statement</dc:title>'
        "<meta:creation-date>2020-03-01T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content or xml.encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": manifest,
        }
    )


def _lying_zip() -> bytes:
    """An archive that says its member is small while it is not."""
    whole = bytearray(_docx_with(b"<w/>" + b" " * 60_000_000))
    real = struct.pack("<I", 60_000_004)
    return bytes(whole.replace(real, struct.pack("<I", 1000)))


OFFICE_CASES = (
    Case(name="plain.docx", make=lambda: docx_of("The envoy spoke.", PERSIAN), text="Released | 1,500"),
    Case(
        name="bomb.docx",
        make=lambda: _docx_with(b"<w/>" + b" " * 200_000_000),
        sentence="larger than is allowed",
    ),
    Case(name="liar.docx", make=_lying_zip, sentence="No text could be read"),
    Case(name="laughs.docx", make=lambda: _docx_with(LAUGHS), sentence="entities"),
    Case(name="outside.docx", make=lambda: _docx_with(OUTSIDE), sentence="entities"),
    Case(
        name="crowd.docx",
        make=lambda: _docx_with(b"<w/>", {f"word/{n}.xml": b"" for n in range(1500)}),
        sentence="larger than is allowed",
    ),
    Case(name="half.docx", make=lambda: docx_of("x")[:2000], sentence="No text could be read"),
    Case(name="not-word.docx", make=lambda: _docx_with(b"<w/>"), sentence="damaged"),
    Case(
        name="plain.odt",
        make=lambda: _odt(f"<text:h>Heading</text:h><text:p>{RUSSIAN}</text:p>"),
        text=RUSSIAN,
    ),
    Case(name="laughs.odt", make=lambda: _odt("", content=LAUGHS), sentence="entities"),
    Case(
        name="locked.odt", make=lambda: _odt("", manifest=b"<m><encryption-data/></m>"), sentence="password"
    ),
    Case(
        name="plain.rtf",
        make=lambda: rb"{\rtf1\ansi{\info{\title A title}}Caf\'e9 talks {\b held} today.\par Second.}",
        text="Café talks held today.",
    ),
    Case(
        name="braces.rtf",
        make=lambda: rb"{\rtf1 " + b"{" * 30_000 + b"deep" + b"}" * 30_000 + b"}",
        text="deep",
    ),
    Case(
        name="old.doc",
        make=lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        sentence="old office format",
    ),
    Case(name="sheet.xlsx", make=lambda: zipped({"xl/workbook.xml": b"<w/>"}), sentence="spreadsheet"),
    Case(name="slides.pptx", make=lambda: zipped({"ppt/presentation.xml": b"<w/>"}), sentence="presentation"),
)
