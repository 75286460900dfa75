"""Nothing kept in memory outlives a test: its rows are rolled back without a trace in the ledger."""

from collections.abc import Iterator

import pytest

from tracker.ingestion.suggesting import keeping


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    keeping.forget()
    yield
    keeping.forget()
