"""Answers what sort of file some bytes are, by their content and never by a name; it reads no text."""

from __future__ import annotations

import re
import zipfile
from typing import IO

from tracker.ingestion.reading import blocks
from tracker.ingestion.reading.told import Unreadable

HEAD = 64 * 1024  # bytes looked at
PDF_WITHIN = 1024  # readers of PDF accept a beginning that stands a little later
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
MAIL = "message/rfc822"
HTML = "text/html"
XML = "text/xml"
SVG = "image/svg+xml"
ZIP = "application/zip"
UNKNOWN = "application/octet-stream"
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/tiff", "image/bmp"})

SIGNATURES = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
PARTS = (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX))
FIELD = re.compile(rb"(?:[!-9;-~]{1,60}:.{0,2000}|[ \t].{0,2000})\r?\n")
OF_MAIL = re.compile(
    rb"^(from|to|subject|date|received|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE
)
# Some field that no person types, or an address: a memo with "From" and "To" is no mail.
BY_MACHINE = re.compile(rb"@|^(received|mime-version|message-id|return-path):", re.IGNORECASE | re.MULTILINE)
BEGINNING_OF_SVG = re.compile(r"<(?:svg|!doctype\s+svg)\b", re.IGNORECASE)
TEXT_AT_FIRST = frozenset(b"\t\n\v\f\r") | frozenset(range(32, 127))
OUR_NAMES = frozenset({PDF, RTF, MAIL, HTML, XML, SVG, *IMAGES})


def kind_of(file: IO[bytes]) -> str:
    """The media type; plain text, CSV and Markdown are all UNKNOWN here, for only their words can tell."""
    file.seek(0)
    head = file.read(HEAD)
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "image/bmp"
    if head.startswith(b"PK") and zipfile.is_zipfile(file):
        return _archive(file)
    return _marked(head) or _by_library(head)


def _marked(head: bytes) -> str:
    """What begins as text of a known form, or as a PDF after some other bytes; empty when neither."""
    if _is_mail(head):
        return MAIL
    text = head[:4096].decode("utf-8-sig", "replace") if b"\0" not in head[:64] else ""
    if not text and head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[:4096].decode("utf-16", "replace")
    text = text.removeprefix("\ufeff")
    if blocks.looks_like_html(text):
        return HTML
    if BEGINNING_OF_SVG.match(blocks.beginning_of(text)):
        return SVG
    if text.lstrip().startswith("<?xml"):
        return XML
    return PDF if b"%PDF-" in head[:PDF_WITHIN] else ""


def _is_mail(head: bytes) -> bool:
    """Whether it begins with header fields of which at least two are those of a mail."""
    place = 0
    if head.startswith(b"From "):  # the first line of a mailbox
        place = head.find(b"\n") + 1
    begin = place
    while (field := FIELD.match(head, place)) is not None and place < 32 * 1024:
        place = field.end()
    fields = head[begin:place]
    return len({name.lower() for name in OF_MAIL.findall(fields)}) >= 2 and bool(BY_MACHINE.search(fields))


def _archive(file: IO[bytes]) -> str:
    """What the names inside an archive say it is."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[:5000])
            for part, kind in PARTS:
                if part in names:
                    return kind
            told = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            if told and archive.read("mimetype").strip().startswith(ODT.encode()):
                return ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Unreadable("broken") from error
    return ZIP


def _by_library(head: bytes) -> str:
    """What a library of signatures says of bytes that are no text; of text it is not asked."""
    if not head or all(sign in TEXT_AT_FIRST or sign > 127 for sign in head[:512]):
        return UNKNOWN
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head.count(b"\0") * 3 > len(head):
        return UNKNOWN  # UTF-16 or UTF-32, or something that the reader of text will refuse
    import puremagic

    try:
        kind = str(puremagic.from_string(head, mime=True))
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    # What we read has been recognised above: a guess at one of ours would only invite its parser.
    return UNKNOWN if not kind or kind in OUR_NAMES or kind.startswith("text/") else kind
