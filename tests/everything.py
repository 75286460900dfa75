"""`make test`: the whole suite on SQLite and again on PostgreSQL; it must not hide a phase that failed.

Two lanes run beside each other, since what drives a browser or waits for a process leaves a core idle.
"""

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Says the same whatever the database, or searches long for what one search on either would find.
WITHOUT_DATABASE = [
    *("tests/assessment", "tests/architecture", "tests/config", "tests/properties"),
    *("tests/publishing", "tests/templatetags"),
]
# Pages that ask the database nothing that is not asked by a test of services, selectors or lists, which run
# on both. Every page is opened on both: tests/web/test_odd_text.py.
ONE_PAGE = [
    *("access", "alike", "briefs", "captures", "chosen", "comments", "commitments_page_refusals"),
    *("commitments_recording", "drafts", "filing", "findings_beside", "notifications", "ratings", "reader"),
    *("removed_reports", "replies", "request_id", "rulings", "saved_views", "shell", "silences"),
    *("status_pages", "subscriptions", "tokens", "uploads", "vocabulary", "wall"),
]
WITHOUT_DATABASE += [f"tests/web/test_{name}.py" for name in ONE_PAGE]
PROCESSES = ["tests/browser", "tests/faults"]
BENCH = ["tests/bench"]


@dataclass(frozen=True)
class Phase:
    """One run of pytest on one database."""

    title: str
    database: str
    arguments: Sequence[str]


def ignoring(folders: Sequence[str]) -> list[str]:
    """The arguments that leave folders out."""
    return [f"--ignore={folder}" for folder in folders]


PARALLEL = ["-n", "2", "--dist", "worksteal"]
LANES = [
    [
        Phase("SQLite", "sqlite", [*PARALLEL, *ignoring([*PROCESSES, *BENCH]), "tests"]),
        Phase(
            "PostgreSQL",
            "postgres",
            [*PARALLEL, "-m", "not once", *ignoring([*PROCESSES, *BENCH, *WITHOUT_DATABASE]), "tests"],
        ),
    ],
    [
        # A file's tests share a product of their own, so a file stays with one of the two.
        Phase(
            "SQLite: browser and killed processes", "sqlite", ["-n", "2", "--dist", "loadfile", *PROCESSES]
        ),
        Phase("PostgreSQL: journeys in the browser", "postgres", ["-m", "not once", "tests/browser"]),
    ],
]


class Run:
    """Runs the phases of all lanes; what a phase prints is shown whole when it ends."""

    def __init__(self, kept: Path) -> None:
        self.kept, self.red, self.speaking = kept, list[str](), threading.Lock()

    def lane(self, phases: Sequence[Phase]) -> None:
        """One phase after the other."""
        for phase in phases:
            self._phase(phase)

    def _phase(self, phase: Phase) -> None:
        environment = {**os.environ, "TEST_DATABASE": phase.database, "SERVANDA_TEST_KEPT": str(self.kept)}
        # With the last, each of some hundred processes would compile every module anew.
        for name in ("DATABASE_URL", "SERVANDA_TEST_ROOT", "PYTHONDONTWRITEBYTECODE"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-q", "--durations=10", *phase.arguments]
        began = time.monotonic()
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            done = subprocess.run(command, env=environment, stdout=said, stderr=subprocess.STDOUT)
            said.seek(0)
            with self.speaking:
                print(f"\n== {phase.title}: {time.monotonic() - began:.0f} s", flush=True)
                print(said.read(), flush=True)
                if done.returncode:
                    self.red.append(phase.title)


def main() -> int:
    """Run every phase, each in its own pytest; red when any of them was."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="servanda-kept-") as kept:
        run = Run(Path(kept))
        lanes = [threading.Thread(target=run.lane, args=(phases,)) for phases in LANES]
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
    minutes, number = (time.monotonic() - began) / 60, sum(map(len, LANES))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"\n{number - len(run.red)} of {number} phases green in {minutes:.1f} minutes, "
        f"{(used.ru_utime + used.ru_stime) / 60:.1f} minutes of processor time.",
        flush=True,
    )
    if run.red:
        print(f"Red: {'; '.join(run.red)}.", file=sys.stderr)
    return 1 if run.red else 0


if __name__ == "__main__":
    sys.exit(main())
