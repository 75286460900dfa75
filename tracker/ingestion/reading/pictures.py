"""Reads what an image file is and draws it smaller, without its hidden data; it recognises no text."""

from __future__ import annotations

import contextlib
import warnings
from typing import IO, Any

from tracker.ingestion.reading.told import Told, Unreadable
from tracker.ingestion.reading.webp import LONGEST_SIDE, WIDTH, packed

MOST_PIXELS = 40_000_000
MOST_FRAMES = 400  # pages of a TIFF; other images are one page
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")


def read(file: IO[bytes], told: Told) -> None:
    """Tell how many pages it has. Raises Unreadable, always: an image has no text of its own."""
    with _opened(file) as image:
        _check(image)
        told.leaves(_frames(image))
    raise Unreadable("image")


def draw(file: IO[bytes], told: Told, *, after: int, upto: int) -> None:
    """Tell pictures of its pages after `after` up to `upto`."""
    with _opened(file) as image:
        for leaf in range(after + 1, min(upto, _frames(image)) + 1):
            with contextlib.suppress(Exception):
                if leaf > 1 or image.format == "TIFF":
                    image.seek(leaf - 1)
                told.image(leaf, _picture(image))
            told.tried(leaf)


def _opened(file: IO[bytes]) -> Any:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(file, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unreadable("pixels") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable("broken") from error


def _check(image: Any) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Unreadable("pixels")


def _frames(image: Any) -> int:
    """The pages of a TIFF; of a moving image the first stands for all."""
    if image.format != "TIFF":
        return 1
    try:
        return min(int(getattr(image, "n_frames", 1)), MOST_FRAMES)
    except Exception:
        return 1


def _picture(image: Any) -> bytes:
    """The present frame as WebP: turned as it should stand, smaller, nothing but its pixels."""
    from PIL import Image, ImageOps

    _check(image)
    if image.format == "JPEG":
        image.draft("RGB", (WIDTH, LONGEST_SIDE))
    shown = ImageOps.exif_transpose(image)
    shown.thumbnail((WIDTH, LONGEST_SIDE))
    if "A" in shown.getbands() or "transparency" in shown.info:
        shown = shown.convert("RGBA")
        ground = Image.new("RGB", shown.size, "white")
        ground.paste(shown, mask=shown.getchannel("A"))
        shown = ground
    plain = Image.new("RGB", shown.size)
    plain.paste(shown.convert("RGB"))
    return packed(plain)
