"""The parts of a team server run as the compose file starts them, on PostgreSQL and a broker of their own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery

from tests.servers import ROOT, Broker, Postgres, free_port, wait_until

pytestmark = pytest.mark.once
ENTRYPOINT = ROOT / "docker" / "entrypoint.sh"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a container beside a fresh PostgreSQL and Valkey."""
    database = Postgres().start()
    broker = Broker(
        Path(f"/tmp/servanda-team-{os.getpid()}") / "valkey.sock", data=tmp_path / "broker"
    ).start()
    yield {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": database.url("postgres"),
        "REDIS_URL": f"unix://{broker.socket_path}",
        "SECRET_KEY": "a-key-that-only-this-test-knows-0123456789-0123456789",
        "PUBLIC_URL": "https://servanda.example.org",
        "PORT": str(free_port()),
    }
    broker.stop()
    database.stop()


def begin(part: str, team: dict[str, str]) -> "subprocess.Popen[bytes]":
    """One container's process."""
    with (Path(team["DATA_DIR"]) / f"{part}.log").open("wb") as out:
        return subprocess.Popen([ENTRYPOINT, part], env=team, stdout=out, stderr=subprocess.STDOUT)


def run(team: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """One container that ends by itself."""
    return subprocess.run([ENTRYPOINT, *words], env=team, capture_output=True, text=True)


def test_setup_web_worker_and_beat_come_up_healthy_and_stop_when_told(team: dict[str, str]):
    Path(team["DATA_DIR"]).mkdir()
    made = run(team, "setup")
    assert made.returncode == 0, made.stderr
    assert "https://servanda.example.org/setup/" in made.stdout
    assert "servanda-demo" not in made.stdout
    assert run(team, "healthy").returncode == 1
    parts = {part: begin(part, team) for part in ("web", "worker", "beat")}
    try:
        wait_until(lambda: run(team, "healthy").returncode == 0, seconds=40, what="web is healthy", every=0.5)
        address = "redis+socket" + team["REDIS_URL"].removeprefix("unix")
        with Celery(broker=address, set_as_current=False) as queue:
            queue.send_task("tracker.heartbeat", queue="servanda")
        healthy = lambda: run(team, "healthy", "jobs").returncode == 0  # noqa: E731
        wait_until(healthy, seconds=40, what="the worker is healthy", every=0.5)
        for part in ("beat", "worker", "web"):
            assert parts[part].poll() is None
            parts[part].terminate()
            assert parts[part].wait(300) == 0
    finally:
        for child in parts.values():
            if child.poll() is None:
                child.kill()
                child.wait(300)
