"""The whole product as `make run` starts it, in a folder and on a port of its own; it tests nothing."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Self

from celery import Celery

from tests.servers import ROOT, ServerProblem, free_port, wait_until
from tracker.config import env
from tracker.config.launch import processes

NAMES = ("beat", "worker", "web", "broker")


class Site:
    """One start of the launcher and everything below it."""

    def __init__(self, data: Path, **environment: str) -> None:
        self.data, self.port = data, free_port()
        self.log = data.parent / "not started yet.log"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        self.environment = {**kept, "DATA_DIR": str(data), "PORT": str(self.port), "DEMO": "0", **environment}
        self.child: subprocess.Popen[bytes] | None = None

    def begin(self) -> Self:
        """Start the launcher and return at once; each start has a log of its own."""
        self.log = self.data.parent / f"{self.port} {time.time_ns()}.log"
        with self.log.open("wb") as out:
            self.child = subprocess.Popen(
                [sys.executable, "-m", "tracker.config.launch"],
                env=self.environment,
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        return self

    def start(self, *, seconds: float = 120) -> Self:
        """Start it; returns when it has greeted and every program is noted. Raises ServerProblem."""
        self.begin()
        wait_until(self._up, seconds=seconds, what="the product greets")
        return self

    def _up(self) -> bool:
        assert self.child is not None
        if self.child.poll() is not None:
            raise ServerProblem(f"The launcher ended: {self.said()[-2000:]}")
        return "is ready" in self.said() and self.workers() > 0 and all(self.pid(name) for name in NAMES)

    def said(self) -> str:
        """All that it printed."""
        return self.log.read_text(errors="replace")

    def workers(self) -> int:
        """How often a worker has said that it takes jobs."""
        return len(re.findall(r"^worker .*celery@\S+ ready\.$", self.said(), flags=re.MULTILINE))

    def pid(self, name: str) -> int | None:
        """The process number of one program, while it runs."""
        noted = processes.noted(self.data / "run" / f"{name}.pid")
        if noted is None:
            return None
        return noted.pid if any(found.pid == noted.pid for found in processes.left_of(noted)) else None

    def status(self, path: str = "/healthz") -> int:
        """The HTTP status of a page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except OSError:
            return 0

    def send(self, task: str) -> None:
        """Put one job into the site's queue, as its web server would."""
        with Celery(broker=env.redis_url({}, data=self.data), set_as_current=False) as app:
            app.send_task(task, queue="servanda")

    def mine(self) -> list[processes.Process]:
        """Every running process below this start, found by what only they can have: its folder."""
        marks = (str(self.data), str(env.socket_dir(self.data)))
        return [found for found in processes.running() if _belongs(found, marks)]

    def stop(self) -> int:
        """SIGTERM to the launcher; its exit code."""
        assert self.child is not None
        self.child.send_signal(signal.SIGTERM)
        return self.child.wait(300)

    def clean_up(self) -> None:
        """End whatever a failed test left."""
        if self.child is not None and self.child.poll() is None:
            self.child.kill()
            self.child.wait(300)
        processes.end_all(self.data / "run", grace=0)


def _belongs(found: processes.Process, marks: tuple[str, ...]) -> bool:
    """Whether a process has the folder in its command line or environment."""
    if any(mark in found.command for mark in marks):
        return True
    try:
        told = Path(f"/proc/{found.pid}/environ").read_bytes()
    except OSError:
        return False
    return f"DATA_DIR={marks[0]}\0".encode() in told


def describe(found: list[processes.Process]) -> str:
    """Processes as a failed assertion shows them."""
    return json.dumps([f"{one.pid} {one.command[:120]}" for one in found], indent=1)
