"""Recall of suggestions: the demonstration's passages, each left out, and passages no index saw."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tracker.ingestion.suggesting.ranking import Index
from tracker.ingestion.suggesting.words import words_of
from tracker.models import Commitment, Finding
from tracker.models.choices import FindingState
from tracker.selectors.suggesting import Described, Place

UNSEEN = Path(__file__).parents[1] / "data" / "unseen_passages.toml"
MOST = 5
AROUND = 600  # characters before and after a passage, as the form of a finding gives them


@dataclass(frozen=True)
class Labelled:
    """A passage, what stands around it, and the codes of the duties it bears on."""

    text: str
    around: str
    on: tuple[str, ...]


def accepted() -> list[Labelled]:
    """Each accepted finding: its passage, and its duty."""
    rows = Finding.objects.filter(state=FindingState.ACCEPTED).select_related("commitment", "page")
    return [
        Labelled(one.excerpt, _around(one), (one.commitment.code,))
        for one in rows.order_by("pk")
        if one.excerpt
    ]


def unseen() -> list[Labelled]:
    """The passages no index was built from."""
    rows = tomllib.loads(UNSEEN.read_text(encoding="utf-8"))["passage"]
    return [Labelled(row["text"], "", tuple(row["on"])) for row in rows]


def without(described: Sequence[Described], quote: str) -> list[Described]:
    """What is known when nobody has cited the passage yet, for any duty."""
    return [
        replace(
            one,
            texts={
                place: [text for text in texts if place is not Place.PASSAGE or text.split("\n")[0] != quote]
                for place, texts in one.texts.items()
            },
            quotes=one.quotes - {quote},
        )
        for one in described
    ]


def leaving_out(
    described: Sequence[Described], passages: Sequence[Labelled]
) -> Iterator[tuple[Labelled, list[str], list[str]]]:
    """The codes suggested for each passage, alone and with its surroundings, by an index without it."""
    indexes: dict[str, Index] = {}
    for one in passages:
        index = indexes.get(one.text) or Index(without(described, one.text))
        indexes[one.text] = index
        yield one, suggested(index, one, around=False), suggested(index, one, around=True)


def suggested(index: Index, one: Labelled, *, around: bool = False) -> list[str]:
    """The codes suggested for a passage, best first."""
    near = words_of(one.around) if around else ()
    ranked = index.rank(words_of(one.text), near, most=MOST)
    codes = dict(Commitment.objects.values_list("pk", "code"))
    return [codes[found.commitment] for found in ranked]


def recall(answers: Sequence[tuple[Labelled, list[str]]]) -> float:
    """The share of labels found among the suggestions."""
    found = sum(len(set(one.on) & set(codes)) for one, codes in answers)
    return found / sum(len(one.on) for one, _codes in answers)


def _around(one: Finding) -> str:
    if one.page is None or one.start_offset is None or one.end_offset is None:
        return ""
    text = one.page.text
    return f"{text[max(0, one.start_offset - AROUND) : one.start_offset]} {text[one.end_offset :][:AROUND]}"
