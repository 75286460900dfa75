"""Pictures: honest, cut short, or larger than they look; it knows no document with text."""

import io
import struct
import zlib

from PIL import Image

from tests.ingestion.corpus.cases import Case


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
