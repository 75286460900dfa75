"""Registers a tag that shows one of the templates in `_parts/`; it does not know what they show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache, wraps
from types import NoneType
from typing import Any, ParamSpec

from django.template import Library
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

P = ParamSpec("P")


REMEMBERED = 2048  # of each such tag, in each language; a list shows the same few shapes again and again
SHOWN = 4096  # parts as shown, in each language
# What is told by its own words: a row of the database changes while it stays equal to what it was.
PLAIN = (str, int, float, date, Promise, NoneType)


def part(
    register: Library, template: str, *, takes_context: bool = False, remembered: bool = False
) -> Callable[[Callable[P, dict[str, Any]]], Callable[P, SafeString]]:
    """A decorator: the function makes the template's context, the tag is what the template makes of it.

    Unlike an inclusion tag it leaves no white space behind, so that a comma may follow, and it can be
    kept: `{% status code as badge %}`. The template sees nothing but that context, so the same context is
    shown once for a language. One that says the same for the same arguments, whoever reads it, may be
    `remembered`: its context is made once too.
    """

    def decorate(make: Callable[P, dict[str, Any]]) -> Callable[P, SafeString]:
        @wraps(make)
        def show(*args: P.args, **kwargs: P.kwargs) -> SafeString:
            return shown(template, make(*args, **kwargs))

        tag: Callable[P, SafeString] = _remembered(show) if remembered else show
        register.simple_tag(tag, takes_context=takes_context, name=make.__name__)
        return tag

    return decorate


def shown(template: str, context: dict[str, Any]) -> SafeString:
    """What a template makes of this context and nothing else: no request, no reader, no clock."""
    if all(isinstance(value, PLAIN) for value in context.values()):
        # A text marked as safe equals its unmarked twin and is shown otherwise, as True equals 1.
        told = tuple((name, type(value), value) for name, value in context.items())
        return _shown(template, get_language(), told)
    return _made(template, context)


@lru_cache(maxsize=SHOWN)
def _shown(template: str, _language: str | None, context: tuple[tuple[str, type, Any], ...]) -> SafeString:
    return _made(template, {name: value for name, _kind, value in context})


def _made(template: str, context: dict[str, Any]) -> SafeString:
    return SafeString(get_template(template).render(context).strip())


def _remembered(show: Callable[P, SafeString]) -> Callable[P, SafeString]:
    @lru_cache(maxsize=REMEMBERED)
    def made(_language: str | None, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> SafeString:
        return show(*args, **dict(kwargs))

    @wraps(show)
    def remember(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return made(get_language(), args, tuple(sorted(kwargs.items())))

    return remember
