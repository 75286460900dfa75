"""Walks the addresses of the product, with words for the gaps in them; what a page shows is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse


def names(
    resolver: URLResolver | None = None, *, admin: bool = True
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every page's name and the names of its gaps; `admin` says whether those of the administration count."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            if one.namespace == "admin":
                yield from _administration(one) if admin else ()
            else:
                yield from names(one)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name, _gaps(one)


def _administration(resolver: URLResolver) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _administration(one)
        elif one.name:
            yield f"admin:{one.name}", _gaps(one)


def _gaps(page: URLPattern) -> tuple[str, ...]:
    pattern = page.pattern
    return tuple(pattern.converters or getattr(getattr(pattern, "regex", None), "groupindex", ()))


def address(name: str, gaps: tuple[str, ...], words: Mapping[Any, str]) -> str:
    """The address of a page; `words` are looked up by (page, gap), then by gap."""
    return reverse(name, kwargs={gap: words.get((name, gap)) or words[gap] for gap in gaps})
