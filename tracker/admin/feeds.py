"""The administration of feeds and what they brought, and of fetched pages: whose, never what, until filed."""

from datetime import datetime
from typing import Any

from django.contrib import admin

from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin, ShownResource
from tracker.admin.unfinished import Private
from tracker.models import Capture, Feed, InboxEntry, User
from tracker.services import feeds

SAID = ("name", "source", "kind", "url", "every_minutes", "active", "marking")


@admin.register(Feed)
class FeedAdmin(ExportedServiceAdmin):
    list_display = ("name", "source", "kind", "active", "succeeded_at", "failures", "due_at", "marking")
    list_filter = ("active", "kind", "marking")
    list_select_related = ("source",)
    search_fields = ("name", "slug", "url", "source__name")
    autocomplete_fields = ("source", "teams")
    add_fields = ("slug", *SAID)
    change_fields = (*SAID, "teams")
    readonly_fields = ("tried_at", "succeeded_at", "failures", "problem", "skipped", "due_at")
    computed = ("effective_marking",)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Feed:
        return feeds.create(**values, by=by, at=at)

    def change_row(self, row: Feed, version: int, changes: dict[str, Any], by: User, at: datetime) -> Feed:
        return feeds.edit(feed=row, version=version, changes=changes, by=by, at=at)


@admin.register(InboxEntry)
class InboxEntryAdmin(ExportedAdmin):
    list_display = ("reference", "title", "feed", "state", "arrived_at", "decided_by", "effective_marking")
    list_filter = ("state", "feed")
    list_select_related = ("feed", "decided_by")
    search_fields = ("reference", "title", "url", "feed__name")
    date_hierarchy = "arrived_at"


class CaptureResource(ShownResource):
    class Meta:
        model = Capture
        fields = ("reference", "asked_by__username", "state", "asked_at", "fetched_at")


@admin.register(Capture)
class CaptureAdmin(Private):
    resource_classes = (CaptureResource,)
    list_display = ("reference", "asked_by", "state", "attempts", "asked_at", "fetched_at")
    list_filter = ("state",)
    list_select_related = ("asked_by",)
    search_fields = ("reference", "asked_by__username")
    hidden = frozenset(
        {"url", "final_url", "problem", "headers", "sha256", "warc_sha256", "content_type", "title"}
        | {"author", "written_on", "language"}
    )
