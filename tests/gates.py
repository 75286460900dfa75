"""`make check`: every gate that needs no running test, from formatting to deployment; changes no file."""

import ast
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests import locks

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 300  # lines
LONGEST_FUNCTION = 50  # lines

# What a team's server is started with; `check --deploy` reads settings and opens no connection.
PRODUCTION = {
    "DATABASE_URL": "postgresql://servanda:secret@database.example.org:5432/servanda",
    "REDIS_URL": "rediss://broker.example.org:6380/0",
    "SECRET_KEY": "not-a-real-key-but-as-long-and-as-varied-as-one-0123456789",
    "PUBLIC_URL": "https://servanda.example.org",
    "EMAIL_URL": "smtp+starttls://user:secret@mail.example.org:587",
}


def too_long(root: Path) -> list[str]:
    """Modules over 300 lines and functions over 50 in `root`/tracker and `root`/tests, migrations aside."""
    found = []
    for path in sorted([*(root / "tracker").rglob("*.py"), *(root / "tests").rglob("*.py")]):
        name = path.relative_to(root)
        if "migrations" in name.parts:
            continue
        text = path.read_text()
        if (lines := text.count("\n")) > LONGEST_MODULE:
            found.append(f"{name} has {lines} lines; {LONGEST_MODULE} are allowed. Split it by noun.")
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or name.parts[0] == "tests":
                continue
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                found.append(
                    f"{name}:{node.lineno} {node.name} has {length} lines; {LONGEST_FUNCTION} are allowed."
                )
    return found


def run(*command: str, more: dict[str, str] | None = None) -> Callable[[], list[str]]:
    """A gate that is a program: its output when it fails."""

    def gate() -> list[str]:
        with tempfile.TemporaryDirectory(prefix="servanda-check-") as data:
            (Path(data) / "assets").mkdir()
            clean = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
            environment = {**clean, "DATA_DIR": data, **(more or {})}
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        return (
            []
            if done.returncode == 0
            else [(done.stdout + done.stderr).strip() or f"exit code {done.returncode}"]
        )

    return gate


def templates() -> list[str]:
    """Every template of ours."""
    return [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]


PYTHON = sys.executable
MODULE = (PYTHON, "-m")
GATES: list[tuple[str, Callable[[], list[str]]]] = [
    ("formatting", run(*MODULE, "ruff", "format", "--check", "--quiet", ".")),
    ("lint", run(*MODULE, "ruff", "check", "--quiet", ".")),
    ("locks", lambda: locks.faults(ROOT)),
    ("sizes", lambda: too_long(ROOT)),
    (
        "import contracts",
        run(PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"),
    ),
    (
        "templates",
        run(str(Path(PYTHON).with_name("djade")), "--check", "--target-version", "5.2", *templates()),
    ),
    ("migrations", run(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")),
    (
        "deployment",
        run(PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING", more=PRODUCTION),
    ),
    ("types", run(*MODULE, "mypy")),
]


def main() -> int:
    """Run every gate; red when any of them was."""
    red = 0
    for title, gate in GATES:
        began = time.monotonic()
        complaints = gate()
        print(f"{'FAILED' if complaints else 'ok':<7}{title} ({time.monotonic() - began:.1f} s)", flush=True)
        for complaint in complaints:
            print(complaint, flush=True)
        red += bool(complaints)
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
