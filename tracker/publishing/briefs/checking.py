"""Tries a template with made-up data before it is kept; it must not know who wrote it."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from tracker.publishing.briefs.typesetting import FOLDER, Document, typeset


@lru_cache(maxsize=1)
def sample() -> dict[str, Any]:
    """Data with something in every part of a brief, as a template is given it."""
    return dict(json.loads((FOLDER / "sample.json").read_text(encoding="utf-8")))


def check(source: str, *, at: datetime) -> Document:
    """Set the sample with this Typst source. Raises Refused (field `source`) with a sentence and its line."""
    return typeset(sample(), source=source, at=at)
