"""How a case is read from a line of JSON, every field checked, and answered in one; it weighs nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from .assessing import assess
from .enums import Credibility, Interest, Kind, Profile, Reliability, Stance
from .inputs import Commitment, Finding, InvalidInput, by_id
from .rollup import roll_up
from .serializing import result_as_data, roll_up_as_data

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_ENUMS: dict[str, type[StrEnum]] = {
    "kind": Kind,
    "profile": Profile,
    "stance": Stance,
    "reliability": Reliability,
    "credibility": Credibility,
    "interest": Interest,
}
_LISTS = {"obligors", "prerequisites", "reciprocal", "half_life_days"}
_CASE_FIELDS = ("case", "as_of", "known_by", "commitments", "findings")


class CaseInput(NamedTuple):
    """One line, checked. `as_of` is a plain day or an aware instant."""

    case: str
    as_of: date | datetime
    known_by: date | None
    commitments: list[Commitment]
    findings: dict[str, list[Finding]]


def read_line(line: str) -> tuple[dict[str, Any], list[InvalidInput]]:
    """The JSON object of a line, with what is wrong inside it. Raises InvalidInput for anything else."""
    faults: list[InvalidInput] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in items).items():
            if count > 1:
                faults.append(InvalidInput(key, "is given twice in one object"))
        return dict(items)

    try:
        value = json.loads(line, object_pairs_hook=pairs)
    except RecursionError:
        raise InvalidInput("line", "is nested too deeply") from None
    except ValueError as error:
        raise InvalidInput("line", f"is not valid JSON ({error})") from None
    if not isinstance(value, dict):
        raise InvalidInput("line", "must be a JSON object")
    return value, faults


def read_case(data: Mapping[str, Any]) -> CaseInput:
    """The checked inputs of a case. Raises InvalidInput with the path of the field."""
    _refuse_unknown("", data, _CASE_FIELDS)
    for name in ("case", "as_of", "commitments", "findings"):
        if name not in data:
            raise InvalidInput(name, "is missing")
    if not isinstance(data["case"], str):
        raise InvalidInput("case", "must be text")
    commitments = [
        _read(Commitment, f"commitments[{place}]", one)
        for place, one in enumerate(_listed("commitments", data["commitments"]))
    ]
    known = by_id(commitments, "commitments")
    if not isinstance(data["findings"], dict):
        raise InvalidInput("findings", "must be an object with a list for each commitment")
    findings: dict[str, list[Finding]] = {}
    for key, rows in data["findings"].items():
        path = f"findings.{key}"
        if key not in known:
            raise InvalidInput(path, "belongs to no commitment of this case")
        findings[key] = [
            _read(Finding, f"{path}[{place}]", one) for place, one in enumerate(_listed(path, rows))
        ]
        by_id(findings[key], path)
    known_by = data.get("known_by")
    return CaseInput(
        case=data["case"],
        as_of=_as_of(data["as_of"]),
        known_by=None if known_by is None else _day("known_by", known_by),
        commitments=list(known.values()),
        findings=findings,
    )


def _refuse_unknown(path: str, data: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for name in data:
        if name not in known:
            raise InvalidInput(f"{path}{name}", f"is unknown; known are {', '.join(known)}")


def _listed(path: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise InvalidInput(path, "must be a list")
    return value


def _read(make: Callable[..., Any], path: str, value: object) -> Any:
    """A commitment or a finding from plain data: absent and null are the same."""
    if not isinstance(value, dict):
        raise InvalidInput(path, "must be an object")
    known = {one.name: one for one in fields(make)}  # type: ignore[arg-type]
    _refuse_unknown(f"{path}.", value, tuple(known))
    given: dict[str, Any] = {}
    for name, one in known.items():
        if value.get(name) is not None:
            given[name] = _convert(f"{path}.{name}", name, value[name])
        elif one.default is MISSING:
            raise InvalidInput(f"{path}.{name}", "is missing")
    try:
        return make(**given)
    except InvalidInput as error:
        raise InvalidInput(f"{path}.{error.field}", error.reason) from None


def _convert(path: str, name: str, value: object) -> object:
    if name in _ENUMS:
        return _word(path, _ENUMS[name], value)
    if name in _LISTS:
        return tuple(_listed(path, value))
    if name.endswith("_on") or name in ("observed_from", "observed_to"):
        return _day(path, value)
    return value


def _word(path: str, words: type[StrEnum], value: object) -> StrEnum:
    if not isinstance(value, str) or value not in set(words):
        choices = ", ".join(json.dumps(word) for word in words)
        raise InvalidInput(path, f"must be one of {choices}, not {json.dumps(value)[:40]}")
    return words(value)


def _day(path: str, value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise InvalidInput(path, f"{value} is not in the calendar") from None
    raise InvalidInput(path, f"must be a day like 2020-02-29, not {json.dumps(value)[:40]}")


def _as_of(value: object) -> date | datetime:
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).astimezone(UTC)
        except (ValueError, OverflowError):
            raise InvalidInput("as_of", f"{value} is not in the calendar") from None
    if isinstance(value, str) and "T" in value:
        raise InvalidInput("as_of", "must be a day, or an instant with offset like 2020-07-14T02:00+00:00")
    return _day("as_of", value)


def own_day(as_of: date | datetime, commitment: Commitment) -> date:
    """The day of an instant in the commitment's own calendar."""
    if not isinstance(as_of, datetime):
        return as_of
    try:
        return (as_of + timedelta(minutes=commitment.utc_offset_minutes)).date()
    except OverflowError:
        raise InvalidInput("as_of", "leaves the calendar in the commitment's own time") from None


def answer(given: CaseInput) -> dict[str, Any]:
    """The results by id with the roll-ups of the agreement and of each obligor, as plain data."""
    commitments = given.commitments
    days = {one.id: own_day(given.as_of, one) for one in commitments}
    results = assess(commitments, given.findings, as_of=days, known_by=given.known_by)
    parties = sorted({name for one in commitments for name in one.obligors})
    return {
        "case": given.case,
        "results": {key: result_as_data(result) for key, result in results.items()},
        "agreement": roll_up_as_data(roll_up(commitments, results)),
        "parties": {
            name: roll_up_as_data(roll_up([one for one in commitments if name in one.obligors], results))
            for name in parties
        },
    }


def answer_line(raw: bytes) -> tuple[dict[str, Any], bool]:
    """The answer to one line, and whether it could be used."""
    case: object = None
    try:
        try:
            line = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise InvalidInput("line", "is not UTF-8") from None
        data, faults = read_line(line)
        named = data.get("case")
        case = named if isinstance(named, str | int) else None
        if faults:
            raise faults[0]
        return answer(read_case(data)), True
    except InvalidInput as error:
        return {"case": case, "error": str(error)}, False


def answer_lines(lines: Iterator[bytes]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Answer each line in its place; empty lines at the very end are no lines."""
    empty = 0
    for raw in lines:
        raw = raw.rstrip(b"\r\n")
        if not raw.strip():
            empty += 1
            continue
        for _ in range(empty):
            yield answer_line(b"")
        empty = 0
        yield answer_line(raw)
