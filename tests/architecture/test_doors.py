"""Below the doors nothing knows of requests, pages or templates, and the pure core loads no framework."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT

DOOR_WORDS = ("django.http", "django.shortcuts", "django.template", "django.views", "django.urls")
BELOW = ("assessment", "models", "selectors", "services")


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@pytest.mark.parametrize("layer", BELOW)
def test_no_http_below_the_doors(layer: str):
    for path in sorted((ROOT / "tracker" / layer).rglob("*.py")):
        wrong = [name for name in imported(path) if name.startswith(DOOR_WORDS)]
        assert not wrong, f"{path.relative_to(ROOT)} imports {wrong}; that belongs into a door."


def test_every_noun_of_the_pages_is_held_apart_from_the_others():
    import tomllib

    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    named = next(contract["modules"] for contract in contracts if contract["type"] == "independence")
    nouns = [path.parent.name for path in (ROOT / "tracker" / "web").glob("*/__init__.py")]
    assert sorted(named) == sorted(f"tracker.web.{noun}" for noun in nouns)


def test_the_core_loads_neither_django_nor_celery():
    code = "import sys, tracker.assessment; print(sorted({'django', 'celery', 'redis'} & set(sys.modules)))"
    asked = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert asked.stdout.strip() == "[]", asked.stdout + asked.stderr
