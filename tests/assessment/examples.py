"""Commitments and findings for the tests of the method: one line each, days of 2024 as (month, day)."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tracker.assessment import (
    Commitment,
    Credibility,
    Finding,
    Interest,
    Kind,
    Reliability,
    Result,
    Stance,
    assess,
)

VECTORS = Path(__file__).with_name("vectors.jsonl")


def day(month: int, number: int, year: int = 2024) -> date:
    return date(year, month, number)


FIRST_OF_JUNE = day(6, 1)


@cache
def vectors() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in VECTORS.read_text(encoding="utf-8").splitlines())


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def commitment(kind: Kind = Kind.ACT, **fields: Any) -> Commitment:
    if kind is Kind.METRIC:
        fields = {"baseline": 100, "target": 0} | fields
    return Commitment(**({"id": "c", "kind": kind, "obligors": ("P",), "starts_on": day(1, 1)} | fields))


def finding(
    number: str,
    stance: Stance = Stance.SUPPORTS,
    seen: date = FIRST_OF_JUNE,
    grade: str = "B2",
    **fields: Any,
) -> Finding:
    """A finding by an origin of its own; `grade` is the letter and the digit."""
    given: dict[str, Any] = {
        "id": number,
        "origin": f"origin-{number}",
        "stance": stance,
        "reliability": Reliability(grade[0]),
        "credibility": Credibility(grade[1]),
        "observed_to": seen,
        "published_on": seen,
        "interest": Interest.IND,
    }
    return Finding(**(given | fields))


def against(number: str, seen: date = FIRST_OF_JUNE, grade: str = "B2", **fields: Any) -> Finding:
    return finding(number, Stance.CONTRADICTS, seen, grade, **fields)


def result(
    one: Commitment, findings: Sequence[Finding], as_of: date, known_by: date | None = None, **fields: Any
) -> Result:
    """The result of a commitment that stands alone."""
    return assess([one], {one.id: findings}, as_of=as_of, known_by=known_by, **fields)[one.id]


def codes(given: Result) -> list[str]:
    return [str(reason.code) for reason in given.reasons]


def reason(given: Result, code: str) -> tuple[object, ...]:
    """The arguments of a reason that has to be there."""
    return next(one.arguments for one in given.reasons if one.code == code)


def excluded(given: Result) -> dict[str, str]:
    return {one.finding_id: str(one.code) for one in given.excluded}


def cases() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The inputs of the vectors with their expected results."""
    for vector in vectors():
        yield vector["input"], vector["expected"]
