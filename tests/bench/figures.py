"""Writes the figures of one benchmark into docs/benchmarks.md."""

import platform
import re
from pathlib import Path

from django.conf import settings
from django.utils import timezone

FIGURES = Path(settings.BASE_DIR) / "docs" / "benchmarks.md"


def write_down(heading: str, about: str, line: str) -> None:
    """Replace the part under a heading, or add it: what is measured, and a line with what came out."""
    heading = f"## {heading}"
    text = FIGURES.read_text() if FIGURES.exists() else "# Benchmarks\n\nFigures of `make bench`.\n"
    day = timezone.now().date()
    part = (
        f"{heading}\n\n{about}\n\n{line} ({day}, {platform.machine()}, Python {platform.python_version()}).\n"
    )
    before, found, after = text.partition(f"{heading}\n")
    rest = re.split(r"(?m)^(?=## )", after, maxsplit=1)[1:] if found else []
    FIGURES.write_text("\n".join([before.rstrip("\n") + "\n", part, *rest]))
