"""Finds every string marked for translation and updates the catalogues; it must not translate any."""

from __future__ import annotations

import ast
import re
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

from tracker.management.commands.compile_catalogues import catalogues, read

# Which arguments are the message; (1, "c") is its context. As in Babel, with Django's lazy ones.
KEYWORDS: dict[str, tuple[Any, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(({LITERAL}(?:, ?{LITERAL})*)", re.DOTALL)
LITERALS = re.compile(LITERAL, re.DOTALL)
# Headings that Babel fills with dates, with itself, or with nobody's address.
UNWANTED = (
    '"Project-Id-Version',
    '"Report-Msgid-Bugs-To',
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Generated-By',
)

Found = tuple[str, tuple[str, ...]]  # the function, its texts


def of_python(source: bytes) -> Iterator[Found]:
    """The marked strings of a module, in their order."""
    for _line, function, texts, _comments in extract_python(BytesIO(source), KEYWORDS, (), {}):
        strings: tuple[Any, ...] = texts if isinstance(texts, tuple) else (texts,)
        yield str(function), tuple(text for text in strings if isinstance(text, str))


def of_template(source: str, origin: str) -> Iterator[Found]:
    """The marked strings of a template, in their order, named by the function that looks them up."""
    for call in CALL.finditer(templatize(source, origin=origin)):
        yield call[1], tuple(ast.literal_eval(text) for text in LITERALS.findall(call[2]))


def sources() -> list[Path]:
    """Every module and template of the project, in one order."""
    modules = (settings.BASE_DIR / "tracker").rglob("*.py")
    templates = (
        path
        for folder in (settings.BASE_DIR / "templates", settings.BASE_DIR / "tracker")
        for path in folder.rglob("*.html")
    )
    return sorted([*modules, *templates])


def extracted() -> Catalog:
    """A catalogue of every marked string, with the files it stands in and no translation."""
    catalogue = Catalog()
    for path in sources():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        found = (
            of_python(path.read_bytes())
            if path.suffix == ".py"
            else of_template(path.read_text(encoding="utf-8"), name)
        )
        for function, texts in found:
            add(catalogue, function, texts, name)
    return catalogue


def add(catalogue: Catalog, function: str, texts: tuple[str, ...], name: str) -> None:
    """Put one marked string into a catalogue; an empty one would be the catalogue's own heading."""
    bare = function.removesuffix("_lazy")
    context = texts[0] if bare in ("pgettext", "npgettext") else None
    words = texts[1:] if context is not None else texts
    if words and words[0]:
        catalogue.add(words[:2] if bare.startswith("n") else words[0], locations=[(name, 0)], context=context)


def missing(template: Catalog, translated: Catalog) -> list[str]:
    """Strings of the sources that a catalogue does not hold, or holds without every form translated."""
    lacking = []
    for message in template:
        if not message.id:
            continue
        here = translated.get(message.id, message.context)
        if here is None or not here.string or (message.pluralizable and not all(here.string)):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


class Command(BaseCommand):
    """`manage.py extract_messages`: adds new strings to each .po, takes gone ones out, keeps translations."""

    help = "Brings the translations under tracker/locale up to date with the sources; needs no gettext."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` writes nothing and fails when a string has no translation."""
        parser.add_argument(
            "--check", action="store_true", help="Only check that every string is translated."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Update each catalogue, or check it."""
        template = extracted()
        for path in catalogues():
            catalogue = read(path)
            if options["check"]:
                lacking = missing(template, catalogue)
                if lacking:
                    raise CommandError(
                        f"{path} lacks {len(lacking)} translations, the first of “{lacking[0]}”. "
                        "Run `make messages`, then translate what is empty."
                    )
            else:
                catalogue.update(template, no_fuzzy_matching=True)
                write(path, catalogue)
            lacking = missing(template, catalogue)
            self.stdout.write(f"{path.parents[1].name}: {len(template)} strings, {len(lacking)} to translate")


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue in one order and without line numbers or dates: a change shows only itself."""
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_output=True, ignore_obsolete=True, include_lineno=False)
    lines = text.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(UNWANTED)), encoding="utf-8")
