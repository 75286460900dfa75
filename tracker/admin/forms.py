"""Puts what a service refused back on the form it came from, with both texts where somebody was faster."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _

from tracker.services.refusals import Refused, Stale

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm


class ServiceForm(AnyModelForm):
    """A form whose rules are the services': it checks only that each field can be read.

    `refusal` is what the service said of the form with the prefix `refused`; then it is not valid.
    """

    refusal: Refused | None = None
    refused: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None and "read_version" not in self.fields:
            # Without a version, the values that were read travel with the form.
            for name, field in self.fields.items():
                travels = not self.is_bound or self.add_initial_prefix(name) in self.data
                field.show_hidden_initial = travels and not isinstance(field, forms.FileField)
        if isinstance(self.refusal, Stale) and self.refused == self.prefix:
            self._read_anew()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.refusal is None or self.refused != self.prefix:
            return cleaned
        if not isinstance(self.refusal, Stale):
            field = self.refusal.field if self.refusal.field in self.fields else None
            self.add_error(field, self.refusal.sentence)
            return cleaned
        self.add_error(None, self.refusal.sentence)
        for name, theirs in self.refusal.theirs.items():
            yours = self.refusal.yours.get(name)
            if name in self.fields and theirs != yours:
                self.add_error(
                    name,
                    _("Now stored: “%(theirs)s”. You wrote: “%(yours)s”.")
                    % {"theirs": _named(theirs), "yours": _named(yours)},
                )
        return cleaned

    # Uniqueness and constraints are checked by the services, which say them in sentences.
    def validate_unique(self) -> None:
        return None

    def _post_clean(self) -> None:
        # Django asks the row, not the form, whether its constraints hold, and names those that do not.
        row: Any = self.instance
        row.full_clean = partial(row.full_clean, validate_constraints=False)
        try:
            super()._post_clean()  # type: ignore[misc]
        finally:
            del row.full_clean

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were changed, with their new values."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "read_version"}

    def check_read(self) -> None:
        """Raises Stale when a changed field no longer has the value that was read."""
        theirs: dict[str, Any] = {}
        for name in self.changed_data:
            bound = self[name]
            if not bound.field.show_hidden_initial or bound.html_initial_name not in self.data:
                continue
            field: Any = bound.field
            widget = field.hidden_widget()
            read = field.to_python(widget.value_from_datadict(self.data, self.files, bound.html_initial_name))
            stored = field.to_python(field.prepare_value(self.get_initial_for_field(field, name)))
            if _plain(read) != _plain(stored):
                theirs[name] = stored
        if theirs:
            raise Stale(theirs=theirs, yours={name: self.cleaned_data[name] for name in theirs})

    def _read_anew(self) -> None:
        """The next save says what stands now, so that a person who has seen both texts can choose."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        if "read_version" in self.fields:
            data[self.add_prefix("read_version")] = self.get_initial_for_field(
                self.fields["read_version"], "read_version"
            )
        for name, field in self.fields.items():
            if field.show_hidden_initial:
                value = field.prepare_value(self.get_initial_for_field(field, name))
                key = self.add_initial_prefix(name)
                if isinstance(value, (list, tuple)):
                    data.setlist(key, [str(one) for one in value])
                else:
                    data[key] = "" if value is None else str(value)
        self.data = data


class VersionForm(ServiceForm):
    """The form of a row with a version, which travels with it."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None:
            kwargs["initial"] = {"read_version": instance.version, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (list, tuple)) or hasattr(value, "values_list"):
        return sorted(str(_plain(one)) for one in value)
    return "" if value is None else str(value)


def _named(value: Any) -> str:
    if hasattr(value, "all"):  # several rows, such as teams
        value = ", ".join(str(one) for one in value.all())
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    if value is None or value == "":
        return "–"
    return str(value)
