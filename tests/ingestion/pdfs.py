"""Writes PDF files by hand, so that each can be wrong in its own way."""

import io
import zlib

Obj = dict[int, bytes]


def assembled(objects: Obj, *, trailer: bytes = b"", root: int = 1) -> bytes:
    """A whole file of these objects, with its table of places."""
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    begin, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (size, root, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % begin)
    return out.getvalue()


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream object's body, packed."""
    packed = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter /FlateDecode %s >>" % (len(packed), extra)
    return head + b"\nstream\n" + packed + b"\nendstream"


def pages(contents: list[bytes], *, resources: bytes, more: Obj | None = None) -> Obj:
    """The objects of a file with these pages; numbers up to 9 are for `more`."""
    first = 10
    kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(contents)))
    objects: Obj = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        **(more or {}),
    }
    for place, content in enumerate(contents):
        number = first + 2 * place
        objects[number] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s /Contents %d 0 R >>"
            % (resources, number + 1)
        )
        objects[number + 1] = stream(content)
    return objects


LATIN = {3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"}
WITH_LATIN = b"<< /Font << /F1 3 0 R >> >>"


def line(words: str, *, y: int = 780) -> bytes:
    """A line of Latin words on a page."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return b"BT /F1 12 Tf 72 %d Td (%s) Tj ET\n" % (y, escaped.encode("latin-1"))


def of_lines(*texts: list[str]) -> bytes:
    """A plain PDF: a list of lines a page."""
    contents = [
        b"".join(line(words, y=780 - 16 * place) for place, words in enumerate(page)) for page in texts
    ]
    return assembled(pages(contents, resources=WITH_LATIN, more=LATIN))


def of_signs(text: str, *, vertical: bool = False) -> bytes:
    """One page whose glyphs are named only by the table that says which characters they are."""
    signs = sorted(set(text))
    codes = {sign: number for number, sign in enumerate(signs, start=1)}
    table = b"\n".join(
        b"<%04X> <%s>" % (codes[sign], sign.encode("utf-16-be").hex().upper().encode()) for sign in signs
    )
    to_unicode = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n"
        b"endcmap end end" % (len(signs), table)
    )
    encoding = b"/Identity-V" if vertical else b"/Identity-H"
    font = {
        3: b"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding %s"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>" % encoding,
        4: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        b" /FontDescriptor 6 0 R >>",
        5: stream(to_unicode),
        6: b"<< /Type /FontDescriptor /FontName /Any /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
        b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>",
    }
    coded = b"".join(b"%04X" % codes[sign] for sign in text)
    content = b"BT /F1 14 Tf 300 760 Td <%s> Tj ET" % coded
    return assembled(pages([content], resources=WITH_LATIN, more=font))


def scanned(count: int = 2) -> bytes:
    """Pages that hold a picture and no words."""
    picture = stream(
        bytes(100 * 100),
        b"/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray /BitsPerComponent 8",
    )
    content = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    return assembled(
        pages([content] * count, resources=b"<< /XObject << /Im1 3 0 R >> >>", more={3: picture})
    )
