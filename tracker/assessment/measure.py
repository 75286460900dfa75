"""How far a METRIC had come on a day and how far it should have: readings and windows, no verdicts."""

from __future__ import annotations

from .case import Case
from .enums import ExclusionCode
from .inputs import Commitment, Finding
from .outcome import Reading
from .weighing import PPM, base_mb, decay_ppm


def raw_progress_pm(commitment: Commitment, value: int) -> int:
    """Progress of a value from baseline to target in per mille, floored, not clamped."""
    assert commitment.baseline is not None
    assert commitment.target is not None
    span = commitment.target - commitment.baseline
    if span == 0:
        return 1000 if value == commitment.target else 0
    return (value - commitment.baseline) * 1000 // span


def expected_pm(commitment: Commitment, day: int) -> int:
    """Progress due by a day (ordinal) in per mille on a straight line to the due day, grace left aside."""
    starts, due_on = commitment.starts_on.toordinal(), commitment.due_on
    if due_on is None or day <= starts:
        return 0
    due = due_on.toordinal()
    return 1000 if day >= due else (day - starts) * 1000 // (due - starts)


class Readings:
    """The live readings of a METRIC, and the windows looking back from its anchor days (ordinals)."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.excluded = dict(case.excluded)
        self.all: list[Reading] = []
        for finding in case.live:
            if finding.value is None:
                self.excluded[finding.id] = ExclusionCode.NO_READING
            else:
                self.all.append(self._read(finding, finding.value))
        credible = {day_of(reading) for reading in self.all if self._is_credible(reading)}
        self.anchors: list[int] = sorted(credible or {day_of(reading) for reading in self.all})
        self.last_window: list[Reading] = self.window(self.anchors[-1]) if self.anchors else []
        kept = {reading.finding.id for reading in self.last_window}
        for reading in self.all:
            if reading.finding.id not in kept:
                self.excluded[reading.finding.id] = ExclusionCode.NOT_IN_WINDOW

    def _read(self, finding: Finding, value: int) -> Reading:
        commitment, parameters = self.case.commitment, self.case.parameters
        raw = raw_progress_pm(commitment, value)
        due_by_then = expected_pm(commitment, finding.observed_to.toordinal())
        on_schedule = raw * 1000 >= parameters.on_schedule_pm * due_by_then
        return Reading(
            finding=finding,
            raw_pm=raw,
            met=raw >= 1000 - commitment.tolerance_pm,
            on_schedule=on_schedule,
            weight_ub=self._weight_today(finding, on_schedule),
        )

    def _weight_today(self, finding: Finding, on_schedule: bool) -> int:
        half_life = self.case.scale.half_lives[0 if on_schedule else 1]
        age = self.case.today - finding.observed_to.toordinal()
        left = decay_ppm(age, half_life, self.case.parameters.most_halvings)
        return self.case.scale.voice(finding, on_schedule).unaged_ub * left // PPM

    def _is_credible(self, reading: Reading) -> bool:
        return self.case.scale.is_credible(reading.finding, reading.met or reading.on_schedule)

    def window(self, anchor: int) -> list[Reading]:
        """One reading per origin from the days up to an anchor: a credible one if it has any, its latest."""
        first = anchor - self.case.parameters.window_days
        best: dict[str, tuple[tuple[bool, int, int, str], Reading]] = {}
        for reading in self.all:
            finding = reading.finding
            if first <= day_of(reading) <= anchor:
                rank = (
                    self._is_credible(reading),
                    day_of(reading),
                    base_mb(finding, self.case.parameters),
                    finding.id,
                )
                held = best.get(finding.origin)
                if held is None or rank > held[0]:
                    best[finding.origin] = (rank, reading)
        return sorted((reading for _, reading in best.values()), key=lambda reading: reading.finding.id)

    def progress_pm(self) -> int:
        """The weighted lower median of the last window, each reading clamped to 0…1000."""
        heard = sorted(
            (min(1000, max(0, reading.raw_pm)), reading.weight_ub)
            for reading in self.last_window
            if reading.weight_ub > 0
        )
        total = sum(weight for _, weight in heard)
        so_far = 0
        for progress, weight in heard:
            so_far += weight
            if so_far * 2 >= total:
                return progress
        return 0

    @property
    def exceeds(self) -> bool:
        """Whether a reading of the last window went beyond the target."""
        return any(reading.raw_pm > 1000 for reading in self.last_window)


def day_of(reading: Reading) -> int:
    """The ordinal of the day a reading speaks about."""
    return reading.finding.observed_to.toordinal()
