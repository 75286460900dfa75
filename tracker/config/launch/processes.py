"""Tells our processes from strangers and ends what an earlier start left; it must not know what they serve.

Run by path (`python -P -S processes.py NAME`) it notes the process in a pid file and becomes the program of
that name, so the note is there before the program is. Standard library only.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PROC = Path("/proc")
# Stopping in this order, nobody waits for a broker that is gone.
ORDER = ("supervisor", "beat", "worker", "web", "broker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One running process: its group, when it started (comparable on this boot only) and its command line."""

    pid: int
    group: int
    started: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a pid file says: which process it was, and words that its descendants' command lines contain."""

    pid: int
    started: str
    marks: tuple[str, ...]


def running() -> Iterator[Process]:
    """Every process of this machine that has not ended."""
    if not (PROC / "self" / "stat").exists():
        yield from _running_by_ps()
        return
    boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
    for folder in PROC.iterdir():
        if not folder.name.isdigit():
            continue
        try:
            stat = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue  # ended while we looked
        if stat[0] not in "ZX":
            yield Process(
                pid=int(folder.name), group=int(stat[2]), started=f"{boot}:{stat[19]}", command=command
            )


def _running_by_ps() -> Iterator[Process]:
    """The same where there is no /proc."""
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,pgid=,state=,lstart=,command="],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        words = line.split(None, 8)
        if len(words) == 9 and not words[2].startswith("Z"):
            yield Process(
                pid=int(words[0]), group=int(words[1]), started=" ".join(words[3:8]), command=words[8]
            )


def note(path: Path, *, pid: int, marks: Sequence[str]) -> None:
    """Write the pid file of a process that runs now. Raises ProcessLookupError when it does not."""
    found = next((process for process in running() if process.pid == pid), None)
    if found is None:
        raise ProcessLookupError(pid)
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(asdict(Note(pid=pid, started=found.started, marks=tuple(marks)))))
    draft.replace(path)


def noted(path: Path) -> Note | None:
    """What a pid file says; None when it is missing or unreadable."""
    try:
        said = json.loads(path.read_text())
        return Note(pid=int(said["pid"]), started=str(said["started"]), marks=tuple(said["marks"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def left_of(said: Note) -> list[Process]:
    """The noted process and the rest of its group, as far as they are certainly ours."""
    ours = []
    for process in running():
        leader = process.pid == said.pid and process.started == said.started
        member = process.group == said.pid and any(mark in process.command for mark in said.marks)
        if leader or member:
            ours.append(process)
    return ours


def end(path: Path, *, grace: float) -> bool:
    """End what a pid file names: politely, after `grace` seconds by force. Says whether it ran."""
    said = noted(path)
    left = left_of(said) if said else []
    if said and any(process.pid == said.pid for process in left):
        _send(said.pid, signal.SIGTERM)
        _wait(said, grace)
    for process in left_of(said) if said else []:
        _send(process.pid, signal.SIGKILL)
    if said and left:
        _wait(said, 5)
    path.unlink(missing_ok=True)
    return bool(left)


def end_all(folder: Path, *, grace: float) -> list[str]:
    """End everything noted in `folder`, in the stopping order; the names of what was still there."""
    return [name for name in ORDER if end(folder / f"{name}.pid", grace=grace)]


def _send(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _wait(said: Note, seconds: float) -> None:
    until = time.monotonic() + seconds
    while left_of(said) and time.monotonic() < until:
        time.sleep(0.05)


def _starter_runs(folder: Path) -> bool:
    """Whether the supervisor that started this process still runs: it would be its parent."""
    supervisor = noted(folder / "supervisor.pid")
    return supervisor is not None and supervisor.pid == os.getppid()


def become(name: str, *, folder: Path) -> None:
    """Note this process as `name` and turn into its program; what a killed predecessor left ends first."""
    programs = json.loads((folder / "programs.json").read_text())
    pid_file = folder / f"{name}.pid"
    end(pid_file, grace=0)
    note(pid_file, pid=os.getpid(), marks=programs["marks"])
    if name != "supervisor" and not _starter_runs(folder):
        return  # whoever ended what the supervisor left looked before this note was there
    argv = programs["commands"][name]
    os.execv(argv[0], argv)


if __name__ == "__main__":
    become(sys.argv[1], folder=Path(os.environ["SERVANDA_RUN_DIR"]))
