"""Answers which commitments fit some words best, by BM25; it must not know readers or the database."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.ingestion.suggesting.words import words_of
from tracker.selectors.suggesting import Described, Place

WEIGHTS = {Place.TITLE: 1.5, Place.CLAUSE: 1.0, Place.GUIDE: 0.8, Place.PARTY: 0.4, Place.PASSAGE: 1.0}
AROUND = 0.3  # what stands around a selection counts for so much of what stands in it


@dataclass(frozen=True, slots=True)
class Ranked:
    """A commitment with its score, and the stems found by place."""

    commitment: int
    score: float
    stems: tuple[str, ...]
    places: tuple[Place, ...]


class Index:
    """The words of commitments, ready to be asked."""

    def __init__(self, described: Sequence[Described]) -> None:
        """Count the words; loads numpy and bm25s."""
        self.duties = [one.commitment for one in described]
        self.agreements = [one.agreement for one in described]
        self.shelves: dict[Place, _Shelf] = {}
        for place in Place:
            owners, texts = [], []
            for number, one in enumerate(described):
                for text in one.texts.get(place, ()):
                    stems = [word.stem for word in words_of(text)]
                    if stems:
                        owners.append(number)
                        texts.append(stems)
            if texts:
                self.shelves[place] = _Shelf(owners, texts)

    def rank(
        self, stems: Iterable[str], around: Iterable[str] = (), *, agreement: int | None = None, most: int = 5
    ) -> list[Ranked]:
        """The commitments that fit best, at most `most`, best first; none that shares no word."""
        asked = dict.fromkeys(around, AROUND) | dict.fromkeys(stems, 1.0)
        scores: dict[int, float] = defaultdict(float)
        for place, shelf in self.shelves.items():
            for owner, score in shelf.scores(asked).items():
                scores[owner] += WEIGHTS[place] * score
        if agreement is not None:
            scores = {one: got for one, got in scores.items() if self.agreements[one] == agreement}
        best = sorted(scores, key=lambda one: (-scores[one], self.duties[one]))[:most]
        return [self._ranked(one, scores[one], asked) for one in best]

    def _ranked(self, owner: int, score: float, asked: dict[str, float]) -> Ranked:
        stems: dict[str, None] = {}
        places = []
        for place, shelf in self.shelves.items():
            shared = [stem for stem in asked if stem in shelf.held[owner]]
            if shared:
                places.append(place)
                stems.update(dict.fromkeys(shared))
        return Ranked(self.duties[owner], score, tuple(stems), tuple(places))


class _Shelf:
    """The texts of one place."""

    def __init__(self, owners: list[int], texts: list[list[str]]) -> None:
        import bm25s

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells each step at debug level
        self.owners = owners
        self.held: dict[int, set[str]] = defaultdict(set)
        for owner, stems in zip(owners, texts, strict=True):
            self.held[owner].update(stems)
        self.bm25: Any = bm25s.BM25(method="lucene")
        self.bm25.index(texts, show_progress=False)

    def scores(self, asked: dict[str, float]) -> dict[int, float]:
        """The score of each owner of a text that shares a word: that of its best text."""
        total: Any = None
        for weight in set(asked.values()):
            part = [stem for stem, one in asked.items() if one == weight and stem in self.bm25.vocab_dict]
            if part:
                got = self.bm25.get_scores(part) * weight
                total = got if total is None else total + got
        if total is None:
            return {}
        best: dict[int, float] = {}
        for place in total.nonzero()[0]:
            owner = self.owners[place]
            best[owner] = max(best.get(owner, 0.0), float(total[place]))
        return best
