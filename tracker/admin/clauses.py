"""The administration of clauses, and of the anchors that deadlines hang on."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from tracker.admin.forms import ServiceForm
from tracker.admin.transfer import BySlug, ServiceResource, TransferredAdmin
from tracker.models import Agreement, Anchor, Clause, User
from tracker.services import anchors, clauses

WORDS = (
    *("reference", "parent", "position", "text", "language", "translation"),
    *("is_paraphrase", "withheld", "marking"),
)


class AgreementResource(ServiceResource):
    """Rows of an agreement name it by its slug."""

    agreement = Field(attribute="agreement", column_name="agreement", widget=BySlug(Agreement))


class ClauseResource(AgreementResource):
    class Meta(ServiceResource.Meta):
        model = Clause
        fields = ("agreement", *(name for name in WORDS if name != "parent"))
        import_id_fields = ("agreement", "reference")


@admin.register(Clause)
class ClauseAdmin(TransferredAdmin):
    resource_classes = (ClauseResource,)
    list_display = ("reference", "agreement", "parent", "position", "withheld", "marking")
    list_display_links = ("reference",)
    list_editable = ("position",)
    list_filter = ("agreement", "withheld", "is_paraphrase", "marking")
    list_select_related = ("agreement", "parent")
    search_fields = ("reference", "text", "agreement__title", "agreement__slug")
    autocomplete_fields = ("agreement", "parent", "teams")
    add_fields = ("agreement", *WORDS)
    change_fields = (*WORDS, "teams")
    readonly_fields = ("agreement",)
    computed = ("effective_marking",)

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Clause:
        return clauses.add(**values, by=by, at=at)

    def change_row(
        self, row: Clause, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Clause:
        return clauses.edit(clause=row, version=version, changes=changes, by=by, at=at)

    def remove_row(self, row: Clause, reason: str, by: User, at: datetime) -> None:
        clauses.remove(clause=row, reason=reason, by=by, at=at)


class AnchorForm(ServiceForm):
    """The words of an anchor, and its day with the reason why it moves."""

    reason = forms.CharField(
        label=_("Why it moves"),
        required=False,
        help_text=_("Needed when the day changes; it stays in the history."),
    )


class AnchorResource(AgreementResource):
    class Meta(ServiceResource.Meta):
        model = Anchor
        fields = ("agreement", "code", "label", "happened_on", "precision", "note")
        import_id_fields = ("agreement", "code")


@admin.register(Anchor)
class AnchorAdmin(TransferredAdmin):
    resource_classes = (AnchorResource,)
    form = AnchorForm
    add_form = ServiceForm
    list_display = ("label", "code", "agreement", "happened_on", "precision")
    list_filter = ("agreement", "precision")
    list_select_related = ("agreement",)
    search_fields = ("label", "code", "agreement__title")
    autocomplete_fields = ("agreement",)
    add_fields = ("agreement", "code", "label", "happened_on", "precision", "note")
    change_fields = ("label", "note", "happened_on", "precision", "reason")
    readonly_fields = ("agreement", "code")

    def create_row(self, values: dict[str, Any], by: User, at: datetime) -> Anchor:
        return anchors.add(**values, by=by, at=at)

    def change_row(
        self, row: Anchor, version: int, changes: dict[str, Any], by: User, at: datetime
    ) -> Anchor:
        reason = changes.pop("reason", "")
        words = {name: value for name, value in changes.items() if name in ("label", "note")}
        day = {name: value for name, value in changes.items() if name in ("happened_on", "precision")}
        if day:
            row.moved = anchors.move(  # type: ignore[attr-defined]
                anchor=row,
                version=version,
                happened_on=day.get("happened_on", row.happened_on),
                precision=day.get("precision", row.precision),
                reason=reason,
                by=by,
                at=at,
            )
            row.refresh_from_db()
            version = row.version
        if words:
            anchors.edit(anchor=row, version=version, changes=words, by=by, at=at)
        return row

    def tell(self, request: HttpRequest, saved: Any) -> None:
        """Which deadlines moved with the anchor, and from which day to which."""
        moved = getattr(saved, "moved", [])
        for one in moved:
            said = _("%(duty)s: the deadline moved from %(before)s to %(after)s.") % {
                "duty": one.commitment,
                "before": one.before or _("no day"),
                "after": one.after or _("no day"),
            }
            self.message_user(request, said)

    def remove_row(self, row: Anchor, reason: str, by: User, at: datetime) -> None:
        anchors.remove(anchor=row, reason=reason, by=by, at=at)
