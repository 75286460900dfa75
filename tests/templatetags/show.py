"""Renders a piece of a template with our tags loaded."""

from __future__ import annotations

from typing import Any

from django.template import Context, Template
from django.test import RequestFactory


def show(source: str, address: str = "/commitments/", **context: Any) -> str:
    """What the source becomes on a page at this address."""
    request = RequestFactory().get(address)
    page = Template("{% load servanda %}" + source)
    return page.render(Context({"request": request, **context}))
