"""What a person is asked about a brief; what they typed is checked here for its form only."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tracker.models import BriefTemplate
from tracker.models.choices import BriefKind
from tracker.selectors.briefs import offered
from tracker.web.briefs.subjects import About


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(
        format="%Y-%m-%d", attrs={"dir": "ltr", "placeholder": "2021-05-02", "autocomplete": "off"}
    )
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=widget,
        error_messages={"invalid": _("This is not a day. Write it like 2021-05-02.")},
    )


class BriefForm(forms.Form):
    """The kind, the pair of days, the language and the look of a brief."""

    kind = forms.ChoiceField(label=_("About"), choices=BriefKind.choices)
    as_of = _day(_("As of"), help_text=_("What was true on this day,"))
    known_by = _day(_("Known by"), help_text=_("judged by what was known on this one."))
    changed_from = _day(
        _("Changes from"),
        required=False,
        help_text=_("Tells all changes from this day on; without it the last ten."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    template = forms.ModelChoiceField(
        label=_("Template"),
        queryset=BriefTemplate.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Built in"),
    )

    def __init__(self, *args: Any, about: About, today: date, **kwargs: Any) -> None:
        """`about` is what the brief is about, `today` the present day there."""
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [(kind.value, kind.label) for kind in about.kinds]
        if len(about.kinds) == 1:
            kinds.widget = forms.HiddenInput()
        templates: Any = self.fields["template"]
        templates.queryset = offered(about.home)
        if not templates.queryset.exists():
            del self.fields["template"]
        for name in ("as_of", "known_by", "changed_from"):
            self.fields[name].widget.attrs["max"] = today.isoformat()
