"""The administration of agreements, who takes part in them and how they relate."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin.saving import ServiceInline
from tracker.admin.transfer import ExportedServiceAdmin, ServiceResource, TransferredAdmin
from tracker.models import Agreement, AgreementParty, AgreementRelation, User
from tracker.services import agreements


class PartyInline(ServiceInline):
    model = AgreementParty
    fields = ("party", "role")
    autocomplete_fields = ("party",)

    def create_line(self, parent: Agreement, values: dict[str, Any], by: User, at: datetime) -> None:
        agreements.add_party(agreement=parent, **values, by=by, at=at)

    def remove_line(self, row: AgreementParty, by: User, at: datetime) -> None:
        agreements.remove_party(role=row, by=by, at=at)


class RelationInline(ServiceInline):
    model = AgreementRelation
    fk_name = "agreement"
    fields = ("kind", "other", "note")
    autocomplete_fields = ("other",)

    def create_line(self, parent: Agreement, values: dict[str, Any], by: User, at: datetime) -> None:
        agreements.relate(agreement=parent, **values, by=by, at=at)

    def change_line(self, row: AgreementRelation, changes: dict[str, Any], by: User, at: datetime) -> None:
        agreements.edit_relation(relation=row, changes=changes, by=by, at=at)

    def remove_line(self, row: AgreementRelation, by: User, at: datetime) -> None:
        agreements.unrelate(relation=row, by=by, at=at)


WORDS = (
    *("slug", "title", "kind", "reference", "stage", "summary", "url", "time_zone"),
    *("signed_on", "in_force_on", "ended_on", "precision", "reply_days"),
    *("reviewers_needed", "second_grading_pm", "marking"),
)


class AgreementResource(ServiceResource):
    class Meta(ServiceResource.Meta):
        model = Agreement
        fields = WORDS
        import_id_fields = ("slug",)


@admin.register(Agreement)
class AgreementAdmin(TransferredAdmin):
    resource_classes = (AgreementResource,)
    list_display = ("title", "kind", "signed_on", "number_of_commitments", "marking")
    list_filter = ("kind", "stage", "marking")
    search_fields = ("title", "slug", "reference", "parties__name")
    date_hierarchy = "signed_on"
    add_fields = WORDS
    change_fields = (*WORDS, "teams")
    autocomplete_fields = ("teams",)
    computed = ("effective_marking", "number_of_commitments")
    inlines = (PartyInline, RelationInline)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        rows: QuerySet[Agreement] = super().get_queryset(request)
        return rows.annotate(commitment_count=Count("commitments", distinct=True))

    @admin.display(description=_("commitments"), ordering="commitment_count")
    def number_of_commitments(self, row: Any) -> int:
        count: int = row.commitment_count
        return count

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Agreement:
        return agreements.create(**values, by=by, at=at)

    def change_row(
        self, row: Agreement, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Agreement:
        return agreements.edit(agreement=row, version=version, changes=changes, by=by, at=at)


@admin.register(AgreementParty)
class AgreementPartyAdmin(ExportedServiceAdmin):
    list_display = ("agreement", "party", "role")
    list_filter = ("role",)
    list_select_related = ("agreement", "party")
    search_fields = ("agreement__title", "party__name")
    autocomplete_fields = ("agreement", "party")
    add_fields = ("agreement", "party", "role")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> AgreementParty:
        return agreements.add_party(**values, by=by, at=at)

    def remove_row(self, row: AgreementParty, reason: str, by: User, at: datetime) -> None:
        agreements.remove_party(role=row, by=by, at=at)


@admin.register(AgreementRelation)
class AgreementRelationAdmin(ExportedServiceAdmin):
    list_display = ("agreement", "kind", "other")
    list_filter = ("kind",)
    list_select_related = ("agreement", "other")
    search_fields = ("agreement__title", "other__title", "note")
    autocomplete_fields = ("agreement", "other")
    add_fields = ("agreement", "kind", "other", "note")
    change_fields = ("kind", "note")
    readonly_fields = ("agreement", "other")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> AgreementRelation:
        return agreements.relate(**values, by=by, at=at)

    def change_row(
        self, row: AgreementRelation, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> AgreementRelation:
        return agreements.edit_relation(relation=row, changes=changes, by=by, at=at)

    def remove_row(self, row: AgreementRelation, reason: str, by: User, at: datetime) -> None:
        agreements.unrelate(relation=row, by=by, at=at)
