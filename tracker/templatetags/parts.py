"""Registers a tag that shows one of the templates in `_parts/`; it does not know what they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from django.template import Library
from django.template.loader import get_template
from django.utils.safestring import SafeString

P = ParamSpec("P")


def part(
    register: Library, template: str, *, takes_context: bool = False
) -> Callable[[Callable[P, dict[str, Any]]], Callable[P, SafeString]]:
    """A decorator: the function makes the template's context, the tag is what the template makes of it.

    Unlike an inclusion tag it leaves no white space behind, so that a comma may follow, and it can be
    kept: `{% status code as badge %}`.
    """

    def decorate(make: Callable[P, dict[str, Any]]) -> Callable[P, SafeString]:
        @wraps(make)
        def show(*args: P.args, **kwargs: P.kwargs) -> SafeString:
            return SafeString(get_template(template).render(make(*args, **kwargs)).strip())

        register.simple_tag(show, takes_context=takes_context, name=make.__name__)
        return show

    return decorate
