"""Answers which text the bytes of a feed are, whatever they claim; it must not know what is in it."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")
# Only encodings of text: Python knows others by the same call, such as zip archives.
KNOWN = re.compile(
    r"(?:utf-?(?:8|16|32)(?:-?(?:le|be))?|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?1|windows-?\d{3,4}|cp\d{3,4}"
    r"|koi8-[rtu]|gb2312|gbk|gb18030|big5|big5-hkscs|shift[_-]jis|euc-(?:jp|kr)|iso-2022-jp|mac-?roman)",
    re.IGNORECASE,
)
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decoded(content: bytes, charset: str = "") -> str:
    """The text without its XML declaration; `charset` is what the server said. It never raises."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _clean(content[len(mark) :].decode(encoding, "replace"))
    found = DECLARED.match(content.lstrip()[:400])
    for name in (found[1].decode() if found else "", charset, *_unmarked(content), "utf-8"):
        if not KNOWN.fullmatch(name):
            continue
        try:
            return _clean(content.decode(name))
        except (UnicodeError, LookupError):
            continue
    return _clean(content.decode("cp1252", "replace"))


def _unmarked(content: bytes) -> tuple[str, ...]:
    if content[:4] == b"<\0?\0" or content[:2] == b"<\0":
        return ("utf-16-le",)
    return ("utf-16-be",) if content[:2] == b"\0<" else ()


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", DECLARATION.sub("", text, count=1) if "<?xml" in text[:600] else text).lstrip()
