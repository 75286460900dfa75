"""Finds in the lock files what would work on one machine only; it must not ask any registry."""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYTHON_LOCKS = {
    "requirements.txt": ("project", "dependencies"),
    "requirements-dev.txt": ("dependency-groups", "dev"),
    "requirements-node.txt": ("dependency-groups", "node"),
}
ELSEWHERE = re.compile(
    r"file:|https?://|git\+|@ |--(?:extra-)?index-url|--find-links|^-[eirf] |(?<![\w.])/\w"
)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)")


def faults(root: Path) -> list[str]:
    """One sentence for each path, index or address in a lock, and for each source it does not meet."""
    found = []
    sources = tomllib.loads((root / "pyproject.toml").read_text())
    for name, (table, key) in PYTHON_LOCKS.items():
        lock = (root / name).read_text()
        found += [
            f"{name}:{number} names a path or index: {line.strip()}" for number, line in of_one_machine(lock)
        ]
        found += [f"{name}: {fault}" for fault in unmet(sources[table][key], lock)]
    found += package_lock_faults((root / "package-lock.json").read_text())
    return found


def of_one_machine(lock: str) -> list[tuple[int, str]]:
    """The numbered lines of a Python lock that name a path, an index or an address."""
    numbered = enumerate(lock.splitlines(), start=1)
    return [(number, line) for number, line in numbered if ELSEWHERE.search(line.split("#")[0])]


def unmet(sources: list[str], lock: str) -> list[str]:
    """What pyproject.toml asks for and the lock does not pin, or pins to another version."""
    pins = {}
    for line in lock.splitlines():
        if pinned := PINNED.match(line):
            pins[canonicalize_name(pinned[1])] = pinned[2]
    found = []
    for source in map(Requirement, sources):
        version = pins.get(canonicalize_name(source.name))
        if version is None or not source.specifier.contains(version, prereleases=True):
            found.append(
                f"pins {source.name} to {version}, pyproject.toml asks for “{source}”. Run make lock."
            )
    return found


def package_lock_faults(text: str) -> list[str]:
    """One sentence for each address, link or missing checksum in package-lock.json."""
    found = []
    for name, package in json.loads(text)["packages"].items():
        if package.get("link") or "resolved" in package:
            found.append(
                f"package-lock.json: {name} names an address: {package.get('resolved')}. Run make lock."
            )
        if name and "integrity" not in package:
            found.append(f"package-lock.json: {name} has no checksum.")
    return found
