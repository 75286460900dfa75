"""Tags that draw: likelihood scale, balance of weights, score within coverage; they only know geometry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language_bidi

from tracker.assessment.enums import Band, Confidence, Status
from tracker.assessment.parameters import DEFAULT
from tracker.publishing import explanations, figures
from tracker.templatetags.addresses import sprite
from tracker.templatetags.parts import part, shown
from tracker.templatetags.statuses import status_class, status_word

register = template.Library()


@dataclass(frozen=True)
class Canvas:
    """A drawing `width` wide that starts at the right in right-to-left languages."""

    width: float

    def box(self, start: float, width: float) -> dict[str, str]:
        """Where a rectangle lies, as attributes."""
        left = self.width - start - width if get_language_bidi() else start
        return {"x": f"{left:.1f}", "width": f"{max(width, 0):.1f}"}

    def at(self, place: float) -> str:
        """Where a point lies."""
        return f"{self.width - place if get_language_bidi() else place:.1f}"


SCALE = Canvas(400)
BALANCE = Canvas(760)


def _band_scale(p_pm: int, band: Band) -> dict[str, Any]:
    """The seven bands from 0 to 100 %, with the present one marked and the figure as a line."""
    limits = (0, *DEFAULT.band_limits_pm, 1000)
    per = SCALE.width / 1000
    parts = [
        {**SCALE.box(low * per, (high - low) * per), "on": known is band}
        for known, low, high in zip(Band, limits, limits[1:], strict=False)
    ]
    # 5 and 95 stand too close to the ends to be written.
    ticks = [
        {"x": SCALE.at(limit * per), "text": figures.number(limit // 10), "anchor": "middle"}
        for limit in limits[2:-2]
    ]
    ends = [
        {"x": SCALE.at(0), "text": figures.number(0), "anchor": "start"},
        {"x": SCALE.at(SCALE.width), "text": figures.per_mille(1000), "anchor": "end"},
    ]
    place = list(Band).index(band)
    return {
        "parts": parts,
        "ticks": ticks + ends,
        "mark": SCALE.at(p_pm * per),
        "low": figures.number(limits[place] // 10),
        "high": figures.per_mille(limits[place + 1]),
    }


@part(register, "_parts/likelihood.html")
def likelihood(
    p_pm: int | None, band: Band | str | None, confidence: Confidence | str = "LOW"
) -> dict[str, Any]:
    """The likelihood that the duty is kept: word, figure, band scale. Without confidence there is none."""
    if p_pm is None or not band or Confidence(confidence) is Confidence.NONE:
        return {"none": True}
    known = Band(band)
    return {
        "word": explanations.BANDS[known],
        "figure": figures.per_mille(p_pm),
        "scale": _band_scale(p_pm, known),
    }


@part(register, "_parts/likelihood_word.html")
def likelihood_word(band: Band | str | None, confidence: Confidence | str = "LOW") -> dict[str, Any]:
    """The likelihood as a word, for lists; a dash with the reason where there is no confidence."""
    if not band or Confidence(confidence) is Confidence.NONE:
        return {"none": True}
    return {"word": explanations.BANDS[Band(band)]}


@part(register, "_parts/balance.html")
def balance(for_mb: int, against_mb: int, net_mb: int, shape: str = "") -> dict[str, Any]:
    """The balance of weights: against to the one side, for to the other, thresholds as lines, net as a mark.

    Weights in milli-bans; `shape` is the class whose colour the mark takes.
    """
    established, leaning = DEFAULT.established_mb, DEFAULT.leaning_mb
    reach = max(established, for_mb, against_mb, abs(net_mb))
    per, middle = 336 / reach, BALANCE.width / 2
    limit, net_at = established * per, middle + net_mb * per
    # A net figure close to the words of a limit gets a line of its own below.
    crowded = -limit - 92 < net_mb * per < -limit + 26 or abs(net_mb * per - limit) < 66
    return {
        "zone": BALANCE.box(middle - leaning * per, 2 * leaning * per),
        "against": BALANCE.box(middle - against_mb * per, against_mb * per),
        "support": BALANCE.box(middle, for_mb * per),
        "axes": [BALANCE.at(middle - limit), BALANCE.at(middle), BALANCE.at(middle + limit)],
        "net": BALANCE.at(net_at),
        "against_at": BALANCE.at(max(0, middle - max(against_mb * per, 90))),
        "support_at": BALANCE.at(middle + 6),
        "low_at": BALANCE.at(middle - limit - 6),
        "high_at": BALANCE.at(middle + limit),
        "middle_at": BALANCE.at(middle),
        "crowded": crowded,
        # The net figure stands where it does not cover the zero or the limits.
        "zero_shown": abs(net_mb * per) > 60,
        "shape": shape,
        "words": {
            "against": figures.number(against_mb),
            "support": figures.number(for_mb),
            "net": figures.signed(net_mb),
            "low": figures.signed(-established),
            "high": figures.signed(established),
            "zero": figures.number(0),
            "established": figures.number(established),
            "leaning": figures.number(leaning),
        },
    }


@part(register, "_parts/score.html")
def score(implementation_pm: int | None, coverage_pm: int | None, big: bool = False) -> dict[str, Any]:
    """How much is done of what can be judged, drawn inside it; words where nothing can be judged."""
    if implementation_pm is None or coverage_pm is None or coverage_pm == 0:
        return {"none": True}
    return {
        "done": figures.per_mille(implementation_pm, whole=True),
        "judged": figures.per_mille(coverage_pm, whole=True),
        "coverage": coverage_pm,
        "implementation": implementation_pm * coverage_pm // 1000,
        "big": big,
    }


def _ordered(counts: Mapping[Any, int]) -> list[tuple[Status, int]]:
    known = {Status(status): count for status, count in counts.items() if count}
    return [(status, known[status]) for status in Status if status in known]


def _stacked(counts: list[tuple[Status, int]]) -> Iterator[dict[str, Any]]:
    total, start = sum(count for _, count in counts), 0
    for status, count in counts:
        yield {
            "shape": status_class(status),
            "code": status.value,
            "word": status_word(status),
            "count": figures.number(count),
            "x": f"{start * 1000 / total:.1f}",
            "width": f"{count * 1000 / total:.1f}",
        }
        start += count


@part(register, "_parts/status_bar.html")
def status_bar(counts: Mapping[Any, int], words: bool = False, link: str = "") -> dict[str, Any]:
    """How many duties have which status, worst first: a stacked bar and the counts.

    `words` shows the words beside the shapes; `link` is an address to which `status=CODE` is added.
    """
    joint = "&" if "?" in link else "?"
    parts = list(_stacked(_ordered(counts)))
    for one in parts:
        told = {"shape": one["shape"], "word": one["word"], "count": one["count"]}
        one["inside"] = shown("_parts/status_count.html", {**told, "words": words, "sprite": sprite()})
    return {"parts": parts, "link": f"{link}{joint}status=" if link else ""}


@part(register, "_parts/tally.html")
def tally(counts: Mapping[Any, int], link: str = "") -> dict[str, Any]:
    """The overview's large counts by status, worst first, each a link to the list."""
    joint = "&" if "?" in link else "?"
    return {"parts": list(_stacked(_ordered(counts))), "link": f"{link}{joint}status=", "sprite": sprite()}


