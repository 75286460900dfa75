"""The published cases, byte for byte, from the command line and in any order of arrival."""

import json
import random
import subprocess
import sys

import pytest

from tests.assessment.examples import canonical, cases, vectors
from tracker.assessment.serializing import dumps
from tracker.assessment.wire import answer, read_case

pytestmark = pytest.mark.once


def test_every_case_from_the_command_line_byte_for_byte() -> None:
    lines = "".join(json.dumps(given) + "\n" for given, _ in cases())
    run = subprocess.run(
        [sys.executable, "-m", "tracker.assessment"], input=lines.encode(), capture_output=True, check=True
    )
    expected = "".join(canonical(wanted) + "\n" for _, wanted in cases()).encode()
    assert len(vectors()) == 437
    assert run.stdout == expected


def test_order_of_arrival_changes_no_byte() -> None:
    shuffle = random.Random(20200229).shuffle
    for given, wanted in cases():
        arrived = json.loads(json.dumps(given))
        shuffle(arrived["commitments"])
        for rows in arrived["findings"].values():
            shuffle(rows)
        assert dumps(answer(read_case(arrived))) == canonical(wanted), given["case"]
