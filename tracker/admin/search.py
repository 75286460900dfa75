"""The administration of the search: what it looks in is made from the things and only looked at."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from tracker.admin.base import person
from tracker.admin.transfer import ExportedAdmin
from tracker.models import SearchEntry, SearchText
from tracker.selectors.search.sight import seen


@admin.register(SearchEntry)
class SearchEntryAdmin(ExportedAdmin):
    list_display = ("reference", "kind", "number", "day", "language")
    list_filter = ("kind", "language")
    search_fields = ("reference",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what the person could find."""
        return super().get_queryset(request).filter(pk__in=seen(person(request)).values("pk"))


@admin.register(SearchText)
class SearchTextAdmin(ExportedAdmin):
    list_display = ("entry", "head")
    list_select_related = ("entry",)
    search_fields = ("head",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what the person could find."""
        return super().get_queryset(request).filter(entry__in=seen(person(request)).values("pk"))