@part(register, "_parts/weight_bar.html")
def weight_bar(value: int | None, most: int, side: str = "against") -> dict[str, Any]:
    """One weight of the tree (milli-bans) against the largest, none: an empty track; side: for or against."""
    return {
        "width": f"{(value or 0) * 560 / max(most, 1):.1f}" if value else "",
        "bar": "bar-f" if side == "for" else "bar-a",
    }


@part(register, "_parts/late_bar.html")
def late_bar(days: int, most: int, status: Status | str) -> dict[str, Any]:
    """How late a duty is, against the latest of the list; the number stands beside it."""
    return {"width": f"{max(days, 0) * 1000 / max(most, 1):.1f}", "shape": status_class(status)}


@register.simple_tag
def ruler(months: Any) -> list[dict[str, Any]]:
    """The months of the time machine, ready to draw: bar step 0 to 6, year where one begins, spoken name."""
    months = list(months or ())
    most = max((month.count for month in months), default=0)
    drawn = []
    for place, month in enumerate(months):
        step = month.count if most <= 6 else -(-month.count * 6 // most)
        first = place == 0 or month.day.month == 1
        drawn.append(
            {
                "day": month.day,
                "step": min(step, 6),
                "text": figures.digits(str(month.day.year)) if first else figures.short_month(month.day),
                "year": first,
                "name": figures.month(month.day),
                "count": month.count,
                "is_as_of": month.is_as_of,
                "is_known_by": month.is_known_by,
            }
        )
    return drawn
