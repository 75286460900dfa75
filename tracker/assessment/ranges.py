"""Which integer a reported figure stands for: the end least favourable to the obligor; it judges nothing."""

from __future__ import annotations

from .enums import Bound
from .inputs import InvalidInput


def worst_bound(
    bound: Bound,
    *,
    value: int | None = None,
    low: int | None = None,
    high: int | None = None,
    baseline: int,
    target: int,
) -> int | None:
    """One reading from a bounded figure (integers × 10^decimals), None where the bad side is open.

    EXACT and ABOUT are the figure itself; AT_MOST and AT_LEAST close one side; RANGE has `low` and `high`,
    one of which may be open. The obligor has to move from baseline to target, so the end toward the baseline
    counts; with baseline equal to target, the end farther from the target.
    Raises InvalidInput when a figure is missing or the range is upside down.
    """
    low, high = _ends(bound, value, low, high)
    if low is not None and low == high:
        return low
    if target > baseline:
        return low
    if target < baseline:
        return high
    if low is None or high is None:
        return None
    return low if abs(low - target) > abs(high - target) else high


def _ends(
    bound: Bound, value: int | None, low: int | None, high: int | None
) -> tuple[int | None, int | None]:
    """The closed ends of the figure, None where it is open."""
    if bound is Bound.RANGE:
        if low is None and high is None:
            raise InvalidInput("low", "is missing; a range needs at least one end")
        if low is not None and high is not None and low > high:
            raise InvalidInput("high", f"must not be below the low end {low}")
        return low, high
    if value is None:
        raise InvalidInput("value", f"is missing; {bound.value} needs a figure")
    if bound is Bound.AT_MOST:
        return None, value
    if bound is Bound.AT_LEAST:
        return value, None
    return value, value
