"""Tags for the template of django-tables2: the region's name, the page sizes; they do not know any table."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.templatetags.addresses import sprite

register = template.Library()
SIZES = (25, 50, 100)


@register.filter
def table_label(attributes: dict[str, Any]) -> str | Promise:
    """What the scrolling region of a table is called."""
    label: str | Promise = attributes.get("aria-label") or _("Table")
    return label


@register.simple_tag
def page_sizes(table: Any) -> list[dict[str, Any]]:
    """The page sizes offered under a table; none when the smallest already shows everything."""
    sizes = table.attrs.get("sizes") or SIZES
    if table.paginator.count <= min(sizes):
        return []
    present = table.paginator.per_page
    return [{"count": size, "current": size == present} for size in sizes]


@register.simple_tag
def sprite_url() -> str:
    """The address of the file with all shapes and icons."""
    return sprite()
