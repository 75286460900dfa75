"""Gives the tests of the fetcher a server of their own that remembers who called."""

import pytest

from tests.canary import canary


@pytest.fixture
def server():
    with canary() as one:
        yield one
