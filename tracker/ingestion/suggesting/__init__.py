"""Answers which commitments a passage most likely bears on; it proposes only, and files nothing."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.ingestion.suggesting import keeping
from tracker.ingestion.suggesting.words import Word, words_of
from tracker.models import Agreement, Commitment, User
from tracker.selectors.suggesting import Place
from tracker.selectors.visibility import audience_of, visible_to

__all__ = ["Place", "Suggestion", "suggest"]

LONGEST = 20_000  # characters that are read of a text


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A commitment, the words of the text that speak for it, best first, and where it is told in them."""

    commitment: Commitment
    matched: tuple[str, ...]
    where: tuple[Place, ...]


def suggest(
    reader: User, words: str, *, agreement: Agreement | None = None, most: int = 5, around: str = ""
) -> list[Suggestion]:
    """The commitments the reader may see that `words` most likely bear on, best first; none without a word.

    `around` is text that stands around a selection: it counts for less than `words`.
    """
    told = list(words_of(words[:LONGEST]))
    near = list(words_of(around[:LONGEST]))
    if not told and not near:
        return []
    index = keeping.index_for(audience_of(reader))
    ranked = index.rank(told, near, agreement=agreement.pk if agreement else None, most=most)
    seen = visible_to(reader, Commitment.objects.select_related("agreement", "clause", "current"))
    duties = seen.in_bulk([one.commitment for one in ranked])
    return [
        Suggestion(duties[one.commitment], _shown([*told, *near], one.terms), one.places)
        for one in ranked
        if one.commitment in duties
    ]


def _shown(told: list[Word], terms: tuple[str, ...]) -> tuple[str, ...]:
    """The words that hold the terms, as they stand first in the text, each once."""
    first: dict[str, Word] = {}
    for word in told:
        for term in (word.stem, *word.like):
            first.setdefault(term, word)
    stems = {first[term].stem: first[term].shown for term in reversed(terms) if term in first}
    return tuple(dict.fromkeys(reversed(stems.values())))
