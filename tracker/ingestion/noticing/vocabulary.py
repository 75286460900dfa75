"""Reads the lists in words.toml, with letters made alike as in the texts; it must not know their meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from tracker.ingestion.noticing.tokens import Token, tokens_of

ValueT = TypeVar("ValueT")
Phrase = tuple[str, ...]
LONGEST = 5  # tokens of a phrase

_LISTS: dict[str, dict[str, str]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def words(table: str, name: str) -> list[str]:
    """The words of a list, in order, each folded as a token is."""
    return [folded(word) for word in _LISTS[table][name].split()]


def rows(table: str, name: str) -> list[list[str]]:
    """The words of each line of a list."""
    return [[folded(word) for word in line.split()] for line in _LISTS[table][name].strip().splitlines()]


def phrases(table: str, name: str) -> Iterator[Phrase]:
    """The phrases of a list, each as the texts of its tokens."""
    for line in _LISTS[table][name].splitlines():
        for phrase in line.split(";"):
            if phrase.strip():
                yield tuple(token.text for token in tokens_of(phrase))


def folded(word: str) -> str:
    """A word as it is in a token."""
    return "".join(token.text for token in tokens_of(word))


class Phrases(Generic[ValueT]):
    """Phrases with what each means."""

    def __init__(self, meanings: Mapping[Phrase, ValueT]) -> None:
        """Sort them by their first word: most words of a text begin none."""
        self.meanings: dict[str, dict[Phrase, ValueT]] = {}
        for phrase, meaning in meanings.items():
            self.meanings.setdefault(phrase[0], {})[phrase] = meaning

    def at(self, tokens: Sequence[Token], at: int) -> tuple[ValueT, int] | None:
        """What the longest phrase that begins at a token means, and the place after it; else None."""
        known = self.meanings.get(tokens[at].text) if at < len(tokens) else None
        if known is None:
            return None
        texts = tuple(token.text for token in tokens[at : at + LONGEST])
        for length in range(len(texts), 0, -1):
            if texts[:length] in known:
                return known[texts[:length]], at + length
        return None


def phrase_table(table: str) -> Phrases[str]:
    """Each phrase of a table, with the name of the list it stands in."""
    return Phrases({phrase: name for name in _LISTS[table] for phrase in phrases(table, name)})
