"""Declares the columns that count duties by status; it must not know whose duties they are."""

from __future__ import annotations

from typing import Any

from tracker.assessment import Status
from tracker.models.choices import STATUSES
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column


def counts_within(cell: str) -> list[Column]:
    """A column for each status: how many duties have it, in this cell of the screen."""
    words = dict(STATUSES)
    return [
        make.integer(f"n_{status.value.lower()}", words[status.value], _counted(status), within=cell)
        for status in Status
    ]


def _counted(status: Status) -> Any:
    return lambda row: row.roll_up.counts.get(status, 0)
