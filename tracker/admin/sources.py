"""The administration of sources with their dated reliability, and of origins."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from tracker.admin.forms import ServiceForm
from tracker.admin.saving import ServiceInline
from tracker.admin.transfer import BySlug, ExportedServiceAdmin, ServiceResource, TransferredAdmin
from tracker.models import (
    Origin,
    OriginAlias,
    Party,
    Source,
    SourceInterest,
    SourceReliability,
    User,
)
from tracker.services import origins, sources, voices

SOURCE_WORDS = ("slug", "name", "kind", "party", "parent", "url", "description", "marking")
ORIGIN_WORDS = ("slug", "name", "party", "source", "marking")


class RatingInline(ServiceInline):
    model = SourceReliability
    fields = ("reliability", "from_on", "reason")

    def create_line(self, parent: Source, values: dict[str, Any], by: User, at: datetime) -> None:
        sources.rate(source=parent, **values, by=by, at=at)


class InterestInline(ServiceInline):
    model = SourceInterest
    fields = ("party", "interest", "note")
    autocomplete_fields = ("party",)

    def create_line(self, parent: Source, values: dict[str, Any], by: User, at: datetime) -> None:
        sources.set_interest(source=parent, **values, by=by, at=at)

    def change_line(self, row: SourceInterest, changes: dict[str, Any], by: User, at: datetime) -> None:
        stored = SourceInterest.objects.get(pk=row.pk)
        kept = {"interest": stored.interest, "note": stored.note}
        sources.set_interest(source=stored.source, party=stored.party, **{**kept, **changes}, by=by, at=at)

    def remove_line(self, row: SourceInterest, by: User, at: datetime) -> None:
        sources.remove_interest(interest=row, by=by, at=at)


class PartyResource(ServiceResource):
    """Rows that may be a party name it by its slug."""

    party = Field(attribute="party", column_name="party", widget=BySlug(Party))


class SourceResource(PartyResource):
    parent = Field(attribute="parent", column_name="parent", widget=BySlug(Source))

    class Meta(ServiceResource.Meta):
        model = Source
        fields = SOURCE_WORDS
        import_id_fields = ("slug",)


@admin.register(Source)
class SourceAdmin(TransferredAdmin):
    resource_classes = (SourceResource,)
    list_display = ("name", "kind", "party", "parent", "marking")
    list_filter = ("kind", "marking")
    list_select_related = ("party", "parent")
    search_fields = ("name", "slug", "description")
    autocomplete_fields = ("party", "parent", "teams")
    add_fields = SOURCE_WORDS
    change_fields = (*SOURCE_WORDS, "teams")
    computed = ("effective_marking",)
    inlines = (RatingInline, InterestInline)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Source:
        return sources.create(**values, by=by, at=at)

    def change_row(
        self, row: Source, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Source:
        return sources.edit(source=row, version=version, changes=changes, by=by, at=at)


@admin.register(SourceReliability)
class SourceReliabilityAdmin(ExportedServiceAdmin):
    list_display = ("source", "reliability", "from_on", "reason", "recorded_by")
    list_filter = ("reliability",)
    list_select_related = ("source", "recorded_by")
    search_fields = ("source__name", "reason")
    autocomplete_fields = ("source",)
    add_fields = ("source", "reliability", "from_on", "reason")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> SourceReliability:
        return sources.rate(**values, by=by, at=at)

    def remove_row(self, row: SourceReliability, reason: str, by: User, at: datetime) -> None:
        sources.remove_rating(rating=row, reason=reason, by=by, at=at)


@admin.register(SourceInterest)
class SourceInterestAdmin(ExportedServiceAdmin):
    list_display = ("source", "party", "interest", "note")
    list_filter = ("interest",)
    list_select_related = ("source", "party")
    search_fields = ("source__name", "party__name")
    autocomplete_fields = ("source", "party")
    add_fields = ("source", "party", "interest", "note")
    change_fields = ("interest", "note")
    readonly_fields = ("source", "party")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> SourceInterest:
        return sources.set_interest(**values, by=by, at=at)

    def change_row(
        self, row: SourceInterest, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> SourceInterest:
        kept = {"interest": row.interest, "note": row.note}
        return sources.set_interest(source=row.source, party=row.party, **{**kept, **changes}, by=by, at=at)

    def remove_row(self, row: SourceInterest, reason: str, by: User, at: datetime) -> None:
        sources.remove_interest(interest=row, by=by, at=at)


class AliasInline(ServiceInline):
    model = OriginAlias
    fields = ("name",)

    def create_line(self, parent: Origin, values: dict[str, Any], by: User, at: datetime) -> None:
        origins.add_alias(origin=parent, **values, by=by, at=at)

    def remove_line(self, row: OriginAlias, by: User, at: datetime) -> None:
        origins.remove_alias(alias=row, by=by, at=at)


class OriginForm(ServiceForm):
    """The words of an origin, and what it is merged into with the reason why."""

    reason = forms.CharField(
        label=_("Why they are one"),
        required=False,
        help_text=_("Needed when this is merged into another origin."),
    )


class OriginResource(PartyResource):
    source = Field(attribute="source", column_name="source", widget=BySlug(Source))

    class Meta(ServiceResource.Meta):
        model = Origin
        fields = ORIGIN_WORDS
        import_id_fields = ("slug",)


@admin.register(Origin)
class OriginAdmin(TransferredAdmin):
    resource_classes = (OriginResource,)
    form = OriginForm
    add_form = ServiceForm
    list_display = ("name", "slug", "party", "source", "merged_into")
    list_filter = (("merged_into", admin.EmptyFieldListFilter), "marking")
    list_select_related = ("party", "source", "merged_into")
    search_fields = ("name", "slug", "aliases__name")
    autocomplete_fields = ("party", "source", "merged_into", "teams")
    add_fields = ORIGIN_WORDS
    change_fields = (*ORIGIN_WORDS, "teams", "merged_into", "reason")
    computed = ("effective_marking",)
    inlines = (AliasInline,)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Origin:
        return origins.create(**values, by=by, at=at)

    def change_row(
        self, row: Origin, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Origin:
        reason, into = changes.pop("reason", ""), changes.pop("merged_into", None)
        if changes:
            row = origins.edit(origin=row, version=version, changes=changes, by=by, at=at)
        if into is not None:
            row = voices.merge(origin=row, into=into, reason=reason, by=by, at=at)
        return row


@admin.register(OriginAlias)
class OriginAliasAdmin(ExportedServiceAdmin):
    list_display = ("name", "origin")
    list_select_related = ("origin",)
    search_fields = ("name", "origin__name")
    autocomplete_fields = ("origin",)
    add_fields = ("origin", "name")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> OriginAlias:
        return origins.add_alias(**values, by=by, at=at)

    def remove_row(self, row: OriginAlias, reason: str, by: User, at: datetime) -> None:
        origins.remove_alias(alias=row, by=by, at=at)
