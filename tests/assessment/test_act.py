"""Acts: done, done late, undone, done again, missed, refused."""

import pytest

from tests.assessment.examples import against, codes, commitment, day, excluded, finding, reason, result
from tracker.assessment import Interest, Stance

pytestmark = pytest.mark.once

DUE = commitment(due_on=day(3, 1), grace_days=14)
OPEN = commitment()


def test_done_on_the_first_day_that_establishes_it() -> None:
    reports = [
        finding("a", seen=day(2, 10), event_on=day(2, 1)),
        finding("b", seen=day(2, 12), event_on=day(2, 3)),
        finding("c", seen=day(2, 20), event_on=day(2, 15)),
    ]
    given = result(DUE, reports, day(6, 1))
    assert (given.status, given.fulfilled_on, given.late) == ("FULFILLED", day(2, 3), False)
    assert (given.progress_pm, given.level) == (1000, 3)


@pytest.mark.parametrize(("event", "late"), [(day(3, 15), False), (day(3, 16), True)])
def test_late_begins_after_the_days_of_grace(event: object, late: bool) -> None:
    given = result(DUE, [finding("a", seen=day(3, 20), event_on=event, grade="A1")], day(6, 1))
    assert (given.status, given.late) == ("FULFILLED", late)


def test_acts_do_not_age() -> None:
    given = result(DUE, [finding("a", seen=day(2, 1), grade="A1")], day(6, 1, 2034))
    assert (given.status, given.for_mb) == ("FULFILLED", 1000)


def test_not_done_counts_only_after_the_due_day_with_grace() -> None:
    reports = [against("a", seen=day(3, 15), grade="A1"), against("b", seen=day(3, 16), grade="A1")]
    given = result(DUE, reports, day(6, 1))
    assert excluded(given) == {"a": "NOT_YET_DUE"}
    assert (given.status, given.used_against) == ("BREACHED", ("b",))
    assert reason(given, "DEADLINE_PASSED") == (day(3, 15),)


def test_without_a_due_day_not_done_never_counts() -> None:
    given = result(OPEN, [against("a", grade="A1")], day(6, 1))
    assert (given.status, excluded(given)) == ("PENDING", {"a": "NOT_YET_DUE"})


def test_past_due_with_nothing_known_is_overdue() -> None:
    given = result(DUE, [], day(3, 16))
    assert (given.status, given.level) == ("OVERDUE", 0)
    assert codes(given) == ["DEADLINE_PASSED", "NO_EFFECTIVE_EVIDENCE"]
    assert result(DUE, [], day(3, 15)).status == "PENDING"


def test_a_refusal_counts_until_the_due_day_has_passed() -> None:
    refusal = [against("a", seen=day(2, 1), grade="A1", repudiation=True)]
    before, after = result(DUE, refusal, day(3, 15)), result(DUE, refusal, day(3, 16))
    assert (before.status, codes(before)[:2]) == ("AT_RISK", ["REPUDIATION", "DUE"])
    assert (after.status, excluded(after), after.used_against) == ("OVERDUE", {}, ())


def test_late_performance_is_named_beside_a_breach() -> None:
    reports = [against("a", seen=day(4, 1), grade="A1"), finding("b", seen=day(5, 1), grade="C3")]
    given = result(DUE, reports, day(6, 1))
    assert (given.status, given.used_for) == ("BREACHED", ())
    assert reason(given, "LATE_PERFORMANCE_REPORTED") == (400,)


def test_now_is_the_best_cut_so_a_later_performance_outweighs_an_earlier_absence() -> None:
    reports = [
        against("a", seen=day(4, 1), grade="A1"),
        finding("b", seen=day(5, 1), grade="A1"),
    ]
    given = result(DUE, reports, day(6, 1))
    assert (given.status, given.late, given.against_mb) == ("FULFILLED", True, 0)


