"""Canonical bytes and digests: equal inputs, equal text; any difference shows."""

import json
from dataclasses import replace

import pytest

from tests.assessment.examples import against, commitment, day, finding, result
from tracker.assessment import DEFAULT, Kind, canonical_json, inputs_digest

pytestmark = pytest.mark.once

DUTY = commitment(Kind.CONTINUING, reciprocal=("other",))
OTHER = commitment(Kind.CONTINUING, id="other")
FINDINGS = {"c": [finding("a"), against("b")], "other": [finding("x")]}
TODAY = day(6, 1)


def test_a_result_in_canonical_json() -> None:
    text = canonical_json(result(commitment(due_on=day(3, 1)), [], TODAY))
    data = json.loads(text)
    assert text == json.dumps(data, sort_keys=True, separators=(",", ":"))
    assert data["reasons"] == [["DEADLINE_PASSED", "2024-03-01"], ["NO_EFFECTIVE_EVIDENCE"]]
    assert (data["fulfilled_on"], data["status"], data["excluded"]) == (None, "OVERDUE", [])


BASE = inputs_digest([DUTY, OTHER], FINDINGS, "c", TODAY)


def test_the_digest_does_not_depend_on_order_or_on_strangers() -> None:
    assert len(BASE) == 64
    turned = {"other": FINDINGS["other"], "c": FINDINGS["c"][::-1], "stranger": [finding("y")]}
    assert inputs_digest([OTHER, DUTY, commitment(id="stranger")], turned, "c", TODAY) == BASE


def test_the_digest_shows_every_difference() -> None:
    graver = {**FINDINGS, "c": [finding("a", grade="A1"), against("b")]}
    linked = {**FINDINGS, "other": []}
    others = [
        inputs_digest([DUTY, OTHER], graver, "c", TODAY),
        inputs_digest([DUTY, OTHER], linked, "c", TODAY),
        inputs_digest([DUTY], FINDINGS, "c", TODAY),
        inputs_digest([replace(DUTY, essential=True), OTHER], FINDINGS, "c", TODAY),
        inputs_digest([DUTY, OTHER], FINDINGS, "c", day(6, 2)),
        inputs_digest([DUTY, OTHER], FINDINGS, "c", TODAY, day(6, 2)),
        inputs_digest([DUTY, OTHER], FINDINGS, "c", TODAY, None, replace(DEFAULT, leaning_mb=91)),
        inputs_digest([DUTY, OTHER], FINDINGS, "other", TODAY),
    ]
    assert len({BASE, *others}) == len(others) + 1
