"""Malformed lines are answered in their place, with the field and the reason; the others go on."""

import copy
import io
import json
import subprocess
import sys
from typing import Any

import pytest

from tracker.assessment.wire import answer_line, answer_lines

pytestmark = pytest.mark.once

GOOD: dict[str, Any] = {
    "case": "good",
    "as_of": "2024-06-01",
    "commitments": [
        {
            "id": "a",
            "kind": "CONTINUING",
            "obligors": ["P"],
            "starts_on": "2024-01-01",
            "utc_offset_minutes": 270,
        }
    ],
    "findings": {
        "a": [
            {
                "id": "e",
                "origin": "o",
                "stance": "SUPPORTS",
                "reliability": "A",
                "credibility": "1",
                "observed_to": "2024-05-01",
                "published_on": "2024-05-01",
                "interest": "IND",
            }
        ]
    },
}
MISSING = object()
COMMITMENT = ("commitments", 0)
FINDING = ("findings", "a", 0)


def changed(*path: Any) -> bytes:
    """The good case as a line, with one thing put at a path, or taken away."""
    *way, last, value = path
    case = copy.deepcopy(GOOD)
    place: Any = case
    for step in way:
        place = place[step]
    if value is MISSING:
        del place[last]
    else:
        place[last] = value
    return json.dumps(case).encode()


FIRST = GOOD["findings"]["a"][0]

BAD = [
    (b"{bad", None, "line: is not valid JSON"),
    (b"[]", None, "line: must be a JSON object"),
    (b"3", None, "line: must be a JSON object"),
    (b"null", None, "line: must be a JSON object"),
    (b'"text"', None, "line: must be a JSON object"),
    (b"[" * 100_000, None, "line: "),
    (b"\xff\xfe", None, "line: is not UTF-8"),
    (b'{"case":"d","as_of":"2024-01-01","as_of":"2024-01-02"}', "d", "as_of: is given twice"),
    (changed("case", MISSING), None, "case: is missing"),
    (changed("case", 5), 5, "case: must be text"),
    (changed("as_of", MISSING), "good", "as_of: is missing"),
    (changed("as_of", "2024-02-30"), "good", "as_of: 2024-02-30 is not in the calendar"),
    (changed("as_of", "20240201"), "good", "as_of: must be a day like"),
    (changed("as_of", "2024-02-03T10:00"), "good", "as_of: must be a day, or an instant with offset"),
    (changed("as_of", "2024-02-03T25:00Z"), "good", "as_of: 2024-02-03T25:00Z is not in the calendar"),
    (changed("as_of", "9999-12-31T23:00Z"), "good", "as_of: leaves the calendar"),
    (changed("as_of", True), "good", "as_of: must be a day like"),
    (changed("known_by", "soon"), "good", "known_by: must be a day like"),
    (changed("whatever", 1), "good", "whatever: is unknown"),
    (changed("commitments", MISSING), "good", "commitments: is missing"),
    (changed("commitments", {}), "good", "commitments: must be a list"),
    (changed("commitments", [7]), "good", "commitments[0]: must be an object"),
    (
        changed("commitments", [GOOD["commitments"][0], GOOD["commitments"][0] | {"weight": 2}]),
        "good",
        "commitments: two different ones share the id 'a'",
    ),
    (changed(*COMMITMENT, "id", MISSING), "good", "commitments[0].id: is missing"),
    (changed(*COMMITMENT, "id", ""), "good", "commitments[0].id: must not be empty"),
    (changed(*COMMITMENT, "kind", "DEED"), "good", 'commitments[0].kind: must be one of "ACT"'),
    (changed(*COMMITMENT, "kind", "METRIC"), "good", "commitments[0].baseline: is missing"),
    (changed(*COMMITMENT, "profile", "steep"), "good", 'commitments[0].profile: must be one of "linear"'),
    (changed(*COMMITMENT, "obligors", "P"), "good", "commitments[0].obligors: must be a list"),
    (changed(*COMMITMENT, "obligors", [1]), "good", "commitments[0].obligors[0]: must be text"),
    (changed(*COMMITMENT, "weight", True), "good", "commitments[0].weight: must be a whole number"),
    (changed(*COMMITMENT, "weight", 1.0), "good", "commitments[0].weight: must be a whole number"),
    (changed(*COMMITMENT, "weight", -1), "good", "commitments[0].weight: must be from 0"),
    (changed(*COMMITMENT, "prior_mb", 10**40), "good", "commitments[0].prior_mb: must be from"),
    (
        changed(*COMMITMENT, "prior_mb", float("nan")),
        "good",
        "commitments[0].prior_mb: must be a whole number",
    ),
    (changed(*COMMITMENT, "essential", 1), "good", "commitments[0].essential: must be true or false"),
    (changed(*COMMITMENT, "half_life_days", [1]), "good", "commitments[0].half_life_days: must be two"),
    (
        changed(*COMMITMENT, "half_life_days", [1, False]),
        "good",
        "commitments[0].half_life_days[1]: must be a",
    ),
    (changed(*COMMITMENT, "due_on", "2024-13-01"), "good", "commitments[0].due_on: 2024-13-01 is not in"),
    (changed(*COMMITMENT, "utc_offset_minutes", 5000), "good", "commitments[0].utc_offset_minutes: must be"),
    (changed(*COMMITMENT, "due", "2024-10-01"), "good", "commitments[0].due: is unknown"),
    (changed("findings", []), "good", "findings: must be an object"),
    (changed("findings", {"b": []}), "good", "findings.b: belongs to no commitment"),
    (changed("findings", {"a": {}}), "good", "findings.a: must be a list"),
    (changed(*FINDING, "observed_to", MISSING), "good", "findings.a[0].observed_to: is missing"),
    (changed(*FINDING, "interest", None), "good", "findings.a[0].interest: is missing"),
    (changed(*FINDING, "credibility", 2), "good", 'findings.a[0].credibility: must be one of "1"'),
    (changed(*FINDING, "reliability", "G"), "good", 'findings.a[0].reliability: must be one of "A"'),
    (changed(*FINDING, "stance", ["SUPPORTS"]), "good", "findings.a[0].stance: must be one of"),
    (changed(*FINDING, "value", "8600"), "good", "findings.a[0].value: must be a whole number"),
    (changed(*FINDING, "value", float("inf")), "good", "findings.a[0].value: must be a whole number"),
    (changed(*FINDING, "severity", 3), "good", "findings.a[0].severity: must be from 1 to 2"),
    (changed(*FINDING, "reversal", "yes"), "good", "findings.a[0].reversal: must be true or false"),
    (
        changed("findings", "a", [FIRST, FIRST | {"severity": 1}]),
        "good",
        "findings.a: two different ones share the id 'e'",
    ),
]


