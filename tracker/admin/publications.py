"""Shows what leaves the house at addresses of its own; keys and their digests are shown to nobody."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.admin.transfer import ExportedAdmin, ShownResource
from tracker.models import StatusPage, Subscription


class SubscriptionResource(ShownResource):
    class Meta:
        model = Subscription
        fields = ("name", "user__username", "kind", "created_at", "used_at", "revoked_at")


@admin.register(Subscription)
class SubscriptionAdmin(ExportedAdmin):
    resource_classes = (SubscriptionResource,)
    list_display = ("name", "user", "kind", "created_at", "used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    exclude = ("token_hash",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name != "token_hash"]


@admin.register(StatusPage)
class StatusPageAdmin(ExportedAdmin):
    list_display = ("title", "slug", "listed", "created_by", "closed_at")
    list_select_related = ("created_by",)
    search_fields = ("title", "slug")
