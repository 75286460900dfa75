"""The administration of what is not filed or sent yet: whose it is and how large, never what it says."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.admin.transfer import ExportedAdmin, ShownResource
from tracker.models import Draft, Upload


class UploadResource(ShownResource):
    class Meta:
        model = Upload
        fields = ("user__username", "size", "received", "begun_at", "touched_at")


class DraftResource(ShownResource):
    class Meta:
        model = Draft
        fields = ("user__username", "key", "saved_at")


class Private(ExportedAdmin):
    """Rows of which administrators see that they are there, and not what is in them."""

    hidden: frozenset[str] = frozenset()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name not in self.hidden]


@admin.register(Upload)
class UploadAdmin(Private):
    resource_classes = (UploadResource,)
    list_display = ("begun_at", "user", "size", "received", "touched_at")
    list_select_related = ("user",)
    search_fields = ("user__username",)
    hidden = frozenset({"reference", "name"})


@admin.register(Draft)
class DraftAdmin(Private):
    resource_classes = (DraftResource,)
    list_display = ("key", "user", "saved_at")
    list_select_related = ("user",)
    search_fields = ("key", "user__username")
    hidden = frozenset({"fields"})
