"""The forms and the table in which a commitment comes with its definition; they save nothing."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import (
    BooleanWidget,
    CharWidget,
    DateWidget,
    IntegerWidget,
    Widget,
)

from tracker.admin.choosing import ChooseMany
from tracker.admin.forms import ServiceForm
from tracker.admin.transfer import BySlug, ServiceResource
from tracker.models import Agreement, Commitment, CommitmentParty, CommitmentVersion, Party
from tracker.models.choices import DutyRole
from tracker.services import commitments

DAYS = ("starts_on", "agreed_due_on", "suspension_invoked_on", "closed_on")


def _parties(label: Any, *, required: bool) -> Any:
    remote = CommitmentParty._meta.get_field("party")
    return forms.ModelMultipleChoiceField(
        queryset=Party.objects.all(),
        label=label,
        required=required,
        widget=ChooseMany(remote, admin.site),
    )


class NewCommitmentForm(ServiceForm):
    """A commitment with its parties and the first version of its definition."""

    PARTIES = ("obligors", "beneficiaries", "implementers")

    obligors = _parties(_("Owed by"), required=True)
    beneficiaries = _parties(_("Owed to"), required=False)
    implementers = _parties(_("Carried out by"), required=False)
    locals().update(
        forms.fields_for_model(
            CommitmentVersion,
            fields=commitments.INPUTS,
            widgets=dict.fromkeys(DAYS, AdminDateWidget),
        )
    )


class DefinitionForm(ServiceForm):
    """The definition that is to follow this version, and why."""

    next_reason = forms.CharField(
        label=_("Why it changes"), required=False, help_text=_("It stays in the history.")
    )
    correction = forms.BooleanField(
        label=_("A correction"),
        required=False,
        help_text=_("The old definition was an error: days before today use the new one too."),
    )
    read_number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk is not None:
            number = instance.commitment.current.number
            kwargs["initial"] = {"read_number": number, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["read_number"].show_hidden_initial = False

    def _read_anew(self) -> None:
        super()._read_anew()
        self.data[self.add_prefix("read_number")] = self.initial["read_number"]  # type: ignore[index]


KINDS_OF_COLUMN: dict[str, type[Widget]] = {
    "BooleanField": BooleanWidget,
    "DateField": DateWidget,
    "CharField": CharWidget,
}


class CommitmentResource(ServiceResource):
    """One row a commitment: words, definition and parties by slug; only the words change an existing one."""

    agreement = Field(attribute="agreement", column_name="agreement", widget=BySlug(Agreement))
    obligors = Field(column_name="obligors")

    class Meta(ServiceResource.Meta):
        model = Commitment
        fields = (
            *("agreement", "code", "title", "description", "theme"),
            *("coding_minimum", "coding_intermediate", "coding_full", "marking", "obligors"),
        )
        import_id_fields = ("agreement", "code")

    def dehydrate_obligors(self, row: Commitment) -> str:
        """The slugs of those who owe it, with commas between them."""
        owing = row.roles.filter(role=DutyRole.OBLIGOR).select_related("party")
        return ",".join(role.party.slug for role in owing)

    def get_export_headers(self, *args: Any, **kwargs: Any) -> Any:
        return [*super().get_export_headers(*args, **kwargs), *commitments.INPUTS]

    def export_resource(self, instance: Commitment, *args: Any, **kwargs: Any) -> list[Any]:
        version = instance.current
        inputs = [_cell(getattr(version, name, None)) for name in commitments.INPUTS]
        return [*super().export_resource(instance, *args, **kwargs), *inputs]

    def complete(self, values: dict[str, Any]) -> dict[str, Any]:
        """The words, with the definition and the parties of the same row."""
        row = self.row
        slugs = [slug.strip() for slug in str(row.get("obligors") or "").split(",") if slug.strip()]
        known = Party.objects.in_bulk(slugs, field_name="slug")
        missing = [slug for slug in slugs if slug not in known]
        if missing:
            raise forms.ValidationError(
                _("There is no party “%(slug)s”. Enter it first."), params={"slug": missing[0]}
            )
        inputs = {
            name: _widget(name).clean(row[name])
            for name in commitments.INPUTS
            if row.get(name) not in (None, "")
        }
        return {**values, **inputs, "obligors": list(known.values())}

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        self.row = row


def _widget(name: str) -> Any:
    kind = CommitmentVersion._meta.get_field(name).get_internal_type()
    return KINDS_OF_COLUMN.get(kind, IntegerWidget)()


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else value