@pytest.mark.parametrize(
    ("extent", "fields", "progress", "level"),
    [
        (1, {}, 333, 1),
        (2, {}, 667, 2),
        (2, {"interest": Interest.OBL, "grade": "A1"}, 0, 0),
        (2, {"grade": "D1"}, 0, 0),
    ],
)
def test_partial_performance_gives_progress_when_credible(
    extent: int, fields: dict[str, object], progress: int, level: int
) -> None:
    partial = finding("a", Stance.PARTIAL, seen=day(2, 1), extent=extent, **fields)
    given = result(DUE, [partial], day(3, 1))
    assert (given.progress_pm, given.level) == (progress, level)
    assert given.status == ("ON_TRACK" if progress else "PENDING")


def test_leaning_to_performance_is_at_least_667() -> None:
    given = result(DUE, [finding("a", seen=day(2, 1), grade="C3")], day(3, 1))
    assert (given.status, given.progress_pm) == ("ON_TRACK", 667)


def test_partial_performance_after_the_due_day_also_counts_against() -> None:
    given = result(DUE, [finding("a", Stance.PARTIAL, seen=day(4, 1), grade="A1", extent=2)], day(6, 1))
    assert (given.status, given.progress_pm, given.level) == ("BREACHED", 667, 2)


DONE = finding("done", seen=day(2, 1), grade="A1")


def test_undone() -> None:
    given = result(DUE, [DONE, against("x", seen=day(4, 1), grade="A1", reversal=True)], day(6, 1))
    assert (given.status, given.progress_pm, given.fulfilled_on) == ("REVERSED", 0, day(2, 1))
    assert (given.used_for, given.used_against) == ((), ("x",))
    assert "REVERSAL_ESTABLISHED" in codes(given)


def test_undoing_reported_but_not_established() -> None:
    given = result(DUE, [DONE, against("x", seen=day(4, 1), grade="C3", reversal=True)], day(6, 1))
    assert given.status == "FULFILLED"
    assert reason(given, "REVERSAL_REPORTED") == (400,)


def test_an_undoing_before_it_was_done_says_nothing() -> None:
    given = result(DUE, [DONE, against("x", seen=day(1, 31), grade="A1", reversal=True)], day(6, 1))
    assert (given.status, excluded(given)) == ("FULFILLED", {})
    assert "REVERSAL_REPORTED" not in codes(given)


def test_done_again_after_it_was_undone() -> None:
    undone = against("x", seen=day(4, 1), grade="A1", reversal=True)
    again = finding("again", seen=day(5, 1), grade="A1")
    given = result(DUE, [DONE, undone, again], day(6, 1))
    assert (given.status, given.fulfilled_on, given.late) == ("FULFILLED", day(5, 1), True)
    assert reason(given, "REPERFORMED") == (day(5, 1),)
    undone_again = against("y", seen=day(5, 20), grade="A1", reversal=True)
    given = result(DUE, [DONE, undone, again, undone_again], day(6, 1))
    assert (given.status, given.fulfilled_on) == ("REVERSED", day(5, 1))
    assert "REPERFORMED" not in codes(given)


def test_both_sides_heavy_after_the_due_day_is_disputed() -> None:
    in_time = finding("a", seen=day(5, 1), event_on=day(3, 1), grade="A1")
    too_late = finding("a", seen=day(5, 1), grade="A1")
    absent = against("b", seen=day(5, 1), grade="A1")
    assert result(DUE, [in_time, absent], day(6, 1)).status == "DISPUTED"
    assert result(DUE, [too_late, absent], day(6, 1)).status == "BREACHED"


def test_what_was_done_in_time_may_be_disputed_although_now_is_not() -> None:
    in_time = finding("a", seen=day(5, 1), event_on=day(3, 1), grade="B2")
    absent = against("b", seen=day(4, 1), grade="A1")
    lately = finding("c", seen=day(5, 20), grade="D1")
    given = result(DUE, [in_time, absent, lately], day(6, 1))
    assert (given.status, given.used_for, given.used_against) == ("DISPUTED", ("a",), ("b",))


def test_a_doubtful_support_does_not_undo_a_breach() -> None:
    absent = [against(name, seen=day(4, 1)) for name in "ab"]
    doubtful = finding("c", seen=day(3, 1), grade="D1")
    given = result(DUE, [*absent, doubtful], day(6, 1))
    assert (given.status, given.confidence, given.net_mb) == ("BREACHED", "HIGH", -1040)
