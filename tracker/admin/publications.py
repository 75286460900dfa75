"""Shows what leaves the house at addresses of its own: whose it is, never its key or what it is about."""

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
    hidden = frozenset({"token_hash", "agreement", "party"})
    exclude = tuple(hidden)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [name for name in super().get_fields(request, obj) if name not in self.hidden]


class StatusPageResource(ShownResource):
    class Meta:
        model = StatusPage
        fields = ("title", "slug", "listed", "created_by__username", "created_at", "closed_at")


@admin.register(StatusPage)
class StatusPageAdmin(ExportedAdmin):
    resource_classes = (StatusPageResource,)
    list_display = ("title", "slug", "listed", "created_by", "closed_at")
    list_select_related = ("created_by",)
    search_fields = ("title", "slug")
