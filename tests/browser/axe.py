"""Runs axe-core on a page that is open in the browser and says what it found; it must not open pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2 AA and what axe calls best practice; nothing is switched off.
RUN = "async (where) => (await axe.run(where || document, {resultTypes: ['violations']})).violations"


@cache
def _axe() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page, where: str = "") -> list[dict[str, Any]]:
    """What axe-core holds against the page, or against the part that the selector `where` names."""
    # Evaluated by the browser's debugger, so that the page's own policy stays as strict as it is.
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(_axe())
    found: list[dict[str, Any]] = page.evaluate(RUN, where)
    return found


def told(found: list[dict[str, Any]]) -> str:
    """The violations in lines a person can act on: rule, reason, the elements."""
    lines = []
    for violation in found:
        lines.append(f"{violation['id']}: {violation['help']}")
        for node in violation["nodes"]:
            lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}")
            reasons = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
            lines.extend(f"        {reason}" for reason in reasons)
    return "\n".join(lines)
