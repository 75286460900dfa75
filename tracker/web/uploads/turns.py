"""Lets one person send only a few pieces at once, so that others are served; it must not know the pieces."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2  # of the threads of one process of the web server

_lock = threading.Lock()
_taken: Counter[int] = Counter()


@contextmanager
def turn(person: int) -> Iterator[bool]:
    """Whether it is this person's turn to send a piece; those they have under way are counted meanwhile."""
    with _lock:
        is_theirs = _taken[person] < AT_ONCE
        if is_theirs:
            _taken[person] += 1
    try:
        yield is_theirs
    finally:
        if is_theirs:
            with _lock:
                _taken[person] -= 1
                if not _taken[person]:
                    del _taken[person]
