"""The product as in production on the demonstration: its own database, web server, broker and worker.

The demonstration is loaded once for all runs that share SERVANDA_TEST_KEPT, and copied back before each test
that asks. It must not drive a browser.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

import psycopg

from tests import servers
from tracker.config import env
from tracker.config.launch import programs

SECRET = "only-for-tests-and-long-enough-to-pass-the-deployment-check"
NAMES = {"live": "product", "kept": "product_kept"}  # databases on the PostgreSQL server of the tests
FILE = "servanda.sqlite3"


class Product:
    """One running product. `url` is its address, `sessions` the session key of each account."""

    def __init__(self, home: Path, *, postgres: str = "") -> None:
        """`home` is an empty folder; `postgres` the address of any database on a server, or nothing."""
        self.data, self.kept, self.postgres = home / "data", home / "kept", postgres
        self.port = servers.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.sessions: dict[str, str] = {}
        self.children: list[subprocess.Popen[bytes]] = []
        self.broker = servers.Broker(env.socket_dir(self.data) / "valkey.sock", data=self.data / "broker")

    def environment(self) -> dict[str, str]:
        """What every process of it sees."""
        given = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        given |= {"SECRET_KEY": SECRET, "PYTHONUNBUFFERED": "1"}
        if self.postgres:
            given["DATABASE_URL"] = self._address(NAMES["live"])
        return programs.child_environment(given, data=self.data, host="127.0.0.1", port=self.port)

    def ask(self, *arguments: str) -> Any:
        """Run tests.browser.demonstration in the product's environment; what it answers."""
        command = [sys.executable, "-m", "tests.browser.demonstration", *arguments]
        done = subprocess.run(
            command, cwd=servers.ROOT, env=self.environment(), capture_output=True, text=True
        )
        if done.returncode:
            raise servers.ServerProblem(f"{' '.join(arguments) or 'load'} failed: {done.stderr[-3000:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def load(self, assets: Path) -> Self:
        """Load the demonstration into an empty database and keep a copy of it."""
        if self.postgres:
            self._on_server(f"DROP DATABASE IF EXISTS {NAMES['live']}", f"CREATE DATABASE {NAMES['live']}")
            self._load(assets)
        else:
            self._load_or_share(assets)
        self.kept.mkdir()
        shutil.copytree(self.data / "files", self.kept / "files")
        if self.postgres:
            self._copy_on_server(NAMES["live"], NAMES["kept"])
        else:
            _copy_file(self.data / FILE, self.kept / FILE)
        return self

    def _load(self, assets: Path) -> None:
        self.data.mkdir(parents=True)
        shutil.copytree(assets, self.data / "assets")
        self.sessions = self.ask()

    def _load_or_share(self, assets: Path) -> None:
        """Take the folder that another run has loaded, or load it and leave it for the next."""
        shared = Path(os.environ.get("SERVANDA_TEST_KEPT") or os.environ["SERVANDA_TEST_ROOT"])
        folder, sessions = shared / "demonstration", shared / "sessions.json"
        with (shared / "demonstration.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not sessions.exists():
                self._load(assets)
                shutil.copytree(self.data, folder)
                sessions.write_text(json.dumps(self.sessions), encoding="utf-8")
                return
        shutil.copytree(folder, self.data)
        self.sessions = json.loads(sessions.read_text(encoding="utf-8"))

    def start(self) -> Self:
        """Start broker, web server and worker as a machine of its own would; returns when they answer."""
        self.broker.start()
        commands = programs.programs(data=self.data, host="127.0.0.1", port=self.port, bundled_broker=True)
        self.children = [self._begin(one) for one in commands if one.name in ("web", "worker")]
        servers.wait_until(self._up, seconds=90, what="the product answers and its worker is ready")
        return self

    def _begin(self, program: programs.Program) -> subprocess.Popen[bytes]:
        with self._log(program.name).open("wb") as out:
            return subprocess.Popen(
                program.command,
                cwd=servers.ROOT,
                env=self.environment(),
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # its own group, so that stop() takes the children too
            )

    def kill_web(self) -> None:
        """End the web server as a power cut would; `start_web` brings it back."""
        os.killpg(self.children[0].pid, signal.SIGKILL)
        self.children[0].wait(10)

    def start_web(self) -> None:
        """Start the web server again after `kill_web`; returns when it answers."""
        commands = programs.programs(data=self.data, host="127.0.0.1", port=self.port, bundled_broker=True)
        self.children[0] = next(self._begin(one) for one in commands if one.name == "web")
        servers.wait_until(self._up, seconds=90, what="the web server answers again")

    def restore(self) -> None:
        """Bring back the demonstration as it was loaded; whatever is queued is forgotten."""
        self.broker.client().flushall()
        if self.postgres:
            self._copy_on_server(NAMES["kept"], NAMES["live"])
        else:
            _copy_file(self.kept / FILE, self.data / FILE)

    def stop(self) -> None:
        """End every process of it."""
        for child in self.children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        for child in self.children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)
        self.broker.stop()

    def said(self, name: str) -> str:
        """The log of `web` or `worker` so far."""
        log = self._log(name)
        return log.read_text(errors="replace") if log.exists() else ""

    def _log(self, name: str) -> Path:
        return self.data / f"{name}.log"

    def _up(self) -> bool:
        if any(child.poll() is not None for child in self.children):
            raise servers.ServerProblem(f"It ended: {self.said('web')[-1500:]} {self.said('worker')[-1500:]}")
        return " ready." in self.said("worker") and self._answers()

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.HTTPError, OSError):
            return False

    def _address(self, database: str) -> str:
        return f"{self.postgres.rpartition('/')[0]}/{database}"

    def _copy_on_server(self, source: str, target: str) -> None:
        """A database made anew from another; PostgreSQL does it only while nobody is connected to them."""
        self._on_server(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname IN ('{source}', '{target}') AND pid <> pg_backend_pid()",
            f"DROP DATABASE IF EXISTS {target} WITH (FORCE)",
            f"CREATE DATABASE {target} TEMPLATE {source}",
        )

    def _on_server(self, *statements: str) -> None:
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


def _copy_file(source: Path, target: Path) -> None:
    """A SQLite file copied while others may have it open: by its own backup, which takes its locks."""
    with contextlib.closing(sqlite3.connect(source)) as of, contextlib.closing(sqlite3.connect(target)) as to:
        of.backup(to)
