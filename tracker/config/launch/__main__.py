"""Checks, prepares, starts the supervisor and watches it; it must not serve pages or jobs itself."""

import fcntl
import json
import os
import shlex
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from tracker.config import env
from tracker.config.launch import assets, checks, logs, processes, programs, welcome
from tracker.config.launch.checks import CannotStart

ROOT = Path(__file__).resolve().parents[3]
OFTEN, OFTEN_SECONDS = 5, 120.0  # so many ends within so many seconds are not an accident
GRACE = 20.0  # seconds a left-over process has to end by itself


def say(text: str, *, who: str = "servanda") -> None:
    """One line on the terminal, under the name of who speaks."""
    print(f"{who:<10}| {text}", flush=True)


@contextmanager
def only_one(run: Path) -> Iterator[None]:
    """Hold the lock of this DATA_DIR. Raises CannotStart when another start holds it."""
    with (run / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotStart(
                f"Servanda already runs on {run.parent} (process {lock.read().strip() or 'unknown'}). "
                "Stop it with Ctrl-C in its terminal, or use another folder: DATA_DIR=var2 PORT=8001 make run"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


class Supervision:
    """The supervisor as a child process, from its start to the last of its programs' ends."""

    def __init__(self, *, data: Path, found: list[programs.Program], environment: dict[str, str]) -> None:
        self.run = data / "run"
        commands = {program.name: list(program.command) for program in found}
        config = self.run / "supervisord.conf"
        config.write_text(programs.supervisor_config(found, as_root=os.geteuid() == 0))
        commands["supervisor"] = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
        notes = {"marks": programs.marks(data), "commands": commands}
        (self.run / "programs.json").write_text(json.dumps(notes))
        self.followers = {name: logs.Follower(self.run / "log" / f"{name}.log") for name in commands}
        self.stopping = False
        self.given_up: str | None = None
        self.exits: defaultdict[str, list[float]] = defaultdict(list)
        self.child = subprocess.Popen(
            [*shlex.split(environment["SERVANDA_BEGIN"]), "supervisor"],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self.run / "log" / "supervisor.err").open("w"),
            start_new_session=True,  # a Ctrl-C reaches the programs in order, through us, not all at once
        )

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask the supervisor to stop everything; safe to call twice and from a signal."""
        if not self.stopping and self.child.poll() is None:
            self.stopping = True
            self.child.send_signal(signal.SIGTERM)

    def relay(self) -> None:
        """Print what the programs and the supervisor have said since the last call."""
        for name, follower in self.followers.items():
            for line in follower.lines():
                if name != "supervisor":
                    say(line, who=name)
                elif said := logs.event(line):
                    self._heed(said)

    def _heed(self, said: logs.Event) -> None:
        if text := logs.sentence(said):
            say(text)
        if said.what == "gave up" or (said.what == "exited" and self._too_often(said.name)):
            self.given_up = self.given_up or said.name
            self.stop()

    def _too_often(self, name: str) -> bool:
        """Whether a program keeps ending, if slowly enough that the supervisor sees successes."""
        now = time.monotonic()
        recent = [moment for moment in self.exits[name] if now - moment < OFTEN_SECONDS]
        self.exits[name] = [*recent, now]
        return len(self.exits[name]) >= OFTEN

    def ended(self) -> bool:
        """Whether the supervisor is gone."""
        return self.child.poll() is not None


def answers(port: int, host: str) -> bool:
    """Whether the pages answer."""
    address = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    shown = f"[{address}]" if ":" in address else address
    request = urllib.request.Request(f"http://{shown}:{port}/healthz")
    request.add_header("Host", "localhost")
    try:
        with urllib.request.urlopen(request, timeout=1) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return True  # it speaks; /healthz/jobs tells the rest
    except OSError:
        return False


def watch(supervision: Supervision, *, host: str, port: int, lines: list[str]) -> int:
    """Relay the logs until everything has ended; the exit code."""
    asked, greeted = 0.0, False
    while not supervision.ended():
        supervision.relay()
        if not greeted and not supervision.stopping and time.monotonic() - asked > 0.3:
            asked = time.monotonic()
            if greeted := answers(port, host):
                for line in lines:
                    say(line)
        time.sleep(0.1)
    supervision.relay()
    if supervision.given_up:
        log = supervision.run / "log" / f"{supervision.given_up}.log"
        say(
            f"{supervision.given_up} does not stay up, so everything was stopped. Its last words are in {log}"
        )
        return 1
    if not supervision.stopping:
        say("The supervisor ended by itself; its programs are ended too. Start again with: make run")
        if complaint := (supervision.run / "log" / "supervisor.err").read_text().strip():
            say(complaint.splitlines()[-1])
        return 1
    say("Everything has stopped.")
    return 0


def start() -> int:
    """Everything from the checks to the last log line. Raises CannotStart and env.BadEnvironment."""
    data = env.data_dir(os.environ, root=ROOT)
    host, port = os.environ.get("HOST", "").strip() or "127.0.0.1", env.port(os.environ)
    bundled = not os.environ.get("REDIS_URL", "").strip()
    broker = env.redis_url(os.environ, data=data)
    environment = programs.child_environment(dict(os.environ), data=data, host=host, port=port)
    os.environ.update(environment)
    checks.check_disk(data)
    for name in ("run/log", "broker", "assets", "files"):
        (data / name).mkdir(parents=True, exist_ok=True)
    run = data / "run"
    with only_one(run):
        if left := processes.end_all(run, grace=GRACE):
            say(f"An earlier start was killed; ended what it left: {', '.join(left)}.")
        checks.check_port(host=host, port=port)
        if bundled:
            checks.make_private(env.socket_dir(data))
        elif warning := checks.check_broker(broker):
            say(warning)
        built = assets.build(root=ROOT, out=data / "assets")
        assets.build_fonts(root=ROOT, out=data / "fonts")
        from tracker.config.launch import prepare  # reads the settings, which need the environment above

        ready = prepare.prepare(root=ROOT, assets_built=built)
        found = programs.programs(data=data, host=host, port=port, bundled_broker=bundled)
        supervision = Supervision(data=data, found=found, environment=environment)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, supervision.stop)
        try:
            lines = welcome.lines(ready, address=env.public_url(os.environ, default_port=port))
            return watch(supervision, host=host, port=port, lines=lines)
        finally:
            processes.end_all(run, grace=0 if supervision.ended() else GRACE)
            with suppress(OSError):
                env.socket_dir(data).rmdir()


def main() -> int:
    """Start, and end in a sentence when that cannot be."""
    try:
        return start()
    except (CannotStart, env.BadEnvironment) as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"Starting stopped: {problem}. Check the folder that DATA_DIR names.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before everything was up.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
