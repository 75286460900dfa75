"""Answers which pages can be saved as a view: lists and dashboards; it must not know what they say."""

from __future__ import annotations

from django.urls import Resolver404, ResolverMatch, resolve

# The names of their addresses. Pages about one thing that a list leads to are a bookmark's work.
SAVABLE = frozenset(
    {
        "overview",
        "agreements",
        "agreement",
        "commitments",
        "parties",
        "party",
        "reports",
        "sources",
        "origins",
        "changes",
        "rulings",
        "replies",
        "findings",
        "search",
        "inbox",
        "review",
        "notifications",
        "compare",
        "quality",
        "what-if",
        "wall",
    }
)
LEFT_OUT = ("page", "format", "part")  # parameters that say where in a list one stands, not which list it is


def page_at(path: str) -> ResolverMatch | None:
    """The page a path leads to, None for one that cannot be saved or is none of ours."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    return found if found.view_name in SAVABLE else None
