"""The documentation speaks of what is there: verbs, commands, addresses, variables, files, decisions."""

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.urls import Resolver404, resolve

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
MAP = DOCS / "README.md"
PAGES = [ROOT / "README.md", ROOT / "docker" / "README.md", *sorted(DOCS.rglob("*.md"))]

FENCED = re.compile(r"^```.*?^```|^ {4,}\S.*$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
VERB = re.compile(r"\bmake ([a-z][a-z-]*)")
COMMAND = re.compile(r"(?:manage\.py|web manage) ([a-z_]+)((?: +--[a-z-]+)*)")
OPTION = re.compile(r"--[a-z][a-z-]*")
VARIABLE = re.compile(r"(?<![\w/%])([A-Z]+(?:_[A-Z]+)+)\b|(?<![\w/=%])([A-Z]{3,})(?==|$)")
ADDRESS = re.compile(r"(?<![\w.…/:}~-])(/(?:[a-z][\w.-]*/?)*(?:\?[\w=&-]*)?)(?![\w/*])")
MODULE = re.compile(r"python -m (tracker(?:\.\w+)+)")
FILE = re.compile(r"(?<![\w./-])(?:tracker|tests|docs|docker|templates)/[\w./-]+")

# How a variable is read in Python, in scripts, in the Makefile and in the files of the image.
READ = re.compile(
    r"""(?:\benv|environ\w*|values)(?:\.get\(|\.setdefault\(|\.pop\(|\[)\s*["']([A-Z_]+)"""
    r"""|(?:flag|words)\([\w.]+, "([A-Z_]+)|process\.env\.([A-Z_]+)"""
    r"""|^([A-Z_]+)(?= \?=|=)|\$\{?([A-Z_]+)""",
    re.MULTILINE,
)

IN_THE_IMAGE = {"/data", "/tmp"}  # folders of a container, not pages
MADE_BY_PEOPLE = {"docker/.env"}  # copied from the example by whoever installs it
ABSOLUTE = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work|var/(?!assets)|tmp/\w|mnt|opt|srv)\b[/\w.-]*")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def spans(path: Path) -> list[str]:
    """The code in a page: what stands between backquotes, in fences, or is indented as code."""
    text = path.read_text(encoding="utf-8")
    return CODE.findall(text) + [found[0] for found in FENCED.finditer(text)]


def anchor(heading: str) -> str:
    """The fragment under which a heading can be reached, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@cache
def known_variables() -> set[str]:
    """Every variable read from the environment: in Python, scripts, the image and the Makefile."""
    found: set[str] = set()
    files = [*(ROOT / "tracker").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"]
    files += [*(ROOT / "tracker" / "static").rglob("*.mjs"), *(path for path in (ROOT / "docker").iterdir())]
    for path in files:
        if path == Path(__file__) or not path.is_file():
            continue
        for match in READ.finditer(path.read_text(encoding="utf-8")):
            found.update(filter(None, match.groups()))
    return found


@cache
def codes() -> set[str]:
    """Other words in capitals: codes of the method or of the models, such as AT_RISK, and settings."""
    from tracker import assessment
    from tracker.assessment import enums
    from tracker.models import choices, states

    lists = [
        one for module in (enums, choices, states) for one in vars(module).values() if isinstance(one, type)
    ]
    members = {name for one in lists for name in getattr(one, "__members__", {})}
    return members | {name for name in [*vars(assessment), *dir(settings)] if name.isupper()}


@pytest.mark.parametrize("page", PAGES, ids=named)
class TestPage:
    """What each page of the documentation names is there."""

    def test_the_verbs_of_make(self, page: Path) -> None:
        known = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
        told = {verb for code in spans(page) for verb in VERB.findall(code)}
        assert told <= known

    def test_the_management_commands_and_their_options(self, page: Path) -> None:
        apps = get_commands()
        for code in spans(page):
            for name, _options in COMMAND.findall(code):
                assert name in apps, f"`{code}`: there is no command {name}"
                command = load_command_class(str(apps[name]), name)
                help_text = command.create_parser("manage.py", name).format_help()
                for option in OPTION.findall(code.partition("manage")[2]):
                    assert option in help_text, f"`{code}`: {name} has no {option}"

    def test_the_addresses(self, page: Path) -> None:
        lost = []
        for code in CODE.findall(page.read_text(encoding="utf-8")):
            if not code.startswith("/") or code in IN_THE_IMAGE:
                continue
            for address in ADDRESS.findall(code):
                try:
                    resolve(urlsplit(address).path)
                except Resolver404:
                    lost.append(address)
        assert lost == []

    def test_the_variables_of_the_environment(self, page: Path) -> None:
        told = {word for code in spans(page) for pair in VARIABLE.findall(code) for word in pair if word}
        assert told - codes() <= known_variables()

    def test_the_modules_and_files(self, page: Path) -> None:
        for code in spans(page):
            for module in MODULE.findall(code):
                path = ROOT / module.replace(".", "/")
                assert path.is_dir() or path.with_suffix(".py").is_file(), module
            for name in FILE.findall(code):
                if name in MADE_BY_PEOPLE or re.search(r"/[A-Z]+/", name):  # a place to fill in
                    continue
                path = ROOT / name
                assert path.exists() or path.with_suffix(".py").exists(), f"`{code}`: {name} is not there"

    def test_the_links(self, page: Path) -> None:
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, fragment = unquote(target).partition("#")
            path = (page.parent / name).resolve() if name else page
            assert path.exists(), f"{target} leads nowhere"
            if fragment:
                headings = HEADING.findall(path.read_text(encoding="utf-8"))
                assert fragment in {anchor(one) for one in headings}, f"{target}: no such heading"

    def test_no_path_of_one_machine(self, page: Path) -> None:
        found = ABSOLUTE.findall(page.read_text(encoding="utf-8"))
        assert [one for one in found if one not in IN_THE_IMAGE] == []


def test_the_map_leads_to_every_page() -> None:
    targets = {
        (MAP.parent / target.partition("#")[0]).resolve()
        for target in LINK.findall(MAP.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target)
    }
    assert {named(page) for page in DOCS.rglob("*.md") if page != MAP and page not in targets} == set()


def test_every_picture_is_shown() -> None:
    shown = {
        (page.parent / target).resolve() for page in PAGES for target in LINK.findall(page.read_text("utf-8"))
    }
    assert set((DOCS / "pictures").iterdir()) <= shown


def test_decisions_are_numbered_without_holes() -> None:
    numbers = sorted(int(path.name[:4]) for path in (DOCS / "decisions").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_verb_of_make_is_explained() -> None:
    told = {verb for page in PAGES for code in spans(page) for verb in VERB.findall(code)}
    verbs = set(re.findall(r"^([a-z][a-z-]*):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert verbs <= told


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (VERB, "PORT=8001 make run", ["run"]),
        (COMMAND, ".venv/bin/python manage.py recompute --all", [("recompute", " --all")]),
        (ADDRESS, "/commitments/doha-2020/?as_of=2020-07-14", ["/commitments/doha-2020/?as_of=2020-07-14"]),
        (VARIABLE, "DEMO=0 DATA_DIR=var2 make run", [("", "DEMO"), ("DATA_DIR", "")]),
        (LINK, "![a](b.png) [c](d.md#e)", ["b.png", "d.md#e"]),
        (ABSOLUTE, "/home/ada/servanda", ["/home/ada/servanda"]),
    ],
)
def test_the_patterns_see_what_they_should(pattern: re.Pattern[str], text: str, found: list[object]) -> None:
    assert pattern.findall(text) == found
