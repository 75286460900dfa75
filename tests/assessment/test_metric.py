"""Indicators: schedule, target, windows, targets to be held."""

from datetime import date
from typing import Any

import pytest

from tests.assessment.examples import codes, commitment, day, excluded, finding, reason, result
from tracker.assessment import Commitment, Finding, Interest, Kind, Profile, Result, Stance, assess
from tracker.assessment.measure import expected_pm, raw_progress_pm

pytestmark = pytest.mark.once

DUE_ON = day(1, 1) + (day(4, 10) - day(1, 1))  # 100 days after the start


def metric(**fields: Any) -> Commitment:
    return commitment(Kind.METRIC, **({"due_on": DUE_ON} | fields))


def reading(name: str, value: int, seen: date, grade: str = "A1", **fields: Any) -> Finding:
    return finding(name, seen=seen, grade=grade, value=value, **fields)


def on(as_of: date, *findings: Finding, **fields: Any) -> Result:
    return result(metric(**fields), findings, as_of)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "raw"),
    [(100, 0, 100, 0), (100, 0, 0, 1000), (100, 0, 67, 330), (100, 0, 101, -10), (0, 3, 1, 333)]
    + [(0, 3, -1, -334), (5, 5, 5, 1000), (5, 5, 6, 0), (100, 0, -20, 1200)],
)
def test_progress_is_floored_per_mille(baseline: int, target: int, value: int, raw: int) -> None:
    assert raw_progress_pm(metric(baseline=baseline, target=target), value) == raw


def test_progress_due_runs_straight_to_the_due_day_without_grace() -> None:
    one = metric(grace_days=30)
    days = [day(12, 1, 2023), day(1, 1), day(1, 11), day(4, 9), DUE_ON, day(12, 1)]
    assert [expected_pm(one, each.toordinal()) for each in days] == [0, 0, 100, 990, 1000, 1000]
    assert expected_pm(metric(due_on=None), day(12, 1).toordinal()) == 0


def test_on_schedule_from_95_percent_of_what_is_due() -> None:
    half_way = day(2, 20)  # 500 are due
    assert on(half_way, reading("a", 52, half_way)).status == "ON_TRACK"
    behind = on(half_way, reading("a", 53, half_way))
    assert (behind.status, behind.progress_pm) == ("AT_RISK", 470)
    assert reason(behind, "SCHEDULE") == (470, 500)
    assert "FAR_BEHIND" not in codes(behind)
    assert "FAR_BEHIND" in codes(on(half_way, reading("a", 71, half_way)))
    assert "FAR_BEHIND" not in codes(on(half_way, reading("a", 70, half_way)))


def test_without_a_reading_it_is_pending_and_then_overdue() -> None:
    assert (on(day(2, 1)).status, on(day(2, 1)).progress_pm) == ("PENDING", 0)
    assert on(DUE_ON).status == "PENDING"
    given = on(day(4, 11), finding("a"), finding("n", seen=day(3, 1)))
    assert (given.status, excluded(given)) == ("OVERDUE", {"n": "NO_READING"})


def test_the_target_is_met_within_its_tolerance() -> None:
    assert on(day(3, 1), reading("a", 2, day(3, 1)), tolerance_pm=20).status == "FULFILLED"
    assert on(day(3, 1), reading("a", 2, day(3, 1)), tolerance_pm=19).status == "ON_TRACK"


def test_reached_once_is_fulfilled_for_good() -> None:
    given = on(day(6, 1), reading("a", 0, day(3, 1), event_on=day(2, 25)), reading("b", 90, day(5, 1)))
    assert (given.status, given.fulfilled_on, given.late) == ("FULFILLED", day(2, 25), False)
    assert (given.progress_pm, given.used_for) == (1000, ("a",))
    assert excluded(given) == {}


def test_late_begins_after_grace() -> None:
    late = on(day(6, 1), reading("a", 0, day(4, 16)), grace_days=5)
    in_time = on(day(6, 1), reading("a", 0, day(4, 15)), grace_days=5)
    assert (late.late, in_time.late) == (True, False)


def test_missed_when_unmet_readings_after_the_due_day_establish_it() -> None:
    given = on(day(6, 1), reading("a", 60, day(4, 10)), reading("b", 50, day(4, 11)))
    assert (given.status, given.used_against, given.level) == ("BREACHED", ("b",), 2)
    assert on(day(6, 1), reading("a", 60, day(4, 10))).status == "OVERDUE"


def test_a_window_keeps_the_latest_credible_reading_of_each_origin() -> None:
    readings = [
        reading("a", 80, day(2, 1), origin="o"),
        reading("b", 70, day(2, 10), origin="o"),
        reading("c", 10, day(2, 11), "D1", origin="o"),
        reading("d", 60, day(1, 11), origin="p"),
    ]
    given = on(day(2, 15), *readings)
    assert excluded(given) == {"a": "NOT_IN_WINDOW", "c": "NOT_IN_WINDOW"}
    later = on(day(3, 15), *readings, reading("e", 50, day(3, 12), origin="q"))
    assert set(excluded(later)) == {"a", "b", "d"}


def test_the_obligors_own_good_reading_does_not_move_the_window() -> None:
    own = reading("b", 0, day(3, 1), interest=Interest.OBL)
    given = on(day(3, 2), reading("a", 50, day(2, 1)), own)
    assert excluded(given) == {"b": "NOT_IN_WINDOW"}
    assert on(day(3, 2), own).used_for == ("b",)