@pytest.mark.parametrize(("line", "case", "error"), BAD, ids=[error[:60] for _, _, error in BAD])
def test_a_malformed_line_names_field_and_reason(line: bytes, case: object, error: str) -> None:
    answer, used = answer_line(line)
    assert not used
    assert set(answer) == {"case", "error"}
    assert answer["case"] == case
    assert answer["error"].startswith(error)


def test_malformed_lines_are_answered_in_place_and_the_exit_status_is_1() -> None:
    good = json.dumps(GOOD).encode()
    run = subprocess.run(
        [sys.executable, "-m", "tracker.assessment"],
        input=b"\n".join([good, b"{", good, b"", good, b"", b""]),
        capture_output=True,
        check=False,
    )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.returncode == 1
    assert run.stderr == b""
    assert [("error" in one, one["case"]) for one in answers] == [
        (False, "good"),
        (True, None),
        (False, "good"),
        (True, None),
        (False, "good"),
    ]


def test_identical_copies_count_once() -> None:
    once, _ = answer_line(json.dumps(GOOD).encode())
    twice, used = answer_line(changed("findings", "a", [FIRST, FIRST]))
    assert used
    assert twice == once


def test_null_is_absent_and_a_byte_order_mark_is_no_fault() -> None:
    plain, _ = answer_line(json.dumps(GOOD).encode())
    marked, used = answer_line(b"\xef\xbb\xbf" + changed(*COMMITMENT, "due_on", None))
    assert used
    assert marked == plain


def test_an_instant_becomes_each_commitments_own_day() -> None:
    case = copy.deepcopy(GOOD) | {"as_of": "2023-12-31T20:00+00:00"}
    case["commitments"].append(case["commitments"][0] | {"id": "b", "utc_offset_minutes": -300})
    answer, _ = answer_line(json.dumps(case).encode())
    statuses = {key: one["status"] for key, one in answer["results"].items()}
    assert statuses == {"a": "UNVERIFIED", "b": "PENDING"}


def test_empty_lines_at_the_end_are_no_lines() -> None:
    lines = io.BytesIO(json.dumps(GOOD).encode() + b"\r\n\r\n  \n")
    assert [used for _, used in answer_lines(iter(lines))] == [True]
