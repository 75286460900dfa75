"""The administration of the search: what it looks in is made from the things and only looked at."""

from django.contrib import admin

from tracker.admin.transfer import ExportedAdmin
from tracker.models import SearchEntry, SearchText


@admin.register(SearchEntry)
class SearchEntryAdmin(ExportedAdmin):
    list_display = ("reference", "kind", "number", "day", "language")
    list_filter = ("kind", "language")
    search_fields = ("reference",)


@admin.register(SearchText)
class SearchTextAdmin(ExportedAdmin):
    list_display = ("entry", "head")
    list_select_related = ("entry",)
    search_fields = ("head",)
