"""The method loads nothing of the web, and takes no time worth mentioning."""

import subprocess
import sys
from datetime import timedelta
from time import process_time

import pytest

from tests.assessment.examples import commitment, day, finding, result
from tracker.assessment import Kind, Stance

pytestmark = pytest.mark.once


def test_importing_the_method_loads_neither_django_nor_celery() -> None:
    program = (
        "import sys, tracker.assessment, tracker.assessment.__main__;"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'celery', 'redis', 'kombu'}))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("kind", [Kind.PROHIBITION, Kind.CONTINUING])
@pytest.mark.parametrize("origins", [5, 400])
def test_400_findings_on_400_days_take_at_most_100_ms(kind: Kind, origins: int) -> None:
    findings = [
        finding(
            f"f{number:03}",
            Stance.SUPPORTS if number % 2 else Stance.CONTRADICTS,
            day(1, 1) + timedelta(days=number),
            "B2",
            origin=f"o{number % origins}",
        )
        for number in range(400)
    ]
    times = []
    for _ in range(5):
        started = process_time()
        result(commitment(kind), findings, day(2, 10, 2025))
        times.append(process_time() - started)
    assert min(times) <= 0.1
