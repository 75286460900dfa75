"""Reads the demonstration's data files; it must not know how they are stored."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from tracker.models.references import CROCKFORD

HERE = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """The content of one data file, by its name without the ending."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def reports() -> list[dict[str, Any]]:
    """All reports with their findings, in the order of the files."""
    return [*read("reports_2020")["report"], *read("reports_2021")["report"]]


def fixed_reference(prefix: str, *parts: str) -> str:
    """A reference that is the same at every load: six Crockford characters from what it stands for."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return prefix + "-" + "".join(CROCKFORD[byte % len(CROCKFORD)] for byte in digest[:6])


def paragraphs(text: str) -> str:
    """A rendition with its lines joined, its paragraphs kept: what is filed, and what quotes cite."""
    return "\n\n".join(" ".join(block.split()) for block in text.strip().split("\n\n"))
