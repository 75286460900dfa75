"""Turns the fonts of the pages into those that briefs are set with; it must not know Django or any brief.

The packages hold them cut into scripts and compressed for browsers. Typst reads whole TrueType files, and
takes one of each family, weight and style: so every script becomes a family of its own. The names are ours:
the licence (OFL) keeps the original's for files that nobody changed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

SANS = "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-{script}-wght-normal.woff2"
SERIF = "@fontsource/ibm-plex-serif/files/ibm-plex-serif-{script}-{weight}-normal.woff2"
ARABIC = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{script}-{weight}-normal.woff2"
COPYRIGHT = "Copyright 2020 IBM Corp. All rights reserved."
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
NAMES = {"latin": "", "latin-ext": " Ext", "cyrillic": " Cyrillic", "greek": " Greek", "arabic": " Arabic"}


class Face(NamedTuple):
    """One face to make: its family, the file it comes from, the script in it, its weight (100 to 900)."""

    family: str
    file: str
    script: str
    weight: int


FACES = [
    *(
        Face("Servanda Sans", SANS, script, weight)
        for script in ("latin", "latin-ext", "cyrillic", "greek")
        for weight in (400, 600)
    ),
    *(
        Face("Servanda Serif", SERIF, script, weight)
        for script in ("latin", "latin-ext", "cyrillic")
        for weight in (400, 500)
    ),
    *(Face("Servanda Sans", ARABIC, "arabic", weight) for weight in (400, 600)),
]


def build(*, modules: Path, out: Path) -> None:
    """Make every face from the packages in `modules` in the folder `out`; files there are replaced whole.

    Raises FileNotFoundError when a package is not installed.
    """
    out.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        _make(face, modules, out)


def family_of(face: Face) -> str:
    """What the made family is called: that of Latin letters by the plain name, other scripts with theirs."""
    return face.family + NAMES[face.script]


def _make(face: Face, modules: Path, out: Path) -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(modules / face.file.format(script=face.script, weight=face.weight))
    if "fvar" in font:
        font = _at_weight(font, face.weight)
    font.flavor = None
    family = family_of(face)
    style = "Regular" if face.weight == 400 else "Bold"
    _rename(font, family, style)
    font["OS/2"].usWeightClass = face.weight
    target = out / f"{family.replace(' ', '-')}-{face.weight}.ttf"
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    font.save(draft)
    draft.replace(target)


def _at_weight(font: Any, weight: int) -> Any:
    from fontTools.varLib import instancer

    axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
    return instancer.instantiateVariableFont(font, {**axes, "wght": weight}, inplace=True)


def _rename(font: Any, family: str, style: str) -> None:
    """Give the font its own names, and leave those of who made it and under which licence."""
    table = font["name"]
    table.names = [one for one in table.names if one.nameID not in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25)]
    whole = f"{family} {style}"
    for number, text in ((1, family), (2, style), (3, whole), (4, whole), (6, whole.replace(" ", "-"))):
        table.setName(text, number, 3, 1, 0x409)
    # The packages keep these beside the files; a copy goes with its licence.
    for number, text in ((0, COPYRIGHT), (13, LICENCE), (14, "https://openfontlicense.org")):
        if table.getDebugName(number) is None:
            table.setName(text, number, 3, 1, 0x409)


def main(arguments: list[str]) -> int:
    """`python -m tracker.config.launch.fonts NODE_MODULES OUT`, as the image is built."""
    if len(arguments) != 2:
        print("Usage: python -m tracker.config.launch.fonts NODE_MODULES OUT", file=sys.stderr)
        return 2
    modules, out = (Path(one) for one in arguments)
    build(modules=modules, out=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
