"""The administration of commitments: their words, the versions of their definition, parties and links."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tracker.admin import actions
from tracker.admin.commitment_forms import CommitmentResource, DefinitionForm, NewCommitmentForm
from tracker.admin.forms import ServiceForm
from tracker.admin.saving import ServiceInline
from tracker.admin.transfer import ExportedServiceAdmin, TransferredAdmin
from tracker.models import Commitment, CommitmentLink, CommitmentParty, CommitmentVersion, User
from tracker.services import commitments

WORDS = (
    *("code", "title", "clause", "description", "theme"),
    *("coding_minimum", "coding_intermediate", "coding_full", "marking"),
)


class RoleInline(ServiceInline):
    model = CommitmentParty
    fields = ("party", "role")
    autocomplete_fields = ("party",)

    def create_line(self, parent: Commitment, values: dict[str, Any], by: User, at: datetime) -> None:
        commitments.add_party(commitment=parent, **values, by=by, at=at)

    def remove_line(self, row: CommitmentParty, by: User, at: datetime) -> None:
        commitments.remove_party(role=row, by=by, at=at)


class LinkInline(ServiceInline):
    model = CommitmentLink
    fk_name = "commitment"
    fields = ("kind", "other", "note")
    autocomplete_fields = ("other",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommitmentLink]:
        return super().get_queryset(request).filter(removed_at__isnull=True)

    def create_line(self, parent: Commitment, values: dict[str, Any], by: User, at: datetime) -> None:
        commitments.link(commitment=parent, **values, by=by, at=at)

    def change_line(self, row: CommitmentLink, changes: dict[str, Any], by: User, at: datetime) -> None:
        commitments.edit_link(link=row, changes=changes, by=by, at=at)


@admin.register(Commitment)
class CommitmentAdmin(TransferredAdmin):
    resource_classes = (CommitmentResource,)
    add_form = NewCommitmentForm
    list_display = ("code", "title", "agreement", "kind", "due_on", "theme", "marking")
    list_display_links = ("code", "title")
    list_editable = ("theme",)
    list_filter = ("agreement", "current__kind", "current__essential", "theme", "marking")
    list_select_related = ("agreement", "current")
    search_fields = ("code", "title", "agreement__title", "agreement__slug")
    autocomplete_fields = ("agreement", "clause", "teams")
    add_fields = ("agreement", *WORDS, *NewCommitmentForm.PARTIES, *commitments.INPUTS)
    change_fields = (*WORDS, "teams")
    readonly_fields = ("agreement",)
    computed = ("effective_marking", "kind", "starts_on", "deadline_rule", "due_on")
    inlines = (RoleInline, LinkInline)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A new commitment names its parties on the form itself, since it cannot be without."""
        return () if obj is None else self.inlines

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset.select_related("agreement"), search_term)

    @admin.display(description=_("kind"), ordering="current__kind")
    def kind(self, row: Commitment) -> str:
        return row.current.get_kind_display() if row.current else ""

    @admin.display(description=_("starts"), ordering="current__starts_on")
    def starts_on(self, row: Commitment) -> Any:
        return row.current.starts_on if row.current else None

    @admin.display(description=_("deadline rule"))
    def deadline_rule(self, row: Commitment) -> str:
        return row.current.deadline_rule if row.current else ""

    @admin.display(description=_("due"), ordering="current__due_on")
    def due_on(self, row: Commitment) -> Any:
        return row.current.due_on if row.current else None

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Commitment:
        inputs = {name: values.pop(name) for name in commitments.INPUTS if name in values}
        return commitments.create(inputs=inputs, **values, by=by, at=at)

    def change_row(
        self, row: Commitment, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Commitment:
        return commitments.edit(commitment=row, version=version, changes=changes, by=by, at=at)


@admin.register(CommitmentVersion)
class CommitmentVersionAdmin(ExportedServiceAdmin):
    """Versions are never changed: saving the newest records the one that follows it."""

    form = DefinitionForm
    list_display = ("commitment", "number", "kind", "starts_on", "due_on", "recorded_on", "reason")
    list_filter = ("kind", "retroactive", "commitment__agreement")
    list_select_related = ("commitment",)
    search_fields = ("commitment__code", "commitment__title", "reason")
    change_fields = (*commitments.INPUTS, "next_reason", "correction", "read_number")
    readonly_fields = ("commitment", "number")
    computed = ("due_on", "recorded_on", "recorded_by", "retroactive", "reason")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The newest version is followed; one that was the newest when it was opened is answered as stale."""
        allowed = super().has_change_permission(request, obj)
        newest = obj is None or obj.commitment.current_id == obj.pk
        return allowed and (newest or request.method == "POST")

    def change_row(
        self,
        row: CommitmentVersion,
        version: int,
        changes: dict[str, Any],
        by: User,
        at: datetime,
    ) -> CommitmentVersion:
        reason, retroactive = changes.pop("next_reason", ""), changes.pop("correction", False)
        newest = row.commitment.current
        number = changes.pop("read_number", None) or (newest.number if newest else None)
        return commitments.revise(
            commitment=row.commitment,
            number=number,
            changes=changes,
            reason=reason,
            retroactive=retroactive,
            by=by,
            at=at,
        )


@admin.register(CommitmentParty)
class CommitmentPartyAdmin(ExportedServiceAdmin):
    list_display = ("commitment", "party", "role")
    list_filter = ("role", "commitment__agreement")
    list_select_related = ("commitment", "party")
    search_fields = ("commitment__code", "commitment__title", "party__name")
    autocomplete_fields = ("commitment", "party")
    add_fields = ("commitment", "party", "role")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> CommitmentParty:
        return commitments.add_party(**values, by=by, at=at)

    def remove_row(self, row: CommitmentParty, reason: str, by: User, at: datetime) -> None:
        commitments.remove_party(role=row, by=by, at=at)


class NewLinkForm(ServiceForm):
    retroactive = forms.BooleanField(
        label=_("For earlier days too"),
        initial=True,
        required=False,
        help_text=_("The link stood before it was recorded here."),
    )


@admin.register(CommitmentLink)
class CommitmentLinkAdmin(ExportedServiceAdmin):
    add_form = NewLinkForm
    list_display = ("commitment", "kind", "other", "recorded_on", "removed_on")
    list_filter = ("kind", "removed_on")
    list_select_related = ("commitment", "other")
    search_fields = ("commitment__code", "other__code", "note")
    autocomplete_fields = ("commitment", "other")
    add_fields = ("commitment", "kind", "other", "note", "retroactive")
    change_fields = ("note",)
    readonly_fields = ("commitment", "kind", "other")
    computed = ("retroactive", "recorded_on", "recorded_by", "removed_on", "removed_by")
    actions = (
        actions.with_reason(
            "unlink",
            _("End the chosen links"),
            lambda row, reason, by, at: commitments.unlink(link=row, reason=reason, by=by, at=at),
        ),
    )

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> CommitmentLink:
        return commitments.link(**values, by=by, at=at)

    def change_row(
        self, row: CommitmentLink, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> CommitmentLink:
        return commitments.edit_link(link=row, changes=changes, by=by, at=at)
