"""Every string marked for translation is found, and our catalogues hold them all."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command

from tracker.management.commands import extract_messages
from tracker.management.commands.compile_catalogues import read

MODULE = b"""
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy, pgettext_lazy
WORD = _("one" " string")
LAZY = gettext_lazy("later")
STANCE = pgettext_lazy("stance", "For")
DAYS = ngettext_lazy("%(n)s day", "%(n)s days", "n")
NOT_MARKED = _(WORD)
"""
TEMPLATE = """{% load i18n %}{# _('not this') #}
<p>It's (not) "marked"</p>{% translate "It's 5 %" %}{% translate 'to' context 'flow' as arrow %}
{% blocktranslate trimmed with day=due %}
  Due on <b>{{ day }}</b>,
  at the latest.
{% endblocktranslate %}
{% blocktranslate count n=all context "review" %}one voice{% plural %}{{ n }} voices{% endblocktranslate %}
{% include "part.html" with title=_("Nothing waits") %}{{ name|default:_("nobody") }}
"""


def test_strings_of_a_module() -> None:
    assert list(extract_messages.of_python(MODULE)) == [
        ("_", ("one string",)),
        ("gettext_lazy", ("later",)),
        ("pgettext_lazy", ("stance", "For")),
        ("ngettext_lazy", ("%(n)s day", "%(n)s days", "n")),
        ("_", ()),
    ]


def test_strings_of_a_template() -> None:
    assert list(extract_messages.of_template(TEMPLATE, "page.html")) == [
        ("gettext", ("It's 5 %%",)),
        ("pgettext", ("flow", "to")),
        ("gettext", ("Due on <b>%(day)s</b>, at the latest.",)),
        ("npgettext", ("review", "one voice", "%(n)s voices")),
        ("_", ("Nothing waits",)),
        ("_", ("nobody",)),
    ]


def test_context_and_plural_are_kept_apart() -> None:
    catalogue = Catalog()
    extract_messages.add(catalogue, "pgettext_lazy", ("stance", "For"), "a.py")
    extract_messages.add(catalogue, "ngettext", ("%(n)s day", "%(n)s days", "n"), "a.py")
    extract_messages.add(catalogue, "npgettext", ("review", "one", "%(n)s"), "a.html")
    extract_messages.add(catalogue, "gettext", ("",), "a.html")
    assert [(message.context, message.id) for message in catalogue if message.id] == [
        ("stance", "For"),
        (None, ("%(n)s day", "%(n)s days")),
        ("review", ("one", "%(n)s")),
    ]


def test_a_translation_of_some_forms_only_is_missing() -> None:
    wanted, translated = Catalog(locale="fa"), Catalog(locale="fa")
    for text in ("day", "night", ("%(n)s day", "%(n)s days")):
        wanted.add(text)
    translated.add("day", "روز")
    translated.add(("%(n)s day", "%(n)s days"), ("%(n)s روز", ""))
    assert extract_messages.missing(wanted, translated) == ["night", "%(n)s day"]


def test_our_catalogues_hold_every_string_of_the_sources() -> None:
    """Red after a new string: `make messages`, then translate what is empty."""
    call_command("extract_messages", check=True, stdout=StringIO())


def test_a_missing_translation_is_refused_with_its_text(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "fa" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Language: fa\\n"\n', encoding="utf-8")
    with pytest.raises(CommandError, match="translations, the first of “"):
        call_command("extract_messages", check=True, stdout=StringIO())


def test_an_update_keeps_what_is_translated_and_is_the_same_twice(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "fa" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: fa\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Breached"\nmsgstr "نقض‌شده"\n\nmsgid "long gone"\nmsgstr "رفته"\n',
        encoding="utf-8",
    )
    call_command("extract_messages", stdout=StringIO())
    first = path.read_text(encoding="utf-8")
    assert 'msgid "Breached"\nmsgstr "نقض‌شده"' in first
    assert "long gone" not in first
    assert len(read(path)) > 1000
    call_command("extract_messages", stdout=StringIO())
    assert path.read_text(encoding="utf-8") == first
