"""Makes .venv and fills it from the locks, then hands over to it; it must not import installed packages.

Run by path with any Python: `python3 tracker/config/launch/bootstrap.py {run,install,install-dev}`.
The syntax down to the version check must be readable by old Pythons, or they could not be told what to do.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def require_python(version: "tuple[int, ...]", found: str) -> "str | None":
    """None when `version` will do, else the sentence for a person whose Python is `found`."""
    if tuple(version[:2]) >= OLDEST:
        return None
    return (
        f"Servanda needs Python 3.11 or newer; {found} is Python {version[0]}.{version[1]}. "
        "Install a newer one, then name it: make run PYTHON=python3.12"
    )


if __name__ == "__main__" and require_python(tuple(sys.version_info[:2]), sys.executable):
    sys.exit(require_python(tuple(sys.version_info[:2]), sys.executable))


class CannotInstall(Exception):
    """The virtual environment cannot be made or filled; the text says why and what to do."""


# What pip prints, and what a person can do about it; the first that matches is told.
CAUSES = (
    ("No space left on device", "The disk is full. Free about 500 MB, then run the command again."),
    ("Permission denied", f"{VENV} cannot be written. Check who owns the project's folder."),
    (
        "DO NOT MATCH THE HASHES",
        "A downloaded package differs from the one in the lock. Check the package index in use.",
    ),
    (
        "error: command",
        "A package had to be compiled, and that failed. Install a C compiler and Python's headers "
        "(Debian and Ubuntu: apt install build-essential python3-dev), then run the command again.",
    ),
    (
        "Failed building wheel",
        "A package had to be compiled, and that failed. Install a C compiler and Python's headers "
        "(Debian and Ubuntu: apt install build-essential python3-dev), then run the command again.",
    ),
    (
        "No matching distribution",
        "The package index does not have a pinned package for this Python and machine. "
        "Check the network and the index in use (PIP_INDEX_URL), then run the command again.",
    ),
    (
        "Connection",
        "The package index cannot be reached. Check the network or PIP_INDEX_URL, then try again.",
    ),
)


def cause_of(output: str) -> str:
    """The sentence for a failed installation, from what pip printed; its last lines if unknown."""
    for mark, sentence in CAUSES:
        if mark in output:
            return sentence
    last = "\n".join(output.strip().splitlines()[-12:])
    return f"Installing the packages failed. pip said:\n{last}"


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / "bin" / "python"


def make_venv() -> None:
    """Create .venv unless a working one is there. Raises CannotInstall."""
    python = venv_python()
    if python.exists() and subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise CannotInstall(
            f"{sys.executable} has no venv module. Install it (Debian and Ubuntu: apt install python3-venv), "
            "then run the command again."
        )
    print("Making .venv …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True)
    if made.returncode:
        raise CannotInstall(cause_of(made.stdout + made.stderr))


def install(lock: str) -> None:
    """Install the packages of one lock file, by hash, unless that was done. Raises CannotInstall."""
    content = (ROOT / lock).read_bytes() + sys.version.encode()
    stamp, digest = VENV / f".installed-{lock}", hashlib.sha256(content).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print(f"Installing the packages of {lock} …", flush=True)
    # -m, never the scripts: their first line holds the folder's path, which may be too long or have spaces
    command = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    done = subprocess.run(
        [*command, "--require-hashes", "-r", str(ROOT / lock)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise CannotInstall(cause_of(done.stdout))
    stamp.write_text(digest)


def main(arguments: list[str]) -> int:
    """Prepare .venv for what is asked, and become the launcher when that is `run`."""
    task = arguments[0] if arguments else "run"
    if task not in {"run", "install", "install-dev"}:
        print(f"“{task}” is not known; use run, install or install-dev.", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        make_venv()
        install("requirements.txt")
        if task == "install-dev":
            install("requirements-dev.txt")
    except CannotInstall as problem:
        print(problem, file=sys.stderr)
        return 1
    except OSError as problem:
        print(f"Setting up stopped: {problem}. {cause_of(str(problem))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped before the set-up was complete; run the command again to go on.", file=sys.stderr)
        return 130
    if task == "run":
        os.execv(venv_python(), [str(venv_python()), "-m", "tracker.config.launch", *arguments[1:]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
