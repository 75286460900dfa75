"""What every template must keep to: icons that exist, nothing inline, only logical properties."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted((ROOT / "tracker" / "static" / "tracker" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"[{;](?:margin|padding|border)-(?:left|right|top|bottom)\b|[{;](?:left|right)\s*:|float\s*:\s*(?:left|right)"
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def shapes() -> str:
    return (ROOT / "tracker" / "static" / "tracker" / "js" / "shapes.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_stays_inside_the_policy(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|javascript:|hx-on|\bjs:", source)
    # Only here: an argument of a Django tag, such as `one=`, looks like a handler and is none.
    assert not re.search(r"\son[a-z]+=", re.sub(r"\{%.*?%\}", "", source))
    assert not re.search(r"<script(?![^>]* src=)", source)
    assert not re.search(r"(?:src|href)=[\"']https?://", source)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_icon_is_in_the_sprite(path: Path, shapes: str) -> None:
    for name in re.findall(r'\{% icon "([^"]+)"', path.read_text(encoding="utf-8")):
        assert f'"{name}"' in shapes or f"  {name}:" in shapes, f"{name} is not in js/shapes.js"


# What the admin's templates are given is Django's to say.
@pytest.mark.parametrize("path", [path for path in TEMPLATES if "admin" not in path.parts], ids=named)
def test_a_template_says_what_it_expects(path: Path) -> None:
    assert "{% comment %}" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_sheet_has_only_logical_properties_and_no_addresses(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not PHYSICAL.findall(source)
    assert "url(" not in source, "collecting static files could not resolve it; build.mjs writes such rules"


def test_every_class_of_ours_is_styled() -> None:
    styled = set(
        re.findall(r"\.(sv-[a-z0-9-]+)", "\n".join(path.read_text(encoding="utf-8") for path in SHEETS))
    )
    used: dict[str, str] = {}
    for path in TEMPLATES:
        for value in re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8")):
            for name in re.findall(r"(?<![\w-])sv-[a-z0-9-]+(?![\w{-])", value):
                used.setdefault(name, named(path))
    assert {name: where for name, where in used.items() if name not in styled} == {}
