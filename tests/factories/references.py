"""Gives references that no other row of a test run has."""

from itertools import count

_numbers = count(1)


def next_reference(prefix: str) -> str:
    """A reference such as L-T00001."""
    return f"{prefix}-T{next(_numbers):05d}"
