"""The administration of parties, their names, outside ids and relations."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from tracker.admin import actions
from tracker.admin.saving import ServiceInline
from tracker.admin.transfer import BySlug, ExportedServiceAdmin, ServiceResource, TransferredAdmin
from tracker.models import Party, PartyAlias, PartyIdentifier, PartyRelation, User
from tracker.services import parties


class AliasInline(ServiceInline):
    model = PartyAlias
    fields = ("name", "language")

    def create_line(self, parent: Party, values: dict[str, Any], by: User, at: datetime) -> None:
        parties.add_alias(party=parent, **values, by=by, at=at)

    def remove_line(self, row: PartyAlias, by: User, at: datetime) -> None:
        parties.remove_alias(alias=row, by=by, at=at)


class IdentifierInline(ServiceInline):
    model = PartyIdentifier
    fields = ("scheme", "value")

    def create_line(self, parent: Party, values: dict[str, Any], by: User, at: datetime) -> None:
        parties.add_identifier(party=parent, **values, by=by, at=at)

    def remove_line(self, row: PartyIdentifier, by: User, at: datetime) -> None:
        parties.remove_identifier(identifier=row, by=by, at=at)


class RelationInline(ServiceInline):
    model = PartyRelation
    fk_name = "party"
    fields = ("other", "kind", "from_on", "to_on", "precision", "note")
    autocomplete_fields = ("other",)

    def create_line(self, parent: Party, values: dict[str, Any], by: User, at: datetime) -> None:
        parties.relate(party=parent, **values, by=by, at=at)

    def change_line(self, row: PartyRelation, changes: dict[str, Any], by: User, at: datetime) -> None:
        parties.edit_relation(relation=row, changes=changes, by=by, at=at)

    def remove_line(self, row: PartyRelation, by: User, at: datetime) -> None:
        parties.unrelate(relation=row, by=by, at=at)


class PartyResource(ServiceResource):
    parent = Field(attribute="parent", column_name="parent", widget=BySlug(Party))

    class Meta(ServiceResource.Meta):
        model = Party
        fields = ("slug", "name", "kind", "parent", "description")
        import_id_fields = ("slug",)


@admin.register(Party)
class PartyAdmin(TransferredAdmin):
    resource_classes = (PartyResource,)
    list_display = ("name", "kind", "parent", "slug")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "slug", "aliases__name", "identifiers__value")
    autocomplete_fields = ("parent",)
    add_fields = change_fields = ("slug", "name", "kind", "parent", "description")
    inlines = (AliasInline, IdentifierInline, RelationInline)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Party:
        return parties.create(**values, by=by, at=at)

    def change_row(self, row: Party, version: int, changes: dict[str, Any], by: User, at: datetime) -> Party:
        return parties.edit(party=row, version=version, changes=changes, by=by, at=at)


@admin.register(PartyAlias)
class PartyAliasAdmin(ExportedServiceAdmin):
    list_display = ("name", "party", "language")
    list_select_related = ("party",)
    search_fields = ("name", "party__name")
    autocomplete_fields = ("party",)
    add_fields = ("party", "name", "language")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> PartyAlias:
        return parties.add_alias(**values, by=by, at=at)

    def remove_row(self, row: PartyAlias, reason: str, by: User, at: datetime) -> None:
        parties.remove_alias(alias=row, by=by, at=at)


@admin.register(PartyIdentifier)
class PartyIdentifierAdmin(ExportedServiceAdmin):
    list_display = ("party", "scheme", "value")
    list_filter = ("scheme",)
    list_select_related = ("party",)
    search_fields = ("value", "party__name")
    autocomplete_fields = ("party",)
    add_fields = ("party", "scheme", "value")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> PartyIdentifier:
        return parties.add_identifier(**values, by=by, at=at)

    def remove_row(self, row: PartyIdentifier, reason: str, by: User, at: datetime) -> None:
        parties.remove_identifier(identifier=row, by=by, at=at)


@admin.register(PartyRelation)
class PartyRelationAdmin(ExportedServiceAdmin):
    list_display = ("party", "kind", "other", "from_on", "to_on")
    list_filter = ("kind",)
    list_select_related = ("party", "other")
    search_fields = ("party__name", "other__name", "note")
    autocomplete_fields = ("party", "other")
    add_fields = ("party", "kind", "other", "from_on", "to_on", "precision", "note")
    change_fields = ("kind", "from_on", "to_on", "precision", "note")
    readonly_fields = ("party", "other")
    actions = (
        actions.at_once(
            "unrelate",
            _("Take the chosen relations away"),
            lambda row, by, at: parties.unrelate(relation=row, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> PartyRelation:
        return parties.relate(**values, by=by, at=at)

    def change_row(
        self, row: PartyRelation, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> PartyRelation:
        return parties.edit_relation(relation=row, changes=changes, by=by, at=at)

    def remove_row(self, row: PartyRelation, reason: str, by: User, at: datetime) -> None:
        parties.unrelate(relation=row, by=by, at=at)
