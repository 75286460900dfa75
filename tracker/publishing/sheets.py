"""Cuts what a file holds into sheets: the text of a page with its picture; it must not query or decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.publishing.passages import ShownPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A page of text without its text: its row, its number, the page of the original it stands on."""

    pk: int
    number: int
    leaf: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A sheet before its text is read: its number, the pages of text on it, whether it is pictured."""

    number: int
    pictured: bool
    pages: Sequence[Outline]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet of the reader: its number, whether there is a picture of it, its pages of text."""

    number: int
    pictured: bool = False
    pages: Sequence[ShownPage] = field(default_factory=tuple)

    @property
    def has_text(self) -> bool:
        """Whether any words stand on it."""
        return any(page.blocks for page in self.pages)


def planned(outlines: Iterable[Outline], images: int) -> list[Plan]:
    """The sheets of a file in order; `images` pages of the original are pictured.

    Where no page of text names a page of the original, each stands alone.
    """
    outlines = list(outlines)
    if not images and not any(one.leaf for one in outlines):
        return [Plan(number=one.number, pictured=False, pages=(one,)) for one in outlines]
    standing: dict[int, list[Outline]] = {}
    last = 1
    for one in outlines:
        last = one.leaf or last
        standing.setdefault(last, []).append(one)
    most = max(images, *standing, 0)
    return [
        Plan(number=number, pictured=number <= images, pages=tuple(standing.get(number, ())))
        for number in range(1, most + 1)
        if number <= images or number in standing
    ]


def filled(plans: Iterable[Plan], shown: Mapping[int, ShownPage]) -> list[Sheet]:
    """The sheets with their text, which is given by the row of its page."""
    return [
        Sheet(
            number=plan.number,
            pictured=plan.pictured,
            pages=[shown[one.pk] for one in plan.pages if one.pk in shown],
        )
        for plan in plans
    ]


def of_text(pages: Iterable[ShownPage]) -> list[Sheet]:
    """A sheet for each page of text, without pictures."""
    return [Sheet(number=shown.page.leaf or shown.page.number, pages=[shown]) for shown in pages]
