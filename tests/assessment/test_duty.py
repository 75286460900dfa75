"""Lasting duties: state, breach that stands, staleness, the last day."""

import pytest

from tests.assessment.examples import against, codes, commitment, day, excluded, finding, reason, result
from tracker.assessment import Kind

pytestmark = pytest.mark.once

DUTY = commitment(Kind.CONTINUING)
ENDING = commitment(Kind.CONTINUING, due_on=day(6, 30))


def test_an_established_breach_stands_however_old() -> None:
    given = result(DUTY, [against("a", seen=day(2, 1), grade="A1")], day(2, 1, 2029))
    assert (given.status, given.confidence) == ("BREACHED", "NONE")
    assert reason(given, "BREACH_NOT_CEASED") == (day(2, 1),)


def test_a_fresh_breach_needs_no_such_reason() -> None:
    given = result(DUTY, [against("a", grade="A1")], day(6, 2))
    assert (given.status, "BREACH_NOT_CEASED" in codes(given)) == ("BREACHED", False)


def test_compliance_established_later_ends_a_breach() -> None:
    sides = [against("a", seen=day(2, 1), grade="A1"), finding("b", seen=day(6, 1), grade="A1")]
    given = result(DUTY, sides, day(6, 2))
    assert (given.status, excluded(given)) == ("COMPLIANT", {"a": "EARLIER_STATE"})
    assert "EARLIER_BREACH_CEASED" in codes(given)


def test_a_breach_established_later_ends_compliance() -> None:
    sides = [finding("a", seen=day(2, 1), grade="A1"), against("b", seen=day(6, 1), grade="A1")]
    given = result(DUTY, sides, day(6, 2))
    assert (given.status, excluded(given)) == ("BREACHED", {"a": "EARLIER_STATE"})
    assert "EARLIER_COMPLIANCE_ENDED" in codes(given)


def test_the_other_side_leaves_from_90_days_on() -> None:
    day_90 = [against("a", seen=day(3, 3), grade="C3"), finding("b", seen=day(6, 1), grade="A1")]
    day_89 = [against("a", seen=day(3, 4), grade="C3"), finding("b", seen=day(6, 1), grade="A1")]
    assert excluded(result(DUTY, day_90, day(6, 2))) == {"a": "EARLIER_STATE"}
    assert excluded(result(DUTY, day_89, day(6, 2))) == {}
    assert "EARLIER_BREACH_CEASED" not in codes(result(DUTY, day_90, day(6, 2)))


def test_a_stray_report_of_the_other_side_does_not_move_the_state() -> None:
    breach = [against("a", seen=day(2, 1)), against("b", seen=day(2, 1))]
    stray = finding("c", seen=day(4, 1), grade="D1")
    given = result(DUTY, [*breach, stray], day(10, 1))
    assert reason(given, "BREACH_NOT_CEASED") == (day(2, 1),)


def test_stale_compliance_is_unverified_after_two_half_lives() -> None:
    duty = commitment(Kind.CONTINUING, half_life_days=(10, 10), prior_mb=600)
    seen = [finding("a", grade="A1"), finding("b", grade="A1")]
    assert result(duty, seen, day(6, 21)).status == "COMPLIANT"
    stale = result(duty, seen, day(6, 22))
    assert (stale.status, "INCONCLUSIVE" in codes(stale)) == ("UNVERIFIED", False)


def test_leaning_either_way() -> None:
    assert result(DUTY, [finding("a", grade="C3")], day(6, 2)).status == "ON_TRACK"
    leaning = result(DUTY, [against("a", grade="C3")], day(6, 2))
    assert (leaning.status, leaning.level) == ("AT_RISK", 1)
    even = result(DUTY, [finding("a", grade="D1"), against("b", grade="D1")], day(6, 2))
    assert (even.status, "INCONCLUSIVE" in codes(even)) == ("UNVERIFIED", True)


def test_the_last_day_settles_a_duty() -> None:
    seen = [finding("a", seen=day(6, 30), grade="A1")]
    assert result(ENDING, seen, day(6, 30)).status == "COMPLIANT"
    given = result(ENDING, seen, day(7, 1, 2030))
    assert (given.status, given.fulfilled_on, given.late) == ("FULFILLED", day(6, 30), False)
    assert (given.for_mb, reason(given, "PERIOD_ENDED")) == (1000, (day(6, 30),))


def test_after_the_last_day_leaning_settles_nothing() -> None:
    given = result(ENDING, [finding("a", seen=day(6, 1), grade="C3")], day(7, 1))
    assert (given.status, codes(given)[:2]) == ("UNVERIFIED", ["INCONCLUSIVE", "PERIOD_ENDED"])


def test_what_begins_after_the_last_day_leaves() -> None:
    begins_in = against("a", seen=day(7, 10), grade="A1", observed_from=day(6, 30))
    begins_after = against("b", seen=day(7, 10), grade="A1", observed_from=day(7, 1))
    given = result(ENDING, [begins_in, begins_after], day(8, 1))
    assert (given.status, excluded(given)) == ("BREACHED", {"b": "AFTER_END"})


def test_a_duty_has_no_grace() -> None:
    ending = commitment(Kind.CONTINUING, due_on=day(6, 30), grace_days=30)
    assert result(ending, [finding("a", seen=day(6, 30), grade="A1")], day(7, 1)).status == "FULFILLED"
