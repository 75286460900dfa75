"""Lays out the drawings of a brief as plain lines, boxes and words in points; it must not know Typst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tracker.assessment import Status
from tracker.publishing import figures
from tracker.publishing.shapes import colour, colours

WIDTH = 490.0  # points: the text of an A4 page
BAR_HEIGHT = 14.0
CHART_HEIGHT = 180.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 12.0, 26.0, 26.0  # around the chart, for its numbers and days
LABEL = 7.5
Item = dict[str, Any]


def bar(counts: Mapping[Status, int], *, mirrored: bool, alt: str) -> dict[str, Any] | None:
    """The stacked bar of statuses, the worst first; None where nothing is counted. Mirrored right to left."""
    total = sum(counts.values())
    if not total:
        return None
    items: list[Item] = []
    x = 0.0
    for status in Status:
        width = WIDTH * counts.get(status, 0) / total
        if width:
            left = WIDTH - x - width if mirrored else x
            box = [_r(left), 0, _r(width), BAR_HEIGHT]
            items.append({"rect": box, "fill": colour("fl", status), "stroke": colours()["sv-line-strong"]})
        x += width
    return {"width": WIDTH, "height": BAR_HEIGHT, "alt": alt, "items": items}


def score(implementation_pm: int, coverage_pm: int, *, mirrored: bool, alt: str) -> dict[str, Any]:
    """What is done within what can be judged within all that is in force, as three boxes."""
    ink = colours()
    parts = (
        (1000, 0.0, BAR_HEIGHT, ink["sv-sunken"]),
        (coverage_pm, 0.0, BAR_HEIGHT, ink["sv-line-strong"]),
        (implementation_pm, 3.5, BAR_HEIGHT - 7, ink["sv-ink"]),
    )
    half = WIDTH / 2
    items = []
    for share, top, height, fill in parts:
        width = half * share / 1000
        items.append({"rect": [_r(half - width if mirrored else 0), top, _r(width), height], "fill": fill})
    return {"width": half, "height": BAR_HEIGHT, "alt": alt, "items": items}


def readings(chart: Mapping[str, Any], *, alt: str) -> dict[str, Any] | None:
    """Reported values against the agreed path, from the figures that the page's chart draws.

    Time runs from left to right in every language. None where there is no value to draw.
    """
    if not chart["readings"]:
        return None
    plane = _Plane(chart)
    ink, accent = colours()["sv-ink"], colours()["sv-accent"]
    items = [*plane.grid()]
    if late := chart.get("late"):
        left, right = plane.x(late["from"]), plane.x(late["to"])
        box = [left, TOP, _r(right - left), plane.bottom - TOP]
        items.append({"rect": box, "fill": colours()["sv-past"]})
        items.append(_above(late["label"], (left + right) / 2))
    for deadline in chart["deadlines"]:
        x = plane.x(deadline["day"])
        items.append({"line": [[x, TOP], [x, plane.bottom]], "stroke": ink, "width": 0.6})
        if deadline["label"] and not late:
            items.append(_above(deadline["label"], x))
    if path := [[plane.x(day), plane.y(value)] for day, value in chart["path"] if value is not None]:
        items.append({"line": path, "stroke": colours()["sv-muted"], "width": 1, "dash": True})
    items += _steps(plane, chart["readings"], accent)
    return {"width": WIDTH, "height": CHART_HEIGHT, "alt": alt, "items": items}


def _steps(plane: _Plane, given: Sequence[Mapping[str, Any]], paint: str) -> list[Item]:
    """The line that keeps each value until the next, the ranges as bars, a dot for each value that counts."""
    points: list[list[float]] = []
    items: list[Item] = []
    for one in given:
        x, y = plane.x(one["day"]), plane.y(one["value"])
        if points:
            points.append([x, points[-1][1]])
        points.append([x, y])
        if one["low"] is not None and one["high"] is not None and one["low"] != one["high"]:
            ends = [[x, plane.y(one["low"])], [x, plane.y(one["high"])]]
            items.append({"line": ends, "stroke": paint, "width": 2.5})
        items.append({"dot": [x, y, 2.6], "fill": paint})
    return [{"line": points, "stroke": paint, "width": 1.3}, *items]


class _Plane:
    """Where a day and a value lie on the paper; amounts begin at zero."""

    def __init__(self, chart: Mapping[str, Any]) -> None:
        values = [value for _day, value in chart["path"] if value is not None]
        for one in chart["readings"]:
            values += [one[name] for name in ("value", "low", "high") if one[name] is not None]
        self.lowest, self.highest = min(0.0, *values), max(0.0, *values) or 1.0
        self.first, self.last = date.fromisoformat(chart["from"]), date.fromisoformat(chart["to"])
        self.unit = chart["unit"]
        self.bottom = CHART_HEIGHT - BOTTOM

    def x(self, day: str) -> float:
        """The place of a day in ISO form, from the left."""
        length = max((self.last - self.first).days, 1)
        share = (date.fromisoformat(day) - self.first).days / length
        return _r(LEFT + (WIDTH - LEFT - RIGHT) * min(max(share, 0), 1))

    def y(self, value: float) -> float:
        """The place of a value, from the top."""
        share = (value - self.lowest) / ((self.highest - self.lowest) or 1)
        return _r(self.bottom - (self.bottom - TOP) * share)

    def grid(self) -> list[Item]:
        """Lines and numbers for the values, and the first, middle and last day."""
        pale, ink = colours()["sv-line"], colours()["sv-muted"]
        items: list[Item] = []
        for place in range(5):
            value = self.lowest + (self.highest - self.lowest) * place / 4
            y = self.y(value)
            items.append({"line": [[LEFT, y], [WIDTH - RIGHT, y]], "stroke": pale, "width": 0.5})
            items.append(_text(figures.number(round(value, 1)), LEFT - 4, y + 2.5, "end", ink))
        days = [self.first, self.first + (self.last - self.first) / 2, self.last]
        for day, anchor in zip(days, ("start", "middle", "end"), strict=True):
            items.append(_text(figures.day(day), self.x(day.isoformat()), self.bottom + 12, anchor, ink))
        if self.unit:
            items.append(_text(self.unit, LEFT, TOP - 15, "start", ink))
        return items


def _above(words: object, x: float) -> Item:
    """Words over the chart about a place in it; those near an end of the paper stay on it."""
    share = (x - LEFT) / (WIDTH - LEFT - RIGHT)
    anchor = "start" if share < 0.12 else "end" if share > 0.88 else "middle"
    return _text(words, x, TOP - 4, anchor, colours()["sv-ink"])


def _text(words: object, x: float, y: float, anchor: str, ink: str) -> Item:
    """Words whose base line is at `y`; `anchor` says which end of them is at `x`."""
    return {"text": str(words), "at": [_r(x), _r(y)], "anchor": anchor, "size": LABEL, "ink": ink}


def _r(number: float) -> float:
    return round(number, 2)