def test_progress_is_the_lower_median_by_weight() -> None:
    light = reading("a", 40, day(2, 20), "C3")
    heavy = reading("b", 45, day(2, 20), "A1")
    assert on(day(2, 20), light, heavy, target=0).progress_pm == 550
    equal = [reading("a", 40, day(2, 20)), reading("b", 45, day(2, 20))]
    assert on(day(2, 20), *equal).progress_pm == 550
    assert on(day(2, 20), *equal, reading("c", 40, day(2, 20))).progress_pm == 600


def test_beyond_the_target_is_said_even_when_clamped() -> None:
    given = on(day(2, 20), reading("a", -10, day(2, 20), "D1"))
    assert (given.exceeds, given.progress_pm) == (True, 1000)


def test_a_profile_of_deadline_is_not_held_to_a_schedule() -> None:
    one: dict[str, Any] = {"profile": Profile.DEADLINE}
    assert on(day(3, 1), reading("a", 100, day(3, 1)), **one).status == "PENDING"
    assert on(day(3, 1), reading("a", 99, day(3, 1)), **one).status == "ON_TRACK"


def test_an_unmet_reading_within_a_week_before_the_first_met_one_tells_against() -> None:
    met = [reading("a", 0, day(3, 10), "B2"), reading("b", 0, day(3, 10), "B2")]
    eight = on(day(3, 10), *met, reading("x", 50, day(3, 2), "A1"))
    seven = on(day(3, 10), *met, reading("x", 50, day(3, 3), "A1"))
    assert eight.status == "FULFILLED"
    assert seven.status != "FULFILLED"


def test_a_target_to_be_held() -> None:
    held = {"sustain": True, "due_on": None}
    reached = reading("a", 0, day(3, 1))
    kept = on(day(4, 1), reached, **held)
    assert (kept.status, kept.fulfilled_on) == ("COMPLIANT", day(3, 1))
    assert reason(kept, "TARGET_REACHED") == (day(3, 1),)
    lost = on(day(6, 10), reached, reading("b", 50, day(6, 1)), **held)
    assert (lost.status, lost.fulfilled_on, lost.used_against) == ("REVERSED", day(3, 1), ("b",))
    still = on(day(12, 1, 2025), reached, reading("b", 50, day(6, 1)), **held)
    assert still.status == "REVERSED"
    again = on(day(9, 1), reached, reading("b", 50, day(6, 1)), reading("c", 0, day(9, 1)), **held)
    assert again.status == "COMPLIANT"


def test_a_target_once_held_turns_unverified_as_its_evidence_ages() -> None:
    held = {"sustain": True, "due_on": None}
    given = on(day(6, 1, 2027), reading("a", 0, day(3, 1)), **held)
    assert given.status == "UNVERIFIED"


def test_a_target_lost_before_its_due_day_is_back_on_its_schedule() -> None:
    held = {"sustain": True, "due_on": day(12, 31)}
    reached = reading("a", 0, day(3, 1))
    given = on(day(6, 2), reached, reading("b", 50, day(6, 1)), **held)
    assert (given.status, given.fulfilled_on) == ("ON_TRACK", day(3, 1))
    assert codes(given)[:2] == ["TARGET_REACHED", "SCHEDULE"]
    past = on(day(1, 1, 2025), reached, reading("b", 50, day(6, 1)), **held)
    assert past.status == "REVERSED"


def test_a_loss_reported_by_the_window_that_reached_it_counts_as_it_ages() -> None:
    held = {"sustain": True, "due_on": None, "half_life_days": (1, 0)}
    met = [reading("a", 0, day(3, 1), event_on=day(2, 1)), reading("b", 0, day(3, 1), event_on=day(2, 1))]
    unmet = reading("x", 50, day(2, 20), "B2")
    given = on(day(4, 1), *met, unmet, **held)
    assert (given.status, given.fulfilled_on) == ("AT_RISK", day(2, 1))
    given = on(day(4, 1), *met, unmet, reading("y", 50, day(2, 20), "B2"), **held)
    assert given.status == "REVERSED"


def test_late_performance_is_named_beside_a_missed_target() -> None:
    unmet = [reading("a", 60, day(4, 20)), reading("b", 60, day(4, 20))]
    given = on(day(6, 1), *unmet, reading("c", 0, day(5, 25), "C3"))
    assert (given.status, given.used_against, given.late) == ("BREACHED", ("a", "b"), False)
    assert [code for code in codes(given) if code != "WEIGHT"][:2] == [
        "DEADLINE_PASSED",
        "LATE_PERFORMANCE_REPORTED",
    ]


def test_a_baseline_at_its_target_knows_only_met_and_unmet() -> None:
    level = {"baseline": 5, "target": 5, "sustain": True, "due_on": None}
    assert on(day(3, 1), reading("a", 5, day(3, 1)), **level).status == "COMPLIANT"
    assert on(day(3, 1), reading("a", 6, day(3, 1)), **level).progress_pm == 0


def test_no_loss_counts_from_the_day_a_suspension_takes_effect() -> None:
    theirs = commitment(Kind.PROHIBITION, id="theirs", obligors=("Q",), essential=True)
    ours = metric(reciprocal=("theirs",), suspension_invoked_on=day(4, 20))
    findings = {
        "theirs": [finding("x", Stance.CONTRADICTS, seen=day(4, 20), grade="A1")],
        "c": [reading("a", 60, day(4, 20)), reading("b", 60, day(4, 25))],
    }
    assert assess([ours, theirs], findings, as_of=day(6, 1))["c"].status == "SUSPENDED"
    findings["c"].append(reading("z", 60, day(4, 19)))
    assert assess([ours, theirs], findings, as_of=day(6, 1))["c"].status == "BREACHED"
