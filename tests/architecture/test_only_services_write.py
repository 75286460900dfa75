"""Nothing outside the services writes rows; each exception has its reason, and one that is gone fails."""

import ast
from pathlib import Path

import tracker

ROOT = Path(tracker.__file__).parent
WRITES = frozenset(
    {
        *("save", "create", "update", "delete", "get_or_create", "update_or_create"),
        *("bulk_create", "bulk_update", "acreate", "asave", "aupdate", "adelete"),
        *("create_user", "create_superuser", "set_password", "add", "set", "remove", "clear"),
    }
)
# These words are common to sets and dicts; on rows they write only through a related manager.
RELATED = frozenset({"add", "set", "remove", "clear", "update", "delete", "create"})
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})

EXEMPT: dict[str, str] = {
    "config/launch/fonts.py": "saves a font into its file",
    "ingestion/reading/webp.py": "saves a picture into memory",
    "publishing/tables/writing.py": "saves a workbook into a file of its own",
}


def writes(tree: ast.AST) -> list[tuple[int, str]]:
    """The calls in a module that look like a write of rows, with their lines."""
    found, services = [], imported_services(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, owner = node.func.attr, node.func.value
        if isinstance(owner, ast.Name) and owner.id in services:
            continue
        if name in WRITES and (name not in RELATED or reaches_rows(owner)):
            found.append((node.lineno, ast.unparse(node.func)))
    return found


def imported_services(tree: ast.AST) -> set[str]:
    """The names under which a module uses services: a call of theirs is how rows are written."""
    return {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tracker.services")
        for alias in node.names
    }


def reaches_rows(owner: ast.expr) -> bool:
    """Whether a value comes from a manager, a query, or a row's relation (as in `row.teams.set`)."""
    text = ast.unparse(owner)
    if any(f".{manager}" in text for manager in MANAGERS):
        return True
    calls = {node.func.attr for node in ast.walk(owner) if _is_method(node)}
    if calls & {"filter", "exclude", "all", "select_for_update"}:
        return True
    return isinstance(owner, ast.Attribute) and owner.attr in {"teams", "groups", "aliases", "roles"}


def _is_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def modules() -> list[Path]:
    apart = ("services", "migrations")
    return [path for path in sorted(ROOT.rglob("*.py")) if path.relative_to(ROOT).parts[0] not in apart]


def test_only_services_write() -> None:
    found = {}
    for path in modules():
        name = path.relative_to(ROOT).as_posix()
        for line, call in writes(ast.parse(path.read_text())):
            found.setdefault(name, []).append(f"{name}:{line} {call}")
    unexplained = [line for name, lines in found.items() if name not in EXEMPT for line in lines]
    assert unexplained == [], "rows are written outside the services"
    assert set(EXEMPT) <= set(found), "these exceptions are no longer needed"
    assert all(len(reason) > 10 for reason in EXEMPT.values())


def test_the_scan_sees_a_write() -> None:
    seen = """
row.save()
Party.objects.create(slug="a")
Party.objects.filter(pk=1).update(name="b")
user.groups.set([])
row.versions.all().delete()
"""
    assert len(writes(ast.parse(seen))) == 5
    unseen = "names.add('a')\nvalues.update(other)\nrequest.session.clear()\nreports.file(title='a')"
    assert writes(ast.parse(unseen)) == []
