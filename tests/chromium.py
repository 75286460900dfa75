"""Finds a Chromium, or installs one: Debian's when root, else Playwright's; it must not drive it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.servers import ServerProblem

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these it looks for its maker's servers, again and again.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def find() -> str:
    """The program file. Raises ServerProblem with the advice a person needs when none can be had."""
    return _named() or _of_playwright() or _of_debian() or _fetched_by_playwright() or _none()


def _named() -> str | None:
    given = os.environ.get("CHROMIUM", "")
    if given and not Path(given).is_file():
        raise ServerProblem(
            f"CHROMIUM is “{given}”, which is not a file. Name Chromium's program file, or leave it out."
        )
    return given or next((path for name in NAMES if (path := shutil.which(name))), None)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _of_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            ["apt-get", *command], env=environment, capture_output=True, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            return None
    return shutil.which("chromium")


def _fetched_by_playwright() -> str | None:
    done = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"],
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return _of_playwright() if done.returncode == 0 else None


def _none() -> str:
    raise ServerProblem(
        "The browser tests need Chromium and none could be had: not on PATH, not from Debian's packages, "
        "not from Playwright. Install it (Debian: apt install chromium) or name its program file: "
        "CHROMIUM=/path/to/chrome make test"
    )
