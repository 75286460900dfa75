"""Registers a tag that shows one of the templates in `_parts/`; it does not know what they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec

from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

P = ParamSpec("P")


REMEMBERED = 2048  # of each such tag, in each language; a list shows the same few shapes again and again


def part(
    register: Library, template: str, *, takes_context: bool = False, remembered: bool = False
) -> Callable[[Callable[P, dict[str, Any]]], Callable[P, SafeString]]:
    """A decorator: the function makes the template's context, the tag is what the template makes of it.

    Unlike an inclusion tag it leaves no white space behind, so that a comma may follow, and it can be
    kept: `{% status code as badge %}`. One that says the same for the same arguments, whoever reads it, may
    be `remembered`: it is made once for a language.
    """

    def decorate(make: Callable[P, dict[str, Any]]) -> Callable[P, SafeString]:
        @wraps(make)
        def show(*args: P.args, **kwargs: P.kwargs) -> SafeString:
            return SafeString(get_template(template).render(make(*args, **kwargs)).strip())

        shown: Callable[P, SafeString] = _remembered(show) if remembered else show
        register.simple_tag(shown, takes_context=takes_context, name=make.__name__)
        return shown

    return decorate


def _remembered(show: Callable[P, SafeString]) -> Callable[P, SafeString]:
    @lru_cache(maxsize=REMEMBERED)
    def made(_language: str | None, args: tuple[Any, ...], kwargs: tuple[tuple[str, Any], ...]) -> SafeString:
        return show(*args, **dict(kwargs))

    @wraps(show)
    def remember(*args: P.args, **kwargs: P.kwargs) -> SafeString:
        return made(get_language(), args, tuple(sorted(kwargs.items())))

    return remember
