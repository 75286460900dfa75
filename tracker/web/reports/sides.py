"""Cuts a text into what it shares with another and what it does not; it compares nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.ingestion.likeness import share
from tracker.models import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some words of a text, and whether the other text has them."""

    text: str
    is_shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of two texts: its pieces in order, and how many in a thousand of its words are shared."""

    report: Report
    pieces: list[Piece]
    per_mille: int


def side_of(report: Report, text: str, places: list[tuple[int, int]]) -> Side:
    """A text cut at the places it shares, which are in order and apart."""
    pieces, after = [], 0
    for start, end in places:
        pieces.append(Piece(text=text[after:start], is_shared=False))
        pieces.append(Piece(text=text[start:end], is_shared=True))
        after = end
    pieces.append(Piece(text=text[after:], is_shared=False))
    return Side(report=report, pieces=[one for one in pieces if one.text], per_mille=share(text, places))
