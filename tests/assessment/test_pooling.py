"""What a direction weighs: one voice an origin, later origins less, weak ones capped together."""

import pytest

from tests.assessment.examples import commitment, finding
from tracker.assessment import DEFAULT, Finding, Interest, Kind
from tracker.assessment.pooling import Pool, pool
from tracker.assessment.weighing import Scale

pytestmark = pytest.mark.once


def pooled(*findings: Finding, half_life: int = 0, later_by: int = 0) -> Pool:
    scale = Scale(commitment(Kind.CONTINUING), DEFAULT)
    reference = max((one.observed_to.toordinal() for one in findings), default=1) + later_by
    return pool([scale.voice(one, True) for one in findings], reference, half_life, DEFAULT)


def test_nothing_weighs_nothing() -> None:
    assert (pooled().mb, pooled().used, pooled().newest, pooled().fresh) == (0, (), None, None)


def test_each_further_origin_adds_seven_tenths_of_the_one_before() -> None:
    assert pooled(finding("a"), finding("b"), finding("c")).mb == 700 + 490 + 343


def test_an_origin_speaks_once_with_its_heaviest_finding() -> None:
    given = pooled(finding("a", grade="A1", origin="o"), finding("b", grade="B2", origin="o"))
    assert (given.mb, given.used, given.live_origins) == (1000, ("a",), 1)


def test_the_larger_id_breaks_a_tie_by_code_point() -> None:
    given = pooled(finding("e10", origin="o"), finding("e2", origin="o"))
    assert given.used == ("e2",)


def test_weak_findings_add_at_most_300_together() -> None:
    weak = [finding(name, grade="F1") for name in "abcd"]
    assert pooled(*weak[:1]).mb == 250
    assert pooled(*weak).mb == 300
    assert pooled(*weak).live == ()


def test_a_weak_finding_adds_only_what_its_origins_credible_one_left_unsaid() -> None:
    heavy = [finding(name, grade="A1") for name in "abcde"]
    credible, weak = finding("x", grade="C3", origin="o"), finding("y", grade="F1", origin="o")
    # After five heavier origins the credible one adds only 400 × 0.16807 = 67.228 mb.
    assert [held.weight_ub for held in pooled(*heavy, credible, weak).weak] == [250_000 - 67_228]
    silent = pooled(credible, weak)
    assert (silent.mb, silent.used) == (400, ("x", "y"))


def test_a_first_rate_finding_counts_even_where_another_is_kept() -> None:
    older = finding("a", grade="A1", origin="o")
    assert pooled(older, half_life=10, later_by=10).first_rate_present
    assert not pooled(older, half_life=10, later_by=11).first_rate_present
    assert not pooled(finding("a", grade="A1", interest=Interest.OBL)).first_rate_present


def test_a_finding_grown_old_is_kept_but_not_live() -> None:
    given = pooled(finding("a", grade="C3"), half_life=10, later_by=30)
    assert (given.used, given.live, given.newest, given.fresh) == (("a",), (), 30, None)
