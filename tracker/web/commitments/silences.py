"""Tells the kinds of silence about a duty apart, place by place; none of them is evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.models import Coverage
from tracker.models.choices import CoverageOutcome

ICONS = {
    CoverageOutcome.FOUND_NOTHING: "eye",
    CoverageOutcome.DENIED: "lock",
    CoverageOutcome.UNCLEAR: "info-circle",
    CoverageOutcome.NOT_LOOKED: "eye-off",
}
MEANINGS: dict[str, str | Promise] = {
    CoverageOutcome.FOUND_NOTHING: _("Silence that was looked into: there was nothing to be seen."),
    CoverageOutcome.DENIED: _("Nobody was let in: silence here says nothing, and the refusal may."),
    CoverageOutcome.UNCLEAR: _("Somebody looked, and what they saw fits both."),
    CoverageOutcome.NOT_LOOKED: _("Nobody went to look: silence here says nothing."),
}
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Look:
    """One record, with the icon and the sentence of its kind of silence."""

    record: Coverage
    icon: str
    meaning: str | Promise


@dataclass
class Place:
    """The looks at one place, the latest first, and the periods that no record speaks of."""

    name: str
    looks: list[Look] = field(default_factory=list)
    gaps: Sequence[tuple[date, date]] = ()


def places(records: Iterable[Coverage], from_on: date | None, day: date) -> list[Place]:
    """The records by place; those without one come first. Gaps lie from `from_on` to `day`, both inside."""
    found: dict[str, Place] = {}
    for one in records:
        place = found.setdefault(one.place.casefold(), Place(one.place))
        outcome = CoverageOutcome(one.outcome)
        place.looks.append(Look(one, ICONS[outcome], MEANINGS[outcome]))
    for place in found.values():
        place.gaps = gaps([(look.record.from_on, look.record.to_on) for look in place.looks], from_on, day)
    return [found[key] for key in sorted(found)]


def gaps(periods: Iterable[tuple[date, date]], from_on: date | None, to_on: date) -> list[tuple[date, date]]:
    """The parts of a span (both ends inside) that none of the periods covers."""
    if from_on is None:
        return []
    missing, begin = [], from_on
    for start, end in sorted(periods):
        if start > begin:
            missing.append((begin, min(start - DAY, to_on)))
        begin = max(begin, end + DAY)
        if begin > to_on:
            break
    if begin <= to_on:
        missing.append((begin, to_on))
    return [(start, end) for start, end in missing if start <= end]
