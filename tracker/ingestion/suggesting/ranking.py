"""Answers which commitments fit some words best, by BM25; it must not know readers or the database.

Each place where a commitment is described is a shelf of its own, so that a long list of passages does not
drown a title, and so that the places can be named. Words that stand for one another count for half.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.ingestion.suggesting.words import Word, words_of
from tracker.selectors.suggesting import Described, Place

# Found by leaving each passage of the demonstration out in turn: docs/decisions/0017-suggesting-duties.md.
WEIGHTS = {Place.TITLE: 1.2, Place.CLAUSE: 1.0, Place.GUIDE: 1.0, Place.PARTY: 0.1, Place.PASSAGE: 0.6}
TOGETHER = 0.6  # the accepted passages of a commitment once more, as one text: what comes back, tells
ALIKE = 0.5  # a word of the same group counts for so much of the word itself
AROUND = 0.5  # what stands around a selection counts for so much of what stands in it
LINKED = 0.2  # of its score that a duty lends to one it is linked with
CITED_TOGETHER = 0.5  # ... or shares passages with, times the share of them


@dataclass(frozen=True, slots=True)
class Ranked:
    """A commitment with its score, the terms that speak for it, rare ones first, and where they are told."""

    commitment: int
    score: float
    terms: tuple[str, ...]
    places: tuple[Place, ...]


class Index:
    """The words of commitments, ready to be asked."""

    def __init__(self, described: Sequence[Described]) -> None:
        """Count the words; loads numpy and bm25s."""
        import numpy

        self._numpy: Any = numpy
        self.duties = [one.commitment for one in described]
        self.agreements = numpy.array([one.agreement for one in described], dtype=int)
        self.shelves = [
            (place, weight, _Shelf([one.texts.get(place, []) for one in described]))
            for place, weight in WEIGHTS.items()
        ]
        joined = [["\n".join(one.texts.get(Place.PASSAGE, []))] for one in described]
        self.shelves.append((Place.PASSAGE, TOGETHER, _Shelf(joined)))
        self.commonness = Counter(
            term for _place, _weight, shelf in self.shelves for held in shelf.held.values() for term in held
        )
        self.loans = _loans(described)

    def rank(
        self,
        words: Iterable[Word],
        around: Iterable[Word] = (),
        *,
        agreement: int | None = None,
        most: int = 5,
    ) -> list[Ranked]:
        """The commitments that fit best, at most `most`, best first; none that nothing speaks for."""
        numpy = self._numpy
        asked = _weights(around, AROUND)
        for term, weight in _weights(words, 1.0).items():
            asked[term] = max(asked.get(term, 0.0), weight)
        own = numpy.zeros(len(self.duties))
        for _place, weight, shelf in self.shelves:
            shelf.add_scores(asked, weight, own)
        scores = own.copy()
        lender = numpy.full(len(self.duties), -1)
        for owner, borrowed in self._borrowed(own).items():
            scores[owner] += borrowed[0]
            lender[owner] = borrowed[1]
        if agreement is not None:
            scores[self.agreements != agreement] = 0.0
        best = sorted(scores.nonzero()[0].tolist(), key=lambda one: (-scores[one], self.duties[one]))[:most]
        return [self._ranked(one, float(scores[one]), asked, int(lender[one])) for one in best]

    def _borrowed(self, own: Any) -> dict[int, tuple[float, int]]:
        """What each duty borrows, and from which: the largest loan it is offered."""
        found: dict[int, tuple[float, int]] = {}
        for lender, loans in self.loans.items():
            if own[lender] <= 0:
                continue
            for borrower, share in loans.items():
                offer = share * float(own[lender])
                if offer > found.get(borrower, (0.0, -1))[0]:
                    found[borrower] = offer, lender
        return found

    def _ranked(self, owner: int, score: float, asked: Mapping[str, float], lender: int) -> Ranked:
        terms, places = self._told(owner, asked)
        if not terms and lender >= 0:
            terms, places = self._told(lender, asked)[0], {Place.LINK: None}
        telling = sorted(terms, key=lambda term: (self.commonness[term] / asked[term], term))
        return Ranked(self.duties[owner], score, tuple(telling), tuple(places))

    def _told(self, owner: int, asked: Mapping[str, float]) -> tuple[set[str], dict[Place, None]]:
        """The asked terms that are told of a duty, and where."""
        terms: set[str] = set()
        places: dict[Place, None] = {}
        for place, _weight, shelf in self.shelves:
            shared: set[str] = shelf.held.get(owner, set()) & asked.keys()
            if shared:
                places[place] = None
                terms |= shared
        return terms, places


class _Shelf:
    """The texts of one place, some of each owner."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        import bm25s
        import numpy

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells each step at debug level
        owners: list[int] = []
        rows: list[list[str]] = []
        held: dict[int, set[str]] = defaultdict(set)
        for owner, own in enumerate(texts):
            for text in own:
                terms = [term for word in words_of(text) for term in (word.stem, *word.like)]
                if terms:
                    owners.append(owner)
                    rows.append(terms)
                    held[owner].update(terms)
        self.held: Mapping[int, set[str]] = dict(held)
        self._numpy: Any = numpy
        self._owners = numpy.array(owners, dtype=int)
        self._bm25: Any = None
        if rows:
            self._bm25 = bm25s.BM25(method="lucene")
            self._bm25.index(rows, show_progress=False)

    def add_scores(self, asked: Mapping[str, float], weight: float, scores: Any) -> None:
        """Add to each owner's score that of its best text here, times the weight."""
        if self._bm25 is None:
            return
        by_weight: dict[float, list[str]] = defaultdict(list)
        for term, counts in asked.items():
            if term in self._bm25.vocab_dict:
                by_weight[counts].append(term)
        if not by_weight:
            return
        rows = sum(self._bm25.get_scores(terms) * counts for counts, terms in by_weight.items())
        best = self._numpy.zeros(len(scores))
        self._numpy.maximum.at(best, self._owners, rows)
        scores += weight * best


def _weights(words: Iterable[Word], weight: float) -> dict[str, float]:
    """What each term of some words counts for."""
    found: dict[str, float] = {}
    for word in words:
        found[word.stem] = weight
        for group in word.like:
            found[group] = weight * ALIKE
    return found


def _loans(described: Sequence[Described]) -> dict[int, dict[int, float]]:
    """What share of its score a duty lends to those it is linked with, and those cited for its passages."""
    number = {one.commitment: place for place, one in enumerate(described)}
    cited: dict[str, set[int]] = defaultdict(set)
    for place, one in enumerate(described):
        for quote in one.quotes:
            cited[quote].add(place)
    shared: Counter[tuple[int, int]] = Counter()
    for places in cited.values():
        shared.update((lender, borrower) for lender in places for borrower in places if lender != borrower)
    loans: dict[int, dict[int, float]] = defaultdict(dict)
    for (lender, borrower), times in shared.items():
        # One more than there are: a single passage cited for both proves little.
        loans[lender][borrower] = CITED_TOGETHER * times / (len(described[lender].quotes) + 1)
    for lender, one in enumerate(described):
        for other in one.links:
            if other in number:
                own = loans[lender]
                own[number[other]] = max(own.get(number[other], 0.0), LINKED)
    return dict(loans)
