"""Tags that make addresses: the page's own with parameters changed, sections, files of the page assets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.templatetags.static import static

from tracker.templatetags.parts import part

register = template.Library()

DAYS = ("as_of", "known_by")
# What `_parts/main_menu.html` links to; the overview stands at "/", which begins every address.
SECTIONS = (
    *("/", "/agreements/", "/commitments/", "/parties/", "/reports/", "/sources/", "/review/", "/inbox/"),
    *("/compare/", "/quality/", "/what-if/", "/changes/", "/rulings/", "/wall/"),
)


@lru_cache(maxsize=1)
def sprite() -> str:
    """The address of the file that holds every shape and icon."""
    return static("sprite.svg")


def _parameters(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if isinstance(request, HttpRequest) else QueryDict(mutable=True)


@register.simple_tag(takes_context=True)
def url_with(context: Context, **changes: Any) -> str:
    """The page's own query with some parameters changed; None or "" takes one out; `page` starts anew."""
    parameters = _parameters(context)
    for name, value in {"page": None, **changes}.items():
        if value is None or value == "":
            parameters.pop(name, None)
        elif isinstance(value, (list, tuple)):
            parameters.setlist(name, [str(one) for one in value])
        else:
            parameters[name] = value.isoformat() if isinstance(value, date) else str(value)
    return "?" + parameters.urlencode()


@register.simple_tag(takes_context=True)
def url_without(context: Context, name: str, value: Any) -> str:
    """The page's own query without one value of a parameter, its other values kept."""
    parameters = _parameters(context)
    parameters.setlist(name, [one for one in parameters.getlist(name) if one != str(value)])
    parameters.pop("page", None)
    return "?" + parameters.urlencode()


@register.simple_tag(takes_context=True)
def in_time(context: Context, address: str) -> str:
    """Another page's address that keeps looking at the same day (as_of and known_by)."""
    kept = _days(context)
    if not kept:
        return address
    path, mark, fragment = address.partition("#")
    joint = "&" if "?" in path else "?"
    return f"{path}{joint}{kept}{mark}{fragment}"


@register.simple_tag(takes_context=True)
def other_parameters(context: Context, *names: str) -> list[tuple[str, str]]:
    """The page's parameters but for the named ones and `page`: a GET form carries them in hidden fields."""
    left_out = {*names, "page"}

    def pairs() -> Iterator[tuple[str, str]]:
        for name, values in _parameters(context).lists():
            if name not in left_out:
                yield from ((name, str(value)) for value in values)

    return list(pairs())


@part(register, "_parts/nav_link.html", takes_context=True)
def nav_link(
    context: Context, path: str, words: str, key: str = "", count: int | None = None
) -> dict[str, Any]:
    """A link of the main navigation; `path` is one of the fixed addresses, `key` its letter after "g"."""
    if "section" in context:  # inside `main_menu`, which knows no request
        open_here, exact, days = context["section"] == path, context["exact"], context["days"]
    else:
        open_here, exact, days = *_open_in(context, (path,)), _days(context)
    return {
        "address": f"{path}?{days}" if days else path,
        "words": words,
        "key": key,
        "count": count,
        "current": bool(open_here) and ("page" if exact else "true"),
    }


@part(register, "_parts/main_menu.html", takes_context=True)
def main_menu(context: Context, waiting: int, inbox: int) -> dict[str, Any]:
    """The main navigation and the menu of analysis, with what waits; the same on all pages of a section."""
    section, exact = _open_in(context, SECTIONS)
    return {
        "section": section,
        "exact": exact,
        "days": _days(context),
        "waiting": waiting,
        "inbox": inbox,
    }


@part(register, "_parts/keys.html")
def keys() -> dict[str, Any]:
    """The list of keyboard shortcuts."""
    return {}


@part(register, "_parts/failures.html")
def failures() -> dict[str, Any]:
    """What a script may have to say of a request that failed."""
    return {}


def _open_in(context: Context, sections: Sequence[str]) -> tuple[str, bool]:
    """Which of these addresses this page belongs to, "" for none, and whether it is that address."""
    request = context.get("request")
    here = request.path if isinstance(request, HttpRequest) else ""
    found = next((one for one in sections if here == one or (one != "/" and here.startswith(one))), "")
    return found, here == found


def _days(context: Context) -> str:
    """The part of an address that keeps looking at the page's day."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return ""
    return urlencode([(name, request.GET[name]) for name in DAYS if request.GET.get(name)])
