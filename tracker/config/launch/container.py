"""Becomes one part of the product inside a container; it must not install or build anything."""

import os
import shlex
import sys
import urllib.request
from pathlib import Path

from tracker.config import env
from tracker.config.launch import programs
from tracker.config.launch.checks import CannotStart, check_broker

ROOT = Path(__file__).resolve().parents[3]
PARTS = ("setup", "web", "worker", "beat", "healthy", "manage")


def command(part: str, rest: list[str], *, data: Path) -> list[str]:
    """The command of a part that is a program. Raises CannotStart for a part that does not exist."""
    host, port = os.environ.get("HOST", "").strip() or "127.0.0.1", env.port(os.environ)
    if part == "manage":
        return [sys.executable, "manage.py", *rest]
    for program in programs.programs(data=data, host=host, port=port, bundled_broker=False):
        if program.name == part:
            return [*program.command, *rest]
    raise CannotStart(f"“{part}” is not a part of Servanda; the parts are: {', '.join(PARTS)}.")


def setup() -> int:
    """Bring the database up to date; on an empty one, print the link for the first administrator."""
    if os.environ.get("REDIS_URL", "").strip() and (
        warning := check_broker(env.redis_url(os.environ, data=env.data_dir(os.environ, root=ROOT)))
    ):
        print(warning, flush=True)
    from tracker.config.launch import prepare

    ready = prepare.prepare_database(load_demo=False)
    if ready.setup_path:
        address = env.public_url(os.environ, default_port=env.port(os.environ))
        print(f"Make the first administrator here (works once): {address}{ready.setup_path}", flush=True)
    return 0


def healthy(what: list[str]) -> int:
    """0 when the pages of this container answer or, with `jobs`, when a job ran lately; 1 otherwise."""
    if what == ["jobs"]:
        import django

        django.setup()
        from django.test import RequestFactory

        from tracker.config import health

        return 0 if health.jobs(RequestFactory().get("/healthz/jobs")).status_code == 200 else 1
    request = urllib.request.Request(f"http://127.0.0.1:{env.port(os.environ)}/healthz")
    request.add_header("Host", (env.words(os.environ, "ALLOWED_HOSTS") or ["localhost"])[0].lstrip("."))
    try:
        with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310  (our own address)
            return 0 if answer.status == 200 else 1
    except OSError:
        return 1


def main(arguments: list[str]) -> int:
    """Become the part named first; with --check only say what would run."""
    dry = "--check" in arguments
    part, *rest = [word for word in arguments if word != "--check"] or ["web"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", programs.SETTINGS)
    os.chdir(ROOT)
    try:
        data = env.data_dir(os.environ, root=ROOT)
        for name in ("run", "assets"):
            (data / name).mkdir(parents=True, exist_ok=True)
        if part in {"setup", "healthy"}:
            if dry:
                print(f"{part}, in this process")
                return 0
            return setup() if part == "setup" else healthy(rest)
        found = command(part, rest, data=data)
        if dry:
            print(shlex.join(found))
            return 0
    except (CannotStart, env.BadEnvironment, OSError) as problem:
        print(problem, file=sys.stderr)
        return 1
    os.execv(found[0], found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
