"""What a person asks of a scratch copy, checked for its form; it judges nothing and writes nothing."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.assessment import Kind
from tracker.assessment.reference_numbers import PARAMETERS, unit_of
from tracker.models import Commitment, Origin
from tracker.models.choices import BOUNDS, CREDIBILITIES, INTERESTS, RELIABILITIES
from tracker.publishing import typed_figures as readings
from tracker.selectors.imagined import Imagined
from tracker.services.parameters import NUMBERS
from tracker.web.what_if import address

STANCES = [
    ("SUPPORTS", _("kept")),
    ("PARTIAL", _("partly")),
    ("CONTRADICTS", _("not kept")),
]
LETTERS = [(letter, letter) for letter, _label in RELIABILITIES if letter]
DIGITS = [(digit, digit) for digit, _label in CREDIBILITIES]
BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")
FIGURES = re.compile(r"[\s,;·]+")


class ImagineForm(forms.Form):
    """A finding on one duty that nobody filed; `imagined()` is what it says."""

    stance = forms.ChoiceField(label=_("It says that the duty is"), choices=STANCES)
    letter = forms.ChoiceField(label=_("Reliability"), choices=LETTERS, initial="B")
    digit = forms.ChoiceField(label=_("Credibility"), choices=DIGITS, initial="2")
    origin = forms.ChoiceField(label=_("Who knows this first-hand?"))
    interest = forms.ChoiceField(label=_("Whose word is it?"), choices=INTERESTS, initial="IND")
    observed_on = forms.DateField(
        label=_("Day it speaks of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": BAD_DAY},
    )
    bound = forms.ChoiceField(label=_("The figure is"), choices=BOUNDS, required=False)
    value = forms.CharField(label=_("Value, or its low end"), max_length=40, required=False)
    value_high = forms.CharField(label=_("High end"), max_length=40, required=False)
    severity = forms.TypedChoiceField(
        label=_("How serious is that?"),
        choices=[("2", _("serious")), ("1", _("minor"))],
        coerce=int,
        empty_value=2,  # type: ignore[arg-type]
        required=False,
    )
    extent = forms.TypedChoiceField(
        label=_("How far?"),
        choices=[("1", _("minimum")), ("2", _("intermediate"))],
        coerce=int,
        empty_value=1,  # type: ignore[arg-type]
        required=False,
    )
    reversal = forms.BooleanField(label=_("It undoes an earlier performance"), required=False)
    repudiation = forms.BooleanField(label=_("It refuses in words"), required=False)

    def __init__(self, *args: Any, duty: Commitment, origins: list[Origin], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "i"})
        self.duty = duty
        new = [(f"*{n}", _now("an origin not seen before, no. %(n)s") % {"n": n}) for n in (1, 2, 3)]
        origin: Any = self.fields["origin"]
        origin.choices = [*new, *((one.slug, one.name) for one in origins)]
        kind = duty.current.kind if duty.current else ""
        unfit: dict[str, tuple[str, ...]] = {
            Kind.METRIC: ("severity", "extent", "reversal", "repudiation"),
            Kind.ACT: ("bound", "value", "value_high"),
        }
        for name in unfit.get(kind, ("bound", "value", "value_high", "extent", "reversal", "repudiation")):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The figures become integers as the measure stores them."""
        said = super().clean() or {}
        if "bound" not in self.fields or self.errors:
            return said
        decimals = self.duty.current.decimals if self.duty.current else 0
        typed = [said.get("value", "")]
        if said.get("bound") == "range":
            typed.append(said.get("value_high", ""))
        try:
            figures = [readings.parse(text, decimals) for text in typed]
        except readings.BadFigure as problem:
            self.add_error("value", str(problem))
            return said
        if not said.get("bound") or None in figures:
            self.add_error("value", _now("A measure needs a figure: say what it is, and how exact."))
        elif len(figures) == 2 and figures != sorted(figures, key=lambda one: one or 0):
            self.add_error("value_high", _now("The high end lies below the low end."))
        said["figures"] = tuple(one for one in figures if one is not None)
        return said

    def imagined(self, name: str) -> Imagined:
        """The finding, about the duty of this name."""
        said = self.cleaned_data
        return Imagined(
            duty=name,
            stance=said["stance"],
            grade=said["letter"] + said["digit"],
            origin=said["origin"],
            observed_on=said["observed_on"],
            interest=said["interest"],
            bound=said.get("bound", ""),
            values=said.get("figures", ()),
            extent=said.get("extent", 1) if said["stance"] == "PARTIAL" else 1,
            severity=said.get("severity", 2),
            reversal=said.get("reversal", False),
            repudiation=said.get("repudiation", False),
        )


class NumberForm(forms.Form):
    """Another value for one number of the method; `number` in the cleaned data is its name with the value."""

    name = forms.ChoiceField(label=_("Number of the method"))
    value = forms.CharField(
        label=_("Another value"),
        max_length=120,
        help_text=_("Whole numbers; several are written with spaces between them."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, used: object, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "n"})
        field: Any = self.fields["name"]
        field.choices = [(name, _choice(name, getattr(used, name))) for name in NUMBERS]

    def clean(self) -> dict[str, Any]:
        """The value in the form of the number it is for."""
        said = super().clean() or {}
        if self.errors:
            return said
        texts = [one for one in FIGURES.split(said["value"].strip()) if one]
        try:
            figures = [int(one) for one in texts if address.FIGURE.fullmatch(one)]
            if len(figures) != len(texts):
                raise address.Unreadable(_now("Write whole numbers, with spaces between them."))
            said["number"] = (said["name"], address.number_of(said["name"], figures))
        except address.Unreadable as problem:
            self.add_error("value", str(problem))
        return said


def _choice(name: str, value: object) -> str:
    figures = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    unit = unit_of(name)
    return f"{PARAMETERS[name]} ({figures}{' ' + unit if unit else ''})"
