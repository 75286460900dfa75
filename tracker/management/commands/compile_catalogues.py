"""Turns the translations (.po) into what Django reads (.mo), without gettext; it must not change any."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# What a translation takes over as it is: values to fill in, and the tags around words.
KEPT = re.compile(r"%\(\w+\)[a-z]|\{\w+\}|</?[a-z][^>]*>")


def catalogues() -> list[Path]:
    """Every translation of the project, in one order."""
    return sorted(
        path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")
    )


def read(path: Path) -> Catalog:
    """The translations in a file. Raises CommandError with the place when it cannot be read or used."""
    language = path.parents[1].name
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as problem:
        raise CommandError(f"{path} cannot be read: {problem}. Put that line right.") from problem
    for message in catalogue:
        for name in misused(message):
            raise CommandError(
                f"{path}, line {message.lineno}: the translation and the original do not agree on "
                f"{name}. A translation keeps each placeholder and each tag as it is."
            )
    return catalogue


def misused(message: Message) -> set[str]:
    """Placeholders and tags that a translation invents, or loses; a plural form may leave out the number."""
    originals = [message.id] if isinstance(message.id, str) else list(message.id)
    translations = [message.string] if isinstance(message.string, str) else list(message.string or ())
    known = {name for text in originals for name in KEPT.findall(text)}
    wrong: set[str] = set()
    for text in filter(None, translations if message.id else ()):
        used = set(KEPT.findall(text))
        wrong |= used - known
        if len(originals) == 1:
            wrong |= known - used
    return wrong


def compiled(path: Path) -> bool:
    """Whether the .mo beside a catalogue is at least as new as it."""
    target = path.with_suffix(".mo")
    return target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns


class Command(BaseCommand):
    """`manage.py compile_catalogues`: reads each .po that is newer than its .mo, writes that anew."""

    help = "Compiles the translations under tracker/locale; needs no gettext."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` writes nothing and fails on a bad file only."""
        parser.add_argument("--check", action="store_true", help="Only check that every file can be used.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile each catalogue that changed since, or check all."""
        for path in catalogues():
            if not options["check"] and compiled(path):
                continue
            catalogue = read(path)
            done = sum(1 for message in catalogue if message.id and message.string)
            if not options["check"]:
                self.write(path.with_suffix(".mo"), catalogue)
            self.stdout.write(f"{path.parents[1].name}: {done} of {len(catalogue)} translated")

    def write(self, target: Path, catalogue: Catalog) -> None:
        """Put the compiled file in place at once, so that no reader meets half of one."""
        half = target.with_suffix(f".{os.getpid()}.mo")
        with half.open("wb") as file:
            write_mo(file, catalogue)
        half.replace(target)
