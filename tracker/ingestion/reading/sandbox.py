"""Runs a child that reads one file, and ends it in time; it must not know what the child reads.

The child gets the file as its standard input and answers in frames; whatever it does, the parent lives.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any

from tracker.ingestion.reading.confinement import PARENT
from tracker.ingestion.reading.frames import Frame, parsed

ROOT = Path(__file__).resolve().parents[3]
READING = "tracker.ingestion.reading.child"
PIECE = 1024 * 1024
MEMORY = 512 * 1024 * 1024  # bytes of address space
CPU = 10  # seconds
WALL = 15.0  # seconds
MOST_TOLD = 160 * 1024 * 1024  # bytes a child may tell
# One thread each: number libraries would reserve address space for every core.
ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class End(Enum):
    """How a child ended."""

    DONE = "done"
    TIME = "time"
    TOO_MUCH = "too much"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a child may use: bytes of address space and of answer, seconds of processor and of clock."""

    memory: int = MEMORY
    cpu: int = CPU
    wall: float = WALL
    told: int = MOST_TOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a child told until it ended, and how it ended."""

    frames: list[Frame]
    end: End


def ask(task: dict[str, Any], file: IO[bytes], limits: Limits | None = None) -> Outcome:
    """Have a child do `task` (see child.py) with the open file, which it reads from the beginning."""
    said, end = run(task, file, limits or Limits())
    frames = list(parsed(said))
    if end is End.DONE and not (frames and frames[-1].kind == "end"):
        end = End.CRASHED
    return Outcome(frames=frames, end=end)


def run(
    task: dict[str, Any], file: IO[bytes] | bytes, limits: Limits, *, module: str = READING
) -> tuple[bytes, End]:
    """The bytes that a child wrote, and how it ended; its whole process group is gone afterwards.

    `module` is what the child runs; it confines itself as `task` says before it reads a byte.
    """
    task = {**task, "memory": limits.memory, "cpu": limits.cpu}
    command = [sys.executable, "-P", "-B", "-s", "-m", module, json.dumps(task)]
    given = file if isinstance(file, bytes) else b""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE if isinstance(file, bytes) else file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=_environment(),
        start_new_session=True,
    )
    try:
        return _heard(child, given, limits)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _heard(child: subprocess.Popen[bytes], given: bytes, limits: Limits) -> tuple[bytes, End]:
    """Everything the child writes until it ends, or until it is too late or too much, which is cut off."""
    assert child.stdout is not None
    heard: list[bytes] = []
    size = sent = 0
    deadline = time.monotonic() + limits.wall
    with selectors.DefaultSelector() as ready:
        ready.register(child.stdout, selectors.EVENT_READ)
        if child.stdin is not None:
            os.set_blocking(child.stdin.fileno(), False)
            ready.register(child.stdin, selectors.EVENT_WRITE)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                return b"".join(heard), End.TIME
            for key, events in ready.select(left):
                if events & selectors.EVENT_WRITE:
                    sent = _fed(ready, key.fileobj, given, sent)  # type: ignore[arg-type]
                    continue
                piece = os.read(key.fd, PIECE)
                if not piece:
                    return b"".join(heard), _end_of(child, deadline)
                heard.append(piece)
                size += len(piece)
                if size > limits.told:
                    return b"".join(heard)[: limits.told], End.TOO_MUCH


def _fed(ready: selectors.BaseSelector, pipe: IO[bytes], given: bytes, sent: int) -> int:
    """Write the next piece to the child; closes the pipe after the last."""
    try:
        sent += os.write(pipe.fileno(), given[sent : sent + PIECE])
    except BlockingIOError:
        return sent
    except OSError:
        sent = len(given)
    if sent >= len(given):
        ready.unregister(pipe)
        with contextlib.suppress(OSError):
            pipe.close()
    return sent


def _end_of(child: subprocess.Popen[bytes], deadline: float) -> End:
    try:
        code = child.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        return End.TIME
    if code == 0:
        return End.DONE
    return End.TIME if code in (-signal.SIGXCPU, -signal.SIGKILL) else End.CRASHED


def _environment() -> dict[str, str]:
    """Nothing of ours: no address of a database, no key."""
    return {
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "HOME": "/nonexistent",
        PARENT: str(os.getpid()),
        **dict.fromkeys(ONE_THREAD, "1"),
    }
