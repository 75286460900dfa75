"""What a person is asked about a passage; what they typed is checked here for its form only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, Finding, Report, TextPage, User
from tracker.models.choices import BOUNDS, CREDIBILITIES, INTERESTS, RELIABILITIES, Precision, Tlp
from tracker.publishing import typed_figures as readings
from tracker.selectors import findings as selector
from tracker.selectors import origins, reports

BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")
STANCES = [
    ("SUPPORTS", _("kept")),
    ("PARTIAL", _("partly")),
    ("CONTRADICTS", _("not kept")),
    ("NEUTRAL", _("unclear")),
]
SEVERITIES = [("1", _("minor")), ("2", _("serious"))]
EXTENTS = [("1", _("minimum")), ("2", _("intermediate"))]
AS_PROPOSED = ("", _("as proposed"))


def _radios() -> forms.RadioSelect:
    return forms.RadioSelect()


# Fields that the form shows as they are stored.
SAME = (
    *("stance", "severity", "extent", "statement", "interest", "credibility", "reliability"),
    *("reliability_reason", "bound", "observed_from", "observed_to", "observed_precision", "event_on"),
    *("reversal", "repudiation", "place", "marking"),
)


class DayField(forms.DateField):
    """A calendar day; anything else is answered in a sentence."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": BAD_DAY}
    input_formats = ["%Y-%m-%d"]


