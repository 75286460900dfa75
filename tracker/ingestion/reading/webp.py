"""Packs a picture as WebP, in memory and with nothing but its pixels."""

from __future__ import annotations

import io
from typing import Any

WIDTH, LONGEST_SIDE = 1240, 2400  # pixels of a page shown
QUALITY, EFFORT = 60, 2


def packed(image: Any) -> bytes:
    """The picture as WebP; it must have no more than its three colours."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=EFFORT)
    return out.getvalue()
