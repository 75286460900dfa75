"""The tests would notice: every seeded bug turns a published case, or a named test, red."""

import importlib
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import tracker.assessment
from tests.assessment import (
    test_conditionality,
    test_explaining,
    test_judging,
    test_ranges_and_days,
    test_serializing,
)
from tests.assessment.examples import canonical, cases
from tests.assessment.seeded_bugs import BUGS, Bug
from tracker.assessment import Bound, Confidence, assessing, judging, ranges, serializing
from tracker.assessment import directions as directions_module
from tracker.assessment.conditionality import suspension_of
from tracker.assessment.judging import _confidence as confidence

pytestmark = pytest.mark.once

SOURCE = Path(tracker.assessment.__file__).parent


def first_wrong_case(package: str) -> str | None:
    """The first published case this copy of the method gets wrong, or stumbles over."""
    wire: Any = importlib.import_module(f"{package}.wire")
    dumps = importlib.import_module(f"{package}.serializing").dumps
    for given, expected in cases():
        try:
            answered = dumps(wire.answer(wire.read_case(given)))
        except AssertionError:
            return str(given["case"])
        if answered != canonical(expected):
            return str(given["case"])
    return None


@pytest.fixture
def copy_of_the_method(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes an importable copy of the method, with a bug if one is given."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def make(bug: Bug | None) -> str:
        package = f"method_copy_{tmp_path.name.replace('-', '_')}_{len(made)}"
        # With its compiled modules: only the one with the bug is compiled anew.
        shutil.copytree(SOURCE, tmp_path / package)
        if bug is not None:
            file = tmp_path / package / f"{bug.module}.py"
            text = file.read_text(encoding="utf-8")
            assert text.count(bug.right) == 1, f"{bug.name}: the source has changed, seed it anew"
            file.write_text(text.replace(bug.right, bug.wrong), encoding="utf-8")
        made.append(package)
        importlib.invalidate_caches()
        return package

    yield make
    for name in [name for name in sys.modules if name.split(".")[0] in made]:
        del sys.modules[name]


def test_a_copy_without_a_bug_gets_every_case_right(copy_of_the_method: Callable[[Bug | None], str]) -> None:
    assert first_wrong_case(copy_of_the_method(None)) is None


@pytest.mark.parametrize("bug", BUGS, ids=[bug.name for bug in BUGS])
def test_the_published_cases_catch(bug: Bug, copy_of_the_method: Callable[[Bug | None], str]) -> None:
    assert first_wrong_case(copy_of_the_method(bug)) is not None


def favourable_ends(*_: object) -> tuple[int, int]:
    return 0, 0


def confidence_without_age(side: Any, _half_life: int, *rest: Any) -> Confidence:
    return confidence(side, 0, *rest)


def suspension_without_a_word(one: Any, _invoked: bool, alone: Any) -> Any:
    return suspension_of(one, True, alone)


def shares_rounded_one_by_one(self: Any, ranked: Any, before_ub: int, cap_ub: int | None) -> int:
    for place, held in enumerate(ranked):
        self.shares[held.id] = held.weight_ub * 7**place // 10**place // 1000
        self.counting[held.id] = []
    return 0


NAMED: list[tuple[str, ModuleType, str, Any, Callable[[], None]]] = [
    (
        "confidence forgets its age",
        judging,
        "_confidence",
        confidence_without_age,
        test_judging.test_old_evidence_does_not_give_high_confidence,
    ),
    (
        "suspension without a word",
        assessing,
        "suspension_of",
        suspension_without_a_word,
        test_conditionality.test_a_ground_not_invoked_only_allows_it,
    ),
    (
        "the end most favourable to the obligor",
        ranges,
        "_ends",
        favourable_ends,
        lambda: test_ranges_and_days.test_the_end_least_favourable_to_the_obligor_counts(
            Bound.RANGE, {"low": 4, "high": 9}, 9, 4, 9
        ),
    ),
    (
        "shares of an explanation rounded one by one",
        directions_module._Ledger,  # type: ignore[arg-type]
        "_share",
        shares_rounded_one_by_one,
        test_explaining.test_every_tree_adds_up_to_its_result,
    ),
    (
        "a digest that forgets the findings",
        serializing,
        "_findings_as_data",
        lambda *_: [],
        test_serializing.test_the_digest_shows_every_difference,
    ),
]


@pytest.mark.parametrize(
    ("module", "name", "wrong", "witness"), [bug[1:] for bug in NAMED], ids=[bug[0] for bug in NAMED]
)
def test_a_named_test_catches(
    module: ModuleType, name: str, wrong: Any, witness: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    witness()
    monkeypatch.setattr(module, name, wrong)
    with pytest.raises(AssertionError):
        witness()
