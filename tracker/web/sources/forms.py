"""Which fields a person fills in about a source and its letter; what is allowed the services say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import Party, Source, User
from tracker.models.choices import RELIABILITIES, SourceKind, Tlp
from tracker.selectors.visibility import audience_of, visible_to

BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, written as browsers and people write it: 2021-04-29."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        widget=widget,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": BAD_DAY},
        **more,
    )


class RateForm(forms.Form):
    """The letter of a source, and from which day on it holds."""

    reliability = forms.ChoiceField(label=_("Reliability"), choices=RELIABILITIES)
    from_on = day_field(
        _("From the day on"),
        help_text=_("It holds for what is published from that day until the next letter."),
    )


class SourceForm(forms.Form):
    """Who publishes, and how reliable that is at first sight."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices, initial=SourceKind.PRESS)
    party = forms.ModelChoiceField(
        label=_("Speaks for"),
        queryset=Party.objects.order_by("name"),
        required=False,
        empty_label=_("nobody"),
        help_text=_("The party whose organ it is, if any."),
    )
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Source.objects.none(), required=False, empty_label=_("nothing")
    )
    url = forms.CharField(
        label=_("Web address"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    reliability = forms.ChoiceField(
        label=_("Reliability"), required=False, choices=[("", _("not rated yet")), *RELIABILITIES]
    )
    from_on = day_field(_("From the day on"), required=False)
    reason = forms.CharField(
        label=_("Why this letter?"),
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` limits the sources and markings offered."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = visible_to(reader, Source.objects.order_by("name"))  # type: ignore[attr-defined]
        offered = [choice for choice in Tlp.choices if choice[0] <= audience_of(reader).level]
        self.fields["marking"] = forms.TypedChoiceField(
            label=_("Marking"), choices=offered, coerce=int, initial=Tlp.CLEAR, help_text=_("Who may see it.")
        )
