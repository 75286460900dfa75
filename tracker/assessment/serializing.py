"""How results and inputs become canonical JSON and digests, the same on any machine; it reads nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from .inputs import Commitment, Finding, by_id
from .parameters import DEFAULT, Parameters
from .results import Result, RollUp


def _plain(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def dumps(value: object) -> str:
    """Canonical JSON: sorted keys, no spaces, ASCII, days as ISO dates."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def result_as_data(result: Result) -> dict[str, Any]:
    """A result as plain data for JSON; a reason becomes [code, arguments…]."""
    data = {name: getattr(result, name) for name in Result.__dataclass_fields__}
    data["reasons"] = [[reason.code, *reason.arguments] for reason in result.reasons]
    plain: dict[str, Any] = _plain(data)
    return plain


def roll_up_as_data(roll_up: RollUp) -> dict[str, Any]:
    """A roll-up as plain data for JSON."""
    plain: dict[str, Any] = _plain({name: getattr(roll_up, name) for name in RollUp.__dataclass_fields__})
    return plain


def canonical_json(result: Result) -> str:
    """A result in canonical JSON: equal results have equal bytes."""
    return dumps(result_as_data(result))


def inputs_digest(
    commitments: Sequence[Commitment],
    findings: Mapping[str, Sequence[Finding]],
    wanted_id: str,
    as_of: date | Mapping[str, date],
    known_by: date | None = None,
    parameters: Parameters = DEFAULT,
) -> str:
    """SHA-256 (hex) of all that the result of one commitment is computed from, links included.

    The order of arrival changes nothing. Raises InvalidInput for two different inputs under one id.
    """
    given = by_id(commitments, "commitments")
    wanted = given[wanted_id]
    linked = {wanted_id, *wanted.prerequisites, *wanted.reciprocal} & given.keys()
    inputs = {
        "wanted": wanted_id,
        "as_of": {key: as_of[key] if isinstance(as_of, Mapping) else as_of for key in linked},
        "known_by": known_by,
        "parameters": asdict(parameters),
        "commitments": [asdict(given[key]) for key in sorted(linked)],
        "findings": {key: _findings_as_data(findings.get(key, ()), key) for key in linked},
    }
    return hashlib.sha256(dumps(inputs).encode("ascii")).hexdigest()


def _findings_as_data(findings: Iterable[Finding], key: str) -> list[dict[str, Any]]:
    return [asdict(finding) for finding in by_id(list(findings), f"findings of {key}").values()]
