"""Draws a headline as one self-contained SVG picture; it must not compute it."""

from __future__ import annotations

import base64
import hashlib
from unicodedata import east_asian_width
from xml.etree import ElementTree as ET

from tracker.publishing.plain_text import one_line
from tracker.publishing.shapes import shapes

SVG = "http://www.w3.org/2000/svg"
LONGEST = 40  # characters of the title
HEIGHT, GAP, GLYPH = 24, 8, 14  # pixels
NARROW, WIDE = 7.2, 12.5  # pixels a character takes at most
# The same colours as the pages: ground and words, light and dark. The style is a constant, so that its digest
# in the policy lets it in and nothing else.
STYLE = (
    "text{font:600 12px system-ui,'Segoe UI','Noto Sans','Noto Naskh Arabic',sans-serif}"
    ".l{fill:#f3f4f6}.r{fill:#fff}.e{fill:none;stroke:#9aa1ab}.t,.w,.g{fill:#1c2430;color:#1c2430}.g{--cut:#fff}"
    "@media (prefers-color-scheme:dark){.l{fill:#2a323d}.r{fill:#1a2027}.e{stroke:#687383}"
    ".t,.w,.g{fill:#eef1f5;color:#eef1f5}.g{--cut:#1a2027}}"
)
POLICY = {
    "default-src": ["'none'"],
    "style-src": [f"'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"],
    "frame-ancestors": ["*"],
}


def badge(*, title: str, words: str, status: str, right_to_left: bool = False) -> bytes:
    """The picture: what it is about, the shape and the words. `status` names the shape ("" for none)."""
    title, words = one_line(title), one_line(words)
    shown = title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
    left, right = _width(shown) + 2 * GAP, _width(words) + 2 * GAP + (GLYPH + 6 if status else 0)
    root = ET.Element(
        "svg",
        {
            "xmlns": SVG,
            "width": str(left + right),
            "height": str(HEIGHT),
            "viewBox": f"0 0 {left + right} {HEIGHT}",
            "role": "img",
            "aria-label": f"{title}: {words}",
        },
    )
    ET.SubElement(root, "title").text = f"{title}: {words}"
    ET.SubElement(root, "style").text = STYLE
    # What it is about stands first in the direction of reading.
    first, second = (right, 0) if right_to_left else (0, left)
    _box(root, "l", first, left)
    _box(root, "r", second, right)
    _box(root, "e", 0.5, left + right - 1, inset=0.5)
    _words(root, "t", first + left / 2, shown, right_to_left)
    room = GLYPH + 6 if status else 0
    if status:
        _glyph(root, status, second + (right - GAP - GLYPH if right_to_left else GAP))
    _words(root, "w", second + (right - room) / 2 + (0 if right_to_left else room), words, right_to_left)
    found: bytes = ET.tostring(root, encoding="utf-8")
    return found


def _width(text: str) -> int:
    return round(sum(WIDE if east_asian_width(one) in "WF" else NARROW for one in text))


def _box(root: ET.Element, name: str, start: float, width: float, inset: float = 0) -> None:
    place = {"x": str(start), "y": str(inset), "width": str(width), "height": str(HEIGHT - 2 * inset)}
    ET.SubElement(root, "rect", {"class": name, **place})


def _words(root: ET.Element, name: str, middle: float, text: str, right_to_left: bool) -> None:
    place = {"x": f"{middle:g}", "y": "16", "text-anchor": "middle"}
    direction = {"direction": "rtl"} if right_to_left else {}
    ET.SubElement(root, "text", {"class": name, **place, **direction}).text = text


def _glyph(root: ET.Element, status: str, start: float) -> None:
    scale = f"scale({GLYPH / 16:g})"
    place = f"translate({start:g} {(HEIGHT - GLYPH) / 2:g}) {scale}"
    group = ET.SubElement(root, "g", {"class": "g", "transform": place})
    for path in shapes()[status]:
        colour = "var(--cut)" if path.get("x") else "currentColor"
        if path.get("f"):
            drawn = {"fill": "currentColor"}
        else:
            drawn = {
                "fill": "none",
                "stroke": colour,
                "stroke-width": str(path["s"]),
                "stroke-linejoin": "round",
            }
        if path.get("h"):
            drawn["stroke-dasharray"] = "2.6 2.2"
        ET.SubElement(group, "path", {**drawn, "d": path["d"]})
