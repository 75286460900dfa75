"""What a person is asked to file a document; what it says of itself may be left out. It files nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.ingestion.facts import Facts, facts_of
from tracker.ingestion.reading import languages
from tracker.models import Upload, User
from tracker.selectors import uploads
from tracker.services import attachments
from tracker.services.refusals import Refused
from tracker.web.reports.forms import DayField, FilesField, ReferencesField, ReportForm

OPENING = 4000  # characters of a pasted text that are looked at


class TakesFiles(forms.Form):
    """Files: sent with the form, or come in pieces before and named by their references."""

    reader: User
    uploads = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("Kept as they are. PDF, HTML, DOCX, ODT, RTF, mail, text and tables can be cited from."),
    )
    upload = ReferencesField(required=False)

    @property
    def waiting(self) -> list[Upload]:
        """The reader's files that came in and that no report is filed with yet."""
        return uploads.waiting(self.reader)

    @property
    def chosen(self) -> list[str]:
        """The references of those that are to be filed, in a form that was refused too."""
        return ReferencesField().to_python(self["upload"].value())


class FilesForm(TakesFiles):
    """More files for a report that is filed."""

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` is who adds them."""
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean(self) -> dict[str, Any]:
        """At least one."""
        said = super().clean() or {}
        if not self.errors and not said.get("upload") and not said.get("uploads"):
            self.add_error("uploads", _now("No file was chosen."))
        return said


class FactsForm(forms.Form):
    """What a file says of itself, guessed when it was read."""

    title = forms.CharField(label=_("Title in the file"), max_length=300, required=False)
    author = forms.CharField(label=_("Author in the file"), max_length=300, required=False)
    written_on = DayField(label=_("Day in the file"), required=False)
    language = forms.CharField(label=_("Language"), max_length=10, required=False)

    def clean_written_on(self) -> date | None:
        """No day, where none is given."""
        return self.cleaned_data["written_on"] or None


class DocumentForm(TakesFiles, ReportForm):
    """A report with its document: text pasted in, files, or neither."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_("Paste the document's text: passages are cited from it. A form feed begins a new page."),
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=10,
        required=False,
        help_text=_("A code such as en, fa, ps, ar. Empty: as the document looks."),
        widget=forms.TextInput(attrs={"list": "languages", "autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, latest: date, **kwargs: Any) -> None:
        """`latest` is the last day a document can be of."""
        super().__init__(*args, **kwargs)
        self.latest = latest
        for name in ("title", "published_on"):
            self.fields[name].required = False

    def clean_text(self) -> str:
        """Short enough to be kept."""
        text = str(self.cleaned_data["text"])
        if text.strip():
            try:
                attachments.check_size(name="", size=len(text.encode()), pasted=True)
            except Refused as refusal:
                raise forms.ValidationError(refusal.sentence) from refusal
        return text

    def clean(self) -> dict[str, Any]:
        """What was left out is taken from the document; what that does not say either is asked for."""
        said = super().clean()
        facts = self._facts(said)
        said["language"] = said.get("language") or facts.language or "en"
        for name, value in (("title", facts.title), ("published_on", facts.published_on)):
            if name in self.errors or said.get(name):
                continue
            said[name] = value
            if not value:
                self.add_error(name, self.fields[name].error_messages["required"])
        return said

    def _facts(self, said: dict[str, Any]) -> Facts:
        for reference in said.get("upload") or []:
            one = uploads.own(self.reader, reference)
            if one is not None:
                return facts_of(
                    name=one.name,
                    title=one.title,
                    written_on=one.written_on,
                    language=one.language,
                    opening=one.opening,
                    latest=self.latest,
                )
        text = str(said.get("text") or "")
        if text.strip():
            opening = text[:OPENING]
            language = languages.guessed(opening) if not said.get("language") else ""
            return facts_of(name="", language=language, opening=opening, latest=self.latest)
        names = [one.name for one in said.get("uploads") or []]
        return facts_of(name=names[0], latest=self.latest) if names else Facts()
