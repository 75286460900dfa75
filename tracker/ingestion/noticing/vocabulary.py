"""Reads the lists in words.toml, with letters made alike as in the texts; it must not know their meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tracker.ingestion.noticing.tokens import tokens_of

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


def phrase_table(table: str) -> dict[Phrase, str]:
    """Each phrase of a table, with the name of the list it stands in."""
    return {phrase: name for name in _LISTS[table] for phrase in phrases(table, name)}


def folded(word: str) -> str:
    """A word as it is in a token."""
    return "".join(token.text for token in tokens_of(word))
