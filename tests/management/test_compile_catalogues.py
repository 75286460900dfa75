"""Translations are compiled without gettext, and a bad one is refused with its place."""

from __future__ import annotations

import gettext
import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tracker.management.commands import compile_catalogues

HEADER = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""


@pytest.fixture
def french(tmp_path: Path, settings: Any) -> Path:
    """An empty French catalogue in a folder of its own."""
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    return path


def test_a_catalogue_is_compiled(french: Path) -> None:
    french.write_text(HEADER + 'msgid "Breached"\nmsgstr "Violé"\n', encoding="utf-8")
    said = StringIO()
    call_command("compile_catalogues", stdout=said)
    with french.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Breached") == "Violé"
    assert said.getvalue() == "fr: 1 of 1 translated\n"


def test_doubtful_translations_are_left_out(french: Path) -> None:
    french.write_text(HEADER + '#, fuzzy\nmsgid "Breached"\nmsgstr "Violé"\n', encoding="utf-8")
    call_command("compile_catalogues", stdout=StringIO())
    with french.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Breached") == "Breached"


def test_a_lost_placeholder_is_refused(french: Path) -> None:
    french.write_text(HEADER + '#, python-format\nmsgid "due %(day)s"\nmsgstr "attendu"\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"line 8: .*%\(day\)s"):
        call_command("compile_catalogues", stdout=StringIO())
    assert not french.with_suffix(".mo").exists()


def test_a_broken_file_is_refused_with_its_name(french: Path) -> None:
    french.write_text(HEADER + 'msgid "Breached"\nmessage Violé\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"django\.po cannot be read"):
        call_command("compile_catalogues", stdout=StringIO())


def test_checking_writes_nothing(french: Path) -> None:
    french.write_text(HEADER, encoding="utf-8")
    call_command("compile_catalogues", check=True, stdout=StringIO())
    assert not french.with_suffix(".mo").exists()


def test_our_own_catalogues_can_be_used(settings: Any) -> None:
    languages = {code for code, _ in settings.LANGUAGES} - {"en"}
    ours = {path.parents[1].name: compile_catalogues.read(path) for path in compile_catalogues.catalogues()}
    assert set(ours) == languages
    for catalogue in ours.values():
        assert all(message.string for message in catalogue if message.id)
    call_command("compile_catalogues", check=True, stdout=StringIO())


def test_an_invented_placeholder_is_refused(french: Path) -> None:
    french.write_text(HEADER + 'msgid "due"\nmsgstr "attendu %(jour)s"\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"%\(jour\)s"):
        call_command("compile_catalogues", stdout=StringIO())


def test_a_plural_form_may_leave_out_the_number(french: Path) -> None:
    forms = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "un jour"\nmsgstr[1] "%(n)s jours"\n'
    french.write_text(HEADER + forms, encoding="utf-8")
    call_command("compile_catalogues", stdout=StringIO())
    assert french.with_suffix(".mo").exists()


def test_a_changed_tag_is_refused(french: Path) -> None:
    french.write_text(HEADER + 'msgid "<b>now</b>"\nmsgstr "<i>tout de suite</i>"\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"</?[bi]>"):
        call_command("compile_catalogues", stdout=StringIO())


def test_what_did_not_change_is_not_compiled_again(french: Path) -> None:
    french.write_text(HEADER + 'msgid "Breached"\nmsgstr "Violé"\n', encoding="utf-8")
    call_command("compile_catalogues", stdout=StringIO())
    first = french.with_suffix(".mo").stat().st_mtime_ns
    call_command("compile_catalogues", stdout=StringIO())
    assert french.with_suffix(".mo").stat().st_mtime_ns == first
    os.utime(french, ns=(first + 1, first + 1))
    call_command("compile_catalogues", stdout=StringIO())
    assert french.with_suffix(".mo").stat().st_mtime_ns > first
