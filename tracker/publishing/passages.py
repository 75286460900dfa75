"""Cuts the text of a report into pieces that carry their citations; it must not query or decide."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.assessment import Status
from tracker.ingestion import text
from tracker.models import Finding, TextPage
from tracker.selectors.reports import page_name

AROUND = 240  # characters shown before and after a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A finding that cites a passage, with the status of its duty on the day looked at, and whether the
    finding counted by then."""

    finding: Finding
    status: Status | None
    counted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters under the same citations, that of the shortest passage first.

    `begins` and `ends` are those whose passage begins or ends with it.
    """

    text: str
    citations: Sequence[Citation]
    begins: Sequence[Citation]
    ends: Sequence[Citation]
    marked: bool

    @property
    def citation(self) -> Citation | None:
        """The citation the words lead to: where several overlap, the narrowest."""
        return self.citations[0] if self.citations else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph: where it begins in the page's text, and its pieces."""

    start: int
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page of the reader."""

    page: TextPage
    name: str
    blocks: Sequence[Block]


Span = tuple[int, int, Citation | None]


@dataclass(slots=True)
class Marks:
    """What is to be shown in a text: citations by page, and the passage just marked."""

    citations: Mapping[int, Sequence[Citation]] = field(default_factory=dict)
    marked: tuple[str, int, int] | None = None  # the page's name, start, end
    found: Mapping[int, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def of(self, page: TextPage) -> list[Span]:
        """The spans that touch a page; the marked passage and what was found come without a citation."""
        spans: list[Span] = [
            (one.finding.start_offset, one.finding.end_offset, one)
            for one in self.citations.get(page.pk, ())
            if one.finding.start_offset is not None and one.finding.end_offset is not None
        ]
        if self.marked is not None and self.marked[0] == page_name(page):
            spans.append((self.marked[1], self.marked[2], None))
        spans += [(start, end, None) for start, end in self.found.get(page.pk, ())]
        return spans


def in_context(finding: Finding) -> tuple[str, str, str]:
    """What stands before a finding's passage, the passage, and what stands after it."""
    if finding.page is None or finding.start_offset is None or finding.end_offset is None:
        return "", finding.excerpt, ""
    words = finding.page.text
    before, after = words[: finding.start_offset], words[finding.end_offset :]
    lead = before if len(before) <= AROUND else "…" + before[-AROUND:].partition(" ")[2]
    rest = after if len(after) <= AROUND else after[:AROUND].rpartition(" ")[0] + "…"
    return lead, words[finding.start_offset : finding.end_offset], rest


def by_page(citations: Sequence[Citation]) -> dict[int, list[Citation]]:
    """The citations that have a place, by their page."""
    placed: dict[int, list[Citation]] = {}
    for one in citations:
        if one.finding.page_id is not None:
            placed.setdefault(one.finding.page_id, []).append(one)
    return placed


def shown(pages: Sequence[TextPage], marks: Marks) -> list[ShownPage]:
    """The pages with their paragraphs cut at every beginning and end of a citation."""
    return [
        ShownPage(page=page, name=page_name(page), blocks=_blocks(page, marks.of(page))) for page in pages
    ]


def _blocks(page: TextPage, spans: Sequence[Span]) -> list[Block]:
    blocks = []
    for one in text.paragraphs(page.text):
        over = [span for span in spans if span[0] < one.end and span[1] > one.start]
        blocks.append(Block(start=one.start, pieces=_pieces(one, over)))
    return blocks


def _pieces(block: text.Paragraph, spans: Sequence[Span]) -> list[Piece]:
    edges = {block.start, block.end}
    for start, end, _citation in spans:
        edges |= {max(start, block.start), min(end, block.end)}
    places = sorted(edges)
    pieces = []
    for start, end in itertools.pairwise(places):
        over = [span for span in spans if span[0] <= start and span[1] >= end]
        cited = sorted((stop - begin, at) for at, (begin, stop, one) in enumerate(over) if one is not None)
        pieces.append(
            Piece(
                text=block.text[start - block.start : end - block.start],
                citations=[one for _length, at in cited if (one := over[at][2]) is not None],
                begins=[one for begin, _stop, one in over if one is not None and begin == start],
                ends=[one for _begin, stop, one in over if one is not None and stop == end],
                marked=len(cited) < len(over),
            )
        )
    return pieces
