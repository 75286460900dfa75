"""Answers how nearly two texts are the same, by their runs of words; it must not know where a text stands."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

RUN = 4  # words; single words are shared by any two texts on one subject
PLACES = 128  # numbers of a sketch: the estimate strays by about 4 in 100
SEED = 1
NUMBER = "<u4"  # as numpy names it: four bytes, little-endian, so that a sketch is the same on every machine
# Marks above and below letters, and the joiners inside Persian words, are written by some and not by others.
UNWRITTEN_SET = r"\u0300-\u036f\u064b-\u065f\u0670\u0640\u200c\u200d\u00ad"
UNWRITTEN = re.compile(f"[{UNWRITTEN_SET}]")
# Chinese, Japanese and Thai are written without spaces: there each character counts as a word.
UNSPACED = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}](?:[^\W_{UNSPACED}]|[{UNWRITTEN_SET}])*")

Word = tuple[str, int, int]


def sketch_of(text: str) -> bytes:
    """A text's sketch, of PLACES numbers of four bytes; empty for a text without words."""
    runs = set(_runs([word for word, _start, _end in words_of(text)]))
    if not runs:
        return b""
    # Here and below: every process that serves pages loads this module, and few of them ever sketch a text.
    import numpy as np
    from rensa import RMinHash

    sketch = RMinHash(PLACES, SEED)
    sketch.update(sorted(runs))
    return np.asarray(sketch.digest(), dtype=NUMBER).tobytes()


def likeness(a: bytes, b: bytes) -> int:
    """How many in a thousand of the runs of words of two sketched texts are common to both, estimated."""
    if not a or not b or len(a) != len(b):
        return 0
    import numpy as np

    same = np.frombuffer(a, dtype=NUMBER) == np.frombuffer(b, dtype=NUMBER)
    return int(same.sum()) * 1000 // len(same)


def overlaps(text: str, other: str) -> list[tuple[int, int]]:
    """The places of `text`, in characters, whose words stand in the same order in `other`; in order."""
    own, others = words_of(text), [word for word, _start, _end in words_of(other)]
    size = min(RUN, len(own), len(others))
    if not size:
        return []
    known = set(_runs(others, size))
    found: list[tuple[int, int]] = []
    last = -1  # the last word that is in a place already
    for first, run in enumerate(_runs([word for word, _start, _end in own], size)):
        if run not in known:
            continue
        until = first + size - 1
        if found and first <= last + 1:
            found[-1] = (found[-1][0], own[until][2])
        else:
            found.append((own[first][1], own[until][2]))
        last = until
    return found


def share(text: str, places: Iterable[tuple[int, int]]) -> int:
    """How many in a thousand of the words of `text` lie in these places, which are in order and apart."""
    starts = [start for _word, start, _end in words_of(text)]
    if not starts:
        return 0
    inside = sum(bisect_left(starts, to) - bisect_left(starts, from_) for from_, to in places)
    return inside * 1000 // len(starts)


def words_of(text: str) -> list[Word]:
    """The words of a text as they are compared, each with its place in characters."""
    return [
        (word, found.start(), found.end()) for found in WORD.finditer(text) if (word := _plain(found.group()))
    ]


def _plain(word: str) -> str:
    if word.isascii():  # most words of most texts; the rest costs ten times as much
        return word.lower()
    return UNWRITTEN.sub("", unicodedata.normalize("NFKC", word).casefold())


def _runs(words: list[str], size: int = 0) -> Iterable[str]:
    size = size or min(RUN, len(words))
    return (" ".join(words[start : start + size]) for start in range(len(words) - size + 1) if size)
