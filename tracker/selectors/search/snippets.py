"""Answers which piece of a text to show and which of its letters were looked for; it must not know markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.selectors import folding
from tracker.selectors.folding import Word
from tracker.selectors.search.asking import Question, Term

LENGTH = 240  # characters of a snippet
BEFORE = 60  # characters of it before the first hit
LOOKED_AT = 30_000  # characters of a text that are looked through for the best piece
GONE_ON = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some letters of a text, and whether they were looked for."""

    text: str
    hit: bool = False


def marked(text: str, question: Question) -> list[Piece]:
    """The whole text, cut where what was looked for begins and ends."""
    return _cut(text, _hits(list(folding.placed(text)), question))


def snippet(text: str, question: Question) -> list[Piece]:
    """The piece of the text that holds most of the question, with what was looked for marked.

    Where nothing of it stands in the text, its beginning.
    """
    text = text[:LOOKED_AT]
    hits = _hits(list(folding.placed(text)), question)
    first = _best(hits)
    begin = max(0, first - BEFORE)
    if begin:  # at a word's beginning
        space = text.find(" ", begin, first)
        begin = space + 1 if space >= 0 else begin
    end = min(len(text), begin + LENGTH)
    if end < len(text):
        space = text.rfind(" ", max(begin, first + 1), end)
        end = space if space > 0 else end
    inside = [(start - begin, min(stop, end) - begin) for start, stop, _ in hits if begin <= start < end]
    pieces = _cut(text[begin:end], [(start, stop, 0) for start, stop in inside])
    pieces = [Piece(" ".join(one.text.split("\n")), one.hit) for one in pieces]
    return [*([Piece(GONE_ON)] if begin else []), *pieces, *([Piece(GONE_ON)] if end < len(text) else [])]


def _hits(words: Sequence[Word], question: Question) -> list[tuple[int, int, int]]:
    """Where the terms stand: from, to, and which term; none lies in another."""
    found: list[tuple[int, int, int]] = []
    place, begin_with = 0, tuple(term.words[0] for term in question.terms)
    while place < len(words):
        if not words[place].folded.startswith(begin_with):
            place += 1
            continue
        # The longest of the terms that stand here, the first of several as long.
        length, other = max(
            (_length(words, place, term), -number) for number, term in enumerate(question.terms)
        )
        if length:
            found.append((words[place].start, words[place + length - 1].end, -other))
        place += max(length, 1)
    return found


def _length(words: Sequence[Word], place: int, term: Term) -> int:
    """How many words of the text a term takes from this place on; 0 when it does not stand there."""
    number = len(term.words)
    if place + number > len(words):
        return 0
    *others, last = (word.folded for word in words[place : place + number])
    wanted = term.words[-1]
    fits = last.startswith(wanted) if term.beginning else last == wanted
    return number if fits and tuple(others) == term.words[:-1] else 0


def _best(hits: Sequence[tuple[int, int, int]]) -> int:
    """The first hit of the stretch that holds the most different terms; 0 without any."""
    best, most = 0, 0
    for number, (start, _end, _term) in enumerate(hits):
        near = {term for begin, _, term in hits[number : number + 40] if begin < start + LENGTH - BEFORE}
        if len(near) > most:
            best, most = start, len(near)
    return best


def _cut(text: str, hits: Sequence[tuple[int, int, int]]) -> list[Piece]:
    pieces, done = [], 0
    for start, end, _term in hits:
        if start > done:
            pieces.append(Piece(text[done:start]))
        pieces.append(Piece(text[start:end], hit=True))
        done = end
    if done < len(text):
        pieces.append(Piece(text[done:]))
    return pieces
