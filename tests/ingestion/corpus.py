"""Makes the awkward documents of the tests: each must end in text or in a sentence, and cost nothing else."""

import base64
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage

import docx
import pypdf
from PIL import Image

from tests.ingestion import pdfs

PERSIAN = "طالبان متعهد شدند که خشونت را کاهش دهند و با هیچ گروه دیگری همکاری نکنند."
ARABIC = "تعهدت الأطراف بخفض العنف والإفراج عن السجناء قبل العاشر من مارس وفقا لنص الاتفاق."
CHINESE = "停火协议规定双方在十四天内撤出全部军队"
RUSSIAN = "Стороны обязались сократить насилие и освободить заключённых до десятого марта."
FRENCH = "Les parties se sont engagées à réduire la violence; l'accord a été signé à Doha, près de l'hôtel."
ARTICLE = "According to the monitors about 400 to 600 armed operatives remain in twelve provinces. " * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document: its file name, its bytes, and words that its text, or else the sentence, must hold."""

    name: str
    make: Callable[[], bytes]
    text: str = ""
    sentence: str = ""
    enclosed: int = 0


def _zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def _docx(*paragraphs: str) -> bytes:
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
    with zipfile.ZipFile(io.BytesIO(_docx("x"))) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return _zipped(members | {"word/document.xml": part} | (more or {}))


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a;</l>'


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
    return _zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content or xml.encode(),
            "meta.xml": meta.encode(),
            "META-INF/manifest.xml": manifest,
        }
    )


def _mail(**heads: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": "Envoy <envoy@example.org>", "To": "desk@example.org", "Subject": "The talks"} | heads
    for name, words in given.items():
        message[name] = words
    message["Date"] = "Sat, 29 Feb 2020 12:00:00 +0300"
    message.set_content("The agreement was signed today in Doha.\n")
    return message


def mail_with_files() -> bytes:
    """A mail that brought a table and another mail, which brought a document."""
    inner = _mail(Subject="What they brought")
    inner.add_attachment(
        _docx("A letter inside a mail inside a mail."),
        maintype="application",
        subtype="x",
        filename="letter.docx",
    )
    outer = _mail()
    outer.add_attachment(
        b"day,released\n2020-03-10,1500\n2020-03-11,0\n",
        maintype="text",
        subtype="csv",
        filename="prisoners.csv",
    )
    outer.add_attachment(inner)
    return outer.as_bytes()


def _deep_mail(depth: int) -> bytes:
    message = _mail(Subject="Level 0")
    for level in range(1, depth):
        above = _mail(Subject=f"Level {level}")
        above.add_attachment(message)
        message = above
    return message.as_bytes()


def _mail_of_parts(count: int) -> bytes:
    parts = "".join(f"--b\r\nContent-Type: text/plain\r\n\r\npart {n}\r\n" for n in range(count))
    head = "From: a@example.org\r\nTo: b@example.org\r\nMIME-Version: 1.0\r\n"
    return f'{head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{parts}--b--\r\n'.encode()


def _mail_in_1256() -> bytes:
    body = base64.encodebytes(ARABIC.encode("cp1256"))
    return (
        b"From: a@example.org\nTo: b@example.org\nSubject: =?windows-1256?B?"
        + base64.b64encode("بيان".encode("cp1256"))
        + b"?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-1256\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + body
    )


def _mhtml() -> bytes:
    return (
        b"From: <Saved by a browser>\r\nSubject: A page\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n'
        b"<html><body><p>Saved words</p><script>alert(1)</script></body></html>\r\n--x--\r\n"
    )


def _html(body: str, *, head: str = "", charset: str = "utf-8") -> bytes:
    page = f"<!doctype html><html><head>{head}<title>A page</title></head><body>{body}</body></html>"
    return page.encode(charset)


def _image(form: str, *, size: tuple[int, int] = (400, 300), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, form, **options)
    return out.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large, and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def tiff_of(count: int) -> bytes:
    """A TIFF of several pages, as fax machines send them."""
    pages = [Image.new("L", (200, 280), shade) for shade in range(count)]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    return out.getvalue()


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


def _nested_zips(depth: int) -> bytes:
    content = b"at the bottom"
    for level in range(depth):
        content = _zipped({f"{level}.zip": content})
    return content


def _lying_zip() -> bytes:
    """An archive that says its member is small while it is not."""
    whole = bytearray(_docx_with(b"<w/>" + b" " * 60_000_000))
    real = struct.pack("<I", 60_000_004)
    return bytes(whole.replace(real, struct.pack("<I", 1000)))


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
    Case(name="bomb.pdf", make=_pdf_bomb, sentence="could not be taken out"),
    Case(name="brackets.pdf", make=_nested_arrays, sentence="No text could be read"),
    Case(name="script.pdf", make=_with_script, text="Words beside a script"),
    Case(name="header-only.pdf", make=lambda: b"%PDF-1.7\n", sentence="cut short"),
    Case(
        name="pdf-and-zip.pdf",
        make=lambda: pdfs.of_lines(["Both at once."]) + _zipped({"a": b"b"}),
        text="Both at once.",
    ),
)
WEB_CASES = (
    Case(
        name="article.html",
        make=lambda: _html(f"<nav>Menu</nav><article><p>{ARTICLE}</p></article>"),
        text="400 to 600 armed",
    ),
    Case(
        name="arabic.html",
        make=lambda: _html(f"<p>{ARABIC * 4}</p>", head='<meta charset="windows-1256">', charset="cp1256"),
        text="تعهدت الأطراف",
    ),
    Case(name="open-head.html", make=lambda: b"<html><head><title>x</title><body><p>Words</p>", text="Words"),
    Case(
        name="deep.html",
        make=lambda: _html("<div>" * 60_000 + "deep down" + "</div>" * 60_000),
        text="deep down",
    ),
    Case(
        name="entities.xhtml",
        make=lambda: LAUGHS.replace(b"<l>", b"<html><body>").replace(b"</l>", b"</body></html>"),
        sentence="entities",
    ),
    Case(name="rtl.html", make=lambda: _html(f'<p dir="rtl">{PERSIAN} — 2020 (UNAMA)</p>'), text=PERSIAN),
    Case(name="saved.mhtml", make=_mhtml, text="Saved words"),
    Case(name="empty.html", make=lambda: _html("<script>x()</script>"), sentence="no words"),
    Case(
        name="comments.html",
        make=lambda: b"<!-- -->" * 500 + b"<html><body>After them</body></html>",
        text="After them",
    ),
)
OFFICE_CASES = (
    Case(name="plain.docx", make=lambda: _docx("The envoy spoke.", PERSIAN), text="Released | 1,500"),
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
    Case(name="half.docx", make=lambda: _docx("x")[:2000], sentence="No text could be read"),
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
    Case(name="sheet.xlsx", make=lambda: _zipped({"xl/workbook.xml": b"<w/>"}), sentence="spreadsheet"),
    Case(
        name="slides.pptx", make=lambda: _zipped({"ppt/presentation.xml": b"<w/>"}), sentence="presentation"
    ),
)
MAIL_CASES = (
    Case(name="talks.eml", make=mail_with_files, text="signed today in Doha", enclosed=2),
    Case(name="deep.eml", make=lambda: _deep_mail(12), text="Level 11", enclosed=1),
    Case(name="parts.eml", make=lambda: _mail_of_parts(2000), sentence="inside one another"),
    Case(name="1256.eml", make=_mail_in_1256, text="تعهدت الأطراف"),
    Case(name="no-end.eml", make=lambda: mail_with_files()[:900], text="signed today in Doha", enclosed=2),
    Case(name="heads.eml", make=lambda: b"From: a@example.org\nSubject: Only heads\n\n", text="Only heads"),
)
TEXT_CASES = (
    Case(name="utf16.txt", make=lambda: PERSIAN.encode("utf-16"), text=PERSIAN),
    Case(name="utf16-without-mark.txt", make=lambda: FRENCH.encode("utf-16-be"), text=FRENCH),
    Case(name="utf8-mark.txt", make=lambda: FRENCH.encode("utf-8-sig"), text=FRENCH),
    Case(
        name="macintosh.txt",
        make=lambda: f"{FRENCH}\r\rDeuxième paragraphe.\r".encode("mac_roman"),
        text="Deuxième paragraphe.",
    ),
    Case(name="windows.txt", make=lambda: FRENCH.encode("cp1252"), text=FRENCH),
    Case(name="persian.txt", make=lambda: (ARABIC * 5).encode("cp1256"), text="تعهدت الأطراف"),
    Case(name="russian.txt", make=lambda: (RUSSIAN * 5).encode("cp1251"), text="Стороны обязались"),
    Case(
        name="report.pdf.exe",
        make=lambda: b"MZ\x90\x00\x03" + bytes(range(256)) * 20,
        sentence="No text could be read",
    ),
    Case(name="report.txt.pdf", make=lambda: b"Only text, whatever its name.", text="whatever its name"),
    Case(name="a\x00b.txt", make=lambda: b"A name with a hole.", text="hole"),
    Case(name="\u202egnp.exe.txt", make=lambda: b"A name that runs backwards.", text="backwards"),
    Case(name="one-byte.txt", make=lambda: b"x", text="x"),
    Case(name="blank.txt", make=lambda: b" \r\n \x0c \n", sentence="no words"),
    Case(name="zeros.bin", make=lambda: bytes(10_000), sentence="not text"),
    Case(
        name="noise.bin",
        make=lambda: bytes((n * n * 31 + n // 7) % 256 for n in range(5000)),
        sentence="No text could be read",
    ),
    Case(
        name="table.csv",
        make=lambda: b'day;what\n2020-02-29;"signed; in\nDoha"\n',
        text="2020-02-29 | signed; in Doha",
    ),
    Case(name="notes.md", make=lambda: b"# Notes\n\nThe *first* meeting.", text="The *first* meeting."),
    Case(name="one-line.txt", make=lambda: b"word " * 400_000, text="word word"),
    Case(name="spaces.txt", make=lambda: b"a" + b" " * 3_000_000 + b"b", text="a"),
    Case(
        name="plain.xml", make=lambda: b"<?xml version='1.0'?><r><p>Inside tags</p></r>", text="Inside tags"
    ),
    Case(name="laughs.xml", make=lambda: LAUGHS, sentence="entities"),
    Case(name="outside.xml", make=lambda: OUTSIDE, sentence="entities"),
)
IMAGE_CASES = (
    Case(name="photo.png", make=lambda: _image("PNG"), sentence="OCR"),
    Case(name="photo.jpg", make=lambda: _image("JPEG")[:-200], sentence="OCR"),
    Case(name="flood.png", make=lambda: _png_of(60_000, 60_000), sentence="more pixels"),
    Case(
        name="script.svg",
        make=lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>",
        sentence="drawing",
    ),
    Case(name="fax.tiff", make=lambda: tiff_of(3), sentence="OCR"),
    Case(
        name="page.png",
        make=lambda: b"\x89PNG\r\n\x1a\n<html><script>x()</script></html>",
        sentence="damaged",
    ),
    Case(
        name="picture.gif",
        make=lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
        sentence="No text could be read",
    ),
)
ARCHIVE_CASES = (
    Case(name="bomb.zip", make=lambda: _zipped({"a": bytes(100_000_000)}), sentence="archive"),
    Case(name="nested.zip", make=lambda: _nested_zips(30), sentence="archive"),
    Case(
        name="slip.zip", make=lambda: _zipped({"../../../../tmp/servanda-slipped": b"x"}), sentence="archive"
    ),
    Case(name="half.zip", make=lambda: _zipped({"a": b"b" * 1000})[:60], sentence="No text could be read"),
    Case(name="page.gz", make=lambda: gzip.compress(bytes(1_000_000)), sentence="archive"),
)
CASES = (*PDF_CASES, *WEB_CASES, *OFFICE_CASES, *MAIL_CASES, *TEXT_CASES, *IMAGE_CASES, *ARCHIVE_CASES)
