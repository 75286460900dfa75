"""Keeps templates of briefs and shows which briefs were asked for; what one is about stays its owner's."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.forms import Textarea
from django.http import HttpRequest

from tracker.admin.transfer import ExportedAdmin, ExportedServiceAdmin, ShownResource
from tracker.models import Brief, BriefTemplate, User
from tracker.publishing.briefs import checking, typesetting
from tracker.services import brief_templates


@admin.register(BriefTemplate)
class BriefTemplateAdmin(ExportedServiceAdmin):
    list_display = ("name", "slug", "active")
    list_filter = ("active",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("agreements",)
    add_fields = ("slug", "name", "source", "active", "agreements")
    change_fields = ("name", "source", "active", "agreements")
    readonly_fields = ("slug",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Source is written from left to right, in many lines; a new one begins as the built-in template."""
        if db_field.name == "source":
            kwargs["widget"] = Textarea(attrs={"rows": 40, "cols": 110, "dir": "ltr", "spellcheck": "false"})
            kwargs["initial"] = typesetting.built_in
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> BriefTemplate:
        checking.check(values["source"], at=at)
        return brief_templates.create(**values, by=by, at=at)

    def change_row(
        self, row: BriefTemplate, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> BriefTemplate:
        if "source" in changes:
            checking.check(changes["source"], at=at)
        return brief_templates.edit(template=row, changes=changes, by=by, at=at)


class BriefResource(ShownResource):
    class Meta:
        model = Brief
        fields = ("reference", "user__username", "kind", "state", "asked_at", "made_at", "pages", "size")


@admin.register(Brief)
class BriefAdmin(ExportedAdmin):
    resource_classes = (BriefResource,)
    list_display = ("reference", "user", "kind", "state", "asked_at", "size")
    list_filter = ("state", "kind")
    list_select_related = ("user",)
    search_fields = ("reference", "user__username")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """How the job went; neither what it is about, which may be closed to this person, nor its file."""
        return [
            "reference",
            "user",
            "kind",
            "state",
            "attempts",
            "problem",
            "asked_at",
            "made_at",
            "pages",
            "size",
        ]
