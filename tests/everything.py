"""`make test`: the whole suite on SQLite and again on PostgreSQL; it must not hide a phase that failed."""

import os
import subprocess
import sys
import time
from pathlib import Path

PARALLEL = ["-n", "2", "--dist", "worksteal"]
# How pages look is not timed: two browsers share the cores, each with a product of its own.
LOOKS = [
    f"tests/browser/test_{name}.py" for name in ("administration", "every_page", "frame", "reading_pages")
]
# Real processes and journeys are timed, so nothing runs beside them.
ALONE = ["tests/browser", "tests/faults"]
# Says the same whatever the database, or searches long for what one search on either would find.
WITHOUT_DATABASE = [
    *("tests/assessment", "tests/architecture", "tests/config", "tests/faults", "tests/properties"),
    *("tests/publishing", "tests/templatetags"),
]


def ignoring(folders: list[str]) -> list[str]:
    """The arguments that leave folders out."""
    return [f"--ignore={folder}" for folder in folders]


def present(folders: list[str]) -> list[str]:
    """Those of the folders that hold tests."""
    return [folder for folder in folders if Path(folder).is_dir()]


PHASES = [
    ("SQLite", "sqlite", [*PARALLEL, *ignoring([*ALONE, "tests/bench"]), "tests"]),
    ("SQLite: every page in the browser", "sqlite", [*PARALLEL, *LOOKS]),
    ("SQLite: journeys and killed processes", "sqlite", [*ignoring(LOOKS), *present(ALONE)]),
    (
        "PostgreSQL",
        "postgres",
        [*PARALLEL, "-m", "not once", *ignoring([*ALONE, *WITHOUT_DATABASE, "tests/bench"]), "tests"],
    ),
    ("PostgreSQL: journeys in the browser", "postgres", ["-m", "not once", *present(["tests/browser"])]),
]


def main() -> int:
    """Run every phase, each in its own pytest; red when any of them was."""
    red: list[str] = []
    began = time.monotonic()
    for title, database, arguments in PHASES:
        print(f"\n== {title}", flush=True)
        environment = {**os.environ, "TEST_DATABASE": database}
        environment.pop("DATABASE_URL", None)
        environment.pop("SERVANDA_TEST_ROOT", None)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--durations=10", *arguments], env=environment
        )
        if done.returncode:
            red.append(title)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{len(PHASES) - len(red)} of {len(PHASES)} phases green in {minutes:.1f} minutes.", flush=True)
    if red:
        print(f"Red: {'; '.join(red)}.", file=sys.stderr)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
