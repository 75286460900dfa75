"""Sorts and cuts a table into pages as its address asks; it must not know the rows."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.http import HttpRequest
from django_tables2 import RequestConfig

SIZES = (25, 50, 100)


def cut(request: HttpRequest, table: Any) -> Any:
    """Sort the table and cut it to the page asked for; nonsense in the address gives the nearest page."""
    RequestConfig(request, paginate=False).configure(table)
    asked = request.GET.get(table.prefixed_per_page_field, "")
    size = int(asked) if asked in map(str, SIZES) else SIZES[0]
    page = request.GET.get(table.prefixed_page_field, "1")
    try:
        table.paginate(page=page if len(page) < 10 else "1", per_page=size)
    except PageNotAnInteger:
        table.paginate(page=1, per_page=size)
    except EmptyPage:
        table.paginate(page=table.paginator.num_pages, per_page=size)
    return table
