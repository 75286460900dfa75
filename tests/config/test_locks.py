"""The locks work on any machine, and the check that says so can fail."""

import json

import pytest

from tests import locks
from tests.servers import ROOT

GOOD = "django==5.2.19 \\\n    --hash=sha256:ab12/\n    # via -r requirements.in\n".replace("ab12/", "ab12")


def test_the_locks_of_the_project_have_no_fault():
    assert locks.faults(ROOT) == []


def test_a_plain_pin_is_no_fault():
    assert locks.of_one_machine(GOOD) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example.org/simple",
        "--extra-index-url=file:///opt/simple",
        "--find-links /opt/wheels",
        "django @ file:///home/me/django",
        "-e ../django",
        "/opt/wheels/django-5.2.whl",
        "django @ git+ssh://git@example.org/django",
    ],
)
def test_a_path_or_index_is_found(line: str):
    assert locks.of_one_machine(GOOD + line + "\n") == [(4, line)]


def test_a_lock_older_than_its_source_is_found():
    assert locks.unmet(["django~=5.2.20"], GOOD) == [
        "pins django to 5.2.19, pyproject.toml asks for “django~=5.2.20”. Run make lock."
    ]
    assert locks.unmet(["celery"], GOOD)
    assert locks.unmet(["Django~=5.2.19"], GOOD) == []


def test_an_address_or_a_missing_checksum_in_the_npm_lock_is_found():
    mirrored = {"resolved": "http://mirror/a.tgz", "integrity": "x"}
    packages = {"": {}, "node_modules/a": mirrored, "node_modules/b": {}}
    assert len(locks.package_lock_faults(json.dumps({"packages": packages}))) == 2