class FindingForm(forms.Form):
    """A finding on a passage. `commitment` and `origin` in the cleaned data are rows; figures are scaled."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    page = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput())
    quote = forms.CharField(
        label=_("The passage"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Word for word, so that it is found in the text."),
    )
    commitment = forms.CharField(required=False, max_length=140, label=_("Duty"))
    duty = forms.CharField(
        label=_("Another duty"),
        required=False,
        max_length=140,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    stance = forms.ChoiceField(
        label=_("It says that the duty is"),
        choices=STANCES,
        widget=_radios(),
    )
    severity = forms.TypedChoiceField(
        label=_("How serious is that?"),
        choices=SEVERITIES,
        coerce=int,
        initial="2",
        required=False,
        widget=_radios(),
    )
    extent = forms.TypedChoiceField(
        label=_("How far?"),
        choices=EXTENTS,
        coerce=int,
        required=False,
        widget=_radios(),
        help_text=_("Only where it is partly kept."),
    )
    statement = forms.CharField(
        label=_("In short"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the passage says, in a few words."),
    )
    origin = forms.CharField(
        label=_("Who knows this first-hand?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("The body that knows, not the outlet that repeats it."),
    )
    new_origin = forms.BooleanField(label=_("It is not in the register: enter it"), required=False)
    interest = forms.ChoiceField(
        label=_("Whose word is it?"), choices=[AS_PROPOSED, *INTERESTS], required=False, widget=_radios()
    )
    credibility = forms.ChoiceField(
        label=_("How credible is this information?"),
        choices=[(value, value) for value, _label in CREDIBILITIES],
        widget=_radios(),
    )
    reliability = forms.ChoiceField(
        label=_("Reliability"), required=False, choices=[("", _("as the source's")), *RELIABILITIES]
    )
    reliability_reason = forms.CharField(label=_("Why another"), required=False, max_length=300)
    bound = forms.ChoiceField(label=_("The figure is"), required=False, choices=BOUNDS)
    value_low = forms.CharField(
        label=_("Value, or its low end"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    value_high = forms.CharField(
        label=_("High end"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    observed_from = DayField(label=_("Observed from"), required=False)
    observed_to = DayField(label=_("Observed to"))
    observed_precision = forms.ChoiceField(
        label=_("Known"), choices=Precision.choices, initial=Precision.DAY, required=False
    )
    event_on = DayField(
        label=_("Day of the event"), required=False, help_text=_("When it was done, if the passage says so.")
    )
    reversal = forms.BooleanField(
        label=_("It undoes an earlier performance"),
        required=False,
        help_text=_("Done once, then taken back."),
    )
    repudiation = forms.BooleanField(
        label=_("It refuses in words"), required=False, help_text=_("The obligor says it will not do it.")
    )
    place = forms.CharField(label=_("Place"), required=False, max_length=200)
    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=Tlp.choices,
        initial=0,
        required=False,
        help_text=_("Never more open than report, duty and origin."),
    )

    def __init__(self, *args: Any, reader: User, report: Report, **kwargs: Any) -> None:
        """`reader` is who fills it in, `report` what the passage stands in."""
        super().__init__(*args, **kwargs)
        self.reader, self.report = reader, report
        self.fields["origin"].widget.attrs["data-picker"] = reverse(
            "finding_origins", args=[report.reference]
        )

    def chosen(self) -> Commitment | None:
        """The duty chosen so far, in a form that was sent or only filled in; None while there is none."""
        found = selector.commitment_called(self.reader, self._value("commitment") or self._value("duty"))
        return found[0] if len(found) == 1 else None

    def _value(self, name: str) -> str:
        return str(self[name].value() or "")

    def clean_marking(self) -> int:
        """Open, unless said otherwise."""
        return int(self.cleaned_data["marking"] or 0)

    def clean_page(self) -> TextPage | None:
        """The page the passage stands on."""
        name = self.cleaned_data["page"]
        page = reports.page_called(self.reader, self.report, name) if name else None
        if name and page is None:
            raise forms.ValidationError(
                _now("The marked page is not in this report. Mark the passage again.")
            )
        return page

    def clean(self) -> dict[str, Any]:
        """Rows for names, and figures scaled to the measure of the duty."""
        said = super().clean() or {}
        self._find_commitment(said)
        self._find_origin(said)
        commitment = said.get("commitment")
        decimals = commitment.current.decimals if commitment and commitment.current else 0
        measured = bool(commitment and commitment.current and commitment.current.kind == "METRIC")
        for name in ("value_low", "value_high"):
            try:
                said[name] = readings.parse(said.get(name) or "", decimals) if measured else None
            except readings.BadFigure as problem:
                self.add_error(name, str(problem))
        said["extent"] = said.get("extent") or None
        said["severity"] = said.get("severity") or 2
        said["observed_precision"] = said.get("observed_precision") or Precision.DAY
        return said

    def _find_commitment(self, said: dict[str, Any]) -> None:
        name = said.get("commitment") or said.get("duty") or ""
        found = selector.commitment_called(self.reader, name) if name else []
        said["commitment"] = found[0] if len(found) == 1 else None
        if not name:
            self.add_error("commitment", _now("Choose the duty it bears on."))
        elif not found:
            self.add_error(
                "commitment",
                _now("No duty has the code “%(name)s”. Look for it by a word of its title.") % {"name": name},
            )
        elif len(found) > 1:
            names = ", ".join(f"{one.agreement.slug}/{one.code}" for one in found)
            self.add_error(
                "commitment", _now("Several duties have this code: %(names)s. Say which.") % {"names": names}
            )

    def _find_origin(self, said: dict[str, Any]) -> None:
        name = " ".join((said.get("origin") or "").split())
        said["origin_name"] = name
        said["origin"] = origins.called(self.reader, name)
        if name and said["origin"] is None and not said.get("new_origin"):
            self.add_error(
                "origin",
                _now("“%(name)s” is not in the register. Choose from the list, or enter it as new.")
                % {"name": name},
            )


def said_of(finding: Finding) -> dict[str, Any]:
    """A stored finding as its form shows it."""
    decimals = finding.commitment.current.decimals if finding.commitment.current else 0
    said: dict[str, Any] = {name: getattr(finding, name) for name in SAME}
    return said | {
        "quote": finding.excerpt,
        "start": finding.start_offset,
        "end": finding.end_offset,
        "page": reports.page_name(finding.page) if finding.page else "",
        "commitment": f"{finding.commitment.agreement.slug}/{finding.commitment.code}",
        "origin": finding.origin.name if finding.origin else "",
        "value_low": readings.shown(finding.value_low, decimals),
        "value_high": readings.shown(finding.value_high, decimals),
    }
