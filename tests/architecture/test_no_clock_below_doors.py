"""Only doors read the clock: below them, days and moments are arguments, and no column sets itself."""

import ast
from pathlib import Path

from django.apps import apps

import tracker

ROOT = Path(tracker.__file__).parent
BELOW = ("assessment", "models", "selectors", "services", "ingestion", "publishing")
CLOCKS = frozenset(
    {
        *("date.today", "datetime.now", "datetime.today", "datetime.utcnow", "datetime.date.today"),
        *("datetime.datetime.now", "timezone.now", "timezone.localdate", "timezone.localtime"),
        *("time.time", "time.localtime", "time.gmtime"),
    }
)
IMPORTED = {
    "django.utils.timezone": frozenset({"now", "localdate", "localtime"}),
    "django.db.models.functions": frozenset({"Now"}),
    "time": frozenset({"time", "localtime", "gmtime"}),
}
EXEMPT: dict[str, str] = {}


def readings(tree: ast.AST) -> list[tuple[int, str]]:
    """The names of a module that read a clock, whether it calls them or hands them on."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names} & IMPORTED.get(node.module or "", frozenset())
            found += [(node.lineno, name) for name in sorted(names)]
        if isinstance(node, (ast.Attribute, ast.Name)) and ast.unparse(node) in CLOCKS:
            found.append((node.lineno, ast.unparse(node)))
    return found


def test_no_clock_below_the_doors() -> None:
    found = {}
    for room in BELOW:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            for line, call in readings(ast.parse(path.read_text())):
                found.setdefault(name, []).append(f"{name}:{line} {call}")
    unexplained = [line for name, lines in found.items() if name not in EXEMPT for line in lines]
    assert unexplained == []
    assert set(EXEMPT) <= set(found), "these exceptions are no longer needed"


def test_no_column_reads_the_clock() -> None:
    setting_themselves = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("tracker").get_models()
        for field in model._meta.concrete_fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    ]
    assert setting_themselves == []


def test_the_scan_sees_a_clock() -> None:
    seen = (
        "from django.utils import timezone\nfrom datetime import date\nx = timezone.now()\ny = date.today()"
    )
    assert [call for _, call in readings(ast.parse(seen))] == ["timezone.now", "date.today"]
    assert [call for _, call in readings(ast.parse("from django.utils.timezone import now"))] == ["now"]
    assert readings(ast.parse("at = moment\nday = days.day_in(zone, at)")) == []
