"""Cohen's kappa against figures worked out by hand, and where it has nothing to say."""

from fractions import Fraction

import pytest

from tracker.publishing.kappa import cohens_kappa, linear, same_pm


def pairs(**counts):
    """`yn=5`: the first said y and the second n, five times."""
    return [(name[0], name[1]) for name, number in counts.items() for _ in range(number)]


def test_by_hand():
    # Of 50 alike are 35; by chance .5 * .6 + .5 * .4 = .5; (.7 - .5) / (1 - .5).
    assert cohens_kappa(pairs(yy=20, yn=5, ny=10, nn=15)) == Fraction(2, 5)


def test_alike_in_all_is_one_and_never_alike_is_below_nothing():
    assert cohens_kappa(pairs(yy=3, nn=4)) == 1
    assert cohens_kappa(pairs(yn=5, ny=5)) == -1


def test_as_alike_as_by_chance_is_nothing():
    assert cohens_kappa(pairs(yy=1, yn=1, ny=1, nn=1)) == 0


@pytest.mark.parametrize("told", [[], pairs(yy=9)])
def test_nothing_can_be_said_of_no_pairs_or_of_one_grade_for_everything(told):
    assert cohens_kappa(told) is None


def test_the_order_of_the_two_does_not_matter():
    told = pairs(ab=3, ba=1, aa=4, bc=2, cc=5)
    assert cohens_kappa(told) == cohens_kappa([(second, first) for first, second in told])


def test_weighted_a_small_step_weighs_less_than_a_large_one():
    order = linear("12345")
    near, far = [("1", "2"), ("2", "2"), ("5", "5")], [("1", "5"), ("2", "2"), ("5", "5")]
    assert cohens_kappa(near, order) > cohens_kappa(far, order)
    # Seen 1/12; by chance 1 * 2/9 of 1/4 + … = (0*0 + 1/4*2 + 1*1 + 0*2 + 3/4*1 + 3/4*2 + 0*1) / 9.
    assert cohens_kappa(near, order) == 1 - Fraction(1, 12) / (Fraction(15, 4) / 9)


def test_the_share_alike():
    assert same_pm(pairs(yy=2, yn=1)) == 667
    assert same_pm([]) is None
