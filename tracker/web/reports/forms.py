"""What a person is asked about a report; what they typed is checked here for its form only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Report, User
from tracker.models.choices import RELIABILITIES, Precision, Tlp
from tracker.selectors import reports as selector
from tracker.selectors.visibility import visible_to
from tracker.services import attachments
from tracker.services.refusals import Refused

BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")
MOST_FILES = 20
LANGUAGES = ["en", "fr", "ar", "fa", "ps", "prs", "ru", "es", "zh", "ur"]


class DayField(forms.DateField):
    """A calendar day; anything else is answered in a sentence."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": BAD_DAY}
    input_formats = ["%Y-%m-%d"]


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """The uploaded files, as a list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by itself; sizes are refused before anything is read."""
        files = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(one, initial) for one in files if one]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_now("At most %(most)d files at once.") % {"most": MOST_FILES})
        for one in files:
            try:
                attachments.check_size(name=one.name, size=one.size)
            except Refused as refusal:
                raise forms.ValidationError(refusal.sentence) from refusal
        return files


class ReferencesField(forms.Field):
    """The references of files that came in pieces, as a list."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[str]:
        """Those that are not empty, each once."""
        return [one[:40] for one in dict.fromkeys(value or []) if one]


class ReportForm(forms.Form):
    """What is said of a document; `DocumentForm` adds the document itself."""

    title = forms.CharField(label=_("Title"), max_length=300)
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_(
            "Who published it. Begin to type and choose; a name that is not in the list is registered."
        ),
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    source_reliability = forms.ChoiceField(
        label=_("Reliability of a new source"),
        required=False,
        choices=[("", _("Only for a source that is not in the list")), *RELIABILITIES],
    )
    published_on = DayField(label=_("Published"))
    published_precision = forms.ChoiceField(
        label=_("How exactly is that known?"),
        choices=Precision.choices,
        initial=Precision.DAY,
        required=False,
    )
    received_on = DayField(
        label=_("Received"), required=False, help_text=_("When it reached you, if that matters.")
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=10,
        initial="en",
        required=False,
        help_text=_("A code such as en, fa, ps, ar."),
        widget=forms.TextInput(attrs={"list": "languages", "autocomplete": "off", "dir": "ltr"}),
    )
    marking = forms.TypedChoiceField(
        label=_("Marking"),
        choices=Tlp.choices,
        coerce=int,
        initial=0,
        required=False,
        help_text=_("Who may see it. It is never more open than its source."),
    )
    url = forms.CharField(
        label=_("Link"),
        max_length=1000,
        required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
    )
    relays = forms.CharField(
        label=_("Relays the report"),
        max_length=20,
        required=False,
        help_text=_("The reference of the report this one repeats, such as R-7K3Q9D: both are one voice."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    is_rendition = forms.BooleanField(
        label=_("The text is our own short rendition of the document"), required=False
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` is who fills it in: only what they may see can be chosen."""
        super().__init__(*args, **kwargs)
        self.reader = reader

    @property
    def source_names(self) -> list[str]:
        """Every name that can be chosen."""
        return list(selector.sources_seen(self.reader).values_list("name", flat=True)[:1000])

    @property
    def languages(self) -> list[str]:
        """Codes that are offered."""
        return LANGUAGES

    def clean_marking(self) -> int:
        """Open, unless said otherwise."""
        return int(self.cleaned_data["marking"] or 0)

    def clean_published_precision(self) -> str:
        """To the day, unless said otherwise."""
        return str(self.cleaned_data["published_precision"] or Precision.DAY)

    def clean_relays(self) -> Report | None:
        """The report meant by the reference."""
        reference = self.cleaned_data["relays"].strip().upper()
        if not reference:
            return None
        found = visible_to(self.reader, Report.objects.filter(reference=reference)).first()
        if found is None:
            raise forms.ValidationError(
                _now("No report has the reference %(reference)s.") % {"reference": reference}
            )
        return found

    def clean(self) -> dict[str, Any]:
        """The source is one of the register, or a new one with its reliability."""
        said = super().clean() or {}
        name = said.get("source")
        if name:
            said["known_source"] = selector.source_called(self.reader, name)
            if said["known_source"] is None and not said.get("source_reliability"):
                self.add_error(
                    "source_reliability",
                    _now("“%(name)s” is not in the register. Say how reliable it is to register it.")
                    % {"name": name},
                )
        return said
