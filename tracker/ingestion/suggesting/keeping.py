"""Keeps the indexes of the audiences that asked last in memory; it must not know how they rank."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from tracker.ingestion.suggesting.ranking import Index
from tracker.models import Audience
from tracker.selectors import suggesting
from tracker.selectors.suggesting import Mark

MOST_AUDIENCES = 6  # an index of 1,000 commitments takes a few megabytes

_kept: OrderedDict[tuple[int, str], tuple[Mark, Index]] = OrderedDict()
_lock = Lock()


def index_for(audience: Audience) -> Index:
    """The index of what the audience may see, made anew when something of it changed."""
    key = (audience.level, audience.team_key)
    with _lock:
        kept = _kept.pop(key, None)
        now = suggesting.mark()
        if kept is not None and (kept[0] == now or not suggesting.told_since(kept[0])):
            index = kept[1]
        else:
            index = Index(suggesting.described(audience))
        _kept[key] = now, index
        while len(_kept) > MOST_AUDIENCES:
            _kept.popitem(last=False)
    return index


def forget() -> None:
    """Drop all indexes: for tests, whose rows come and go without a trace in the ledger."""
    with _lock:
        _kept.clear()
