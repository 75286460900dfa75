"""Which fields an analyst fills in to record coverage or a position; the services decide what is allowed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, Party, Position, Report, Source, User
from tracker.models.choices import CoverageOutcome, PositionKind, Tlp
from tracker.selectors.visibility import audience_of, visible_to

BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, written as browsers and people write it: 2021-04-29."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, error_messages={"invalid": BAD_DAY}, **more)


class ReportField(forms.CharField):
    """The reference of a report the reader may see, or nothing."""

    reader: User

    def __init__(self) -> None:
        super().__init__(
            label=_("From the report"),
            required=False,
            max_length=20,
            help_text=_("Its reference, such as R-7K3Q9D, if it stands in one."),
            widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        )

    def clean(self, value: Any) -> Report | None:
        """The report of this reference."""
        reference = str(super().clean(value) or "").strip().upper()
        if not reference:
            return None
        found = visible_to(self.reader, Report.objects.filter(reference=reference)).first()
        if found is None:
            raise forms.ValidationError(
                _now("There is no report %(reference)s. Look at its page for the reference.")
                % {"reference": reference}
            )
        return found


def marking_field(reader: User) -> forms.TypedChoiceField:
    """A marking up to the reader's own clearance."""
    offered = [choice for choice in Tlp.choices if choice[0] <= audience_of(reader).level]
    return forms.TypedChoiceField(label=_("Marking"), choices=offered, coerce=int, initial=Tlp.CLEAR)


class CoverageForm(forms.Form):
    """Who looked, when, where, and what came of it."""

    source = forms.ModelChoiceField(label=_("Who looked"), queryset=Source.objects.none())
    outcome = forms.ChoiceField(label=_("What came of it"), choices=CoverageOutcome.choices)
    from_on = day_field(_("From"))
    to_on = day_field(_("To"))
    place = forms.CharField(
        label=_("Place"),
        max_length=200,
        required=False,
        help_text=_("Where exactly, as elsewhere on this duty: each place has its own silence."),
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    report = ReportField()

    def __init__(
        self, *args: Any, reader: User, commitment: Commitment, own: int | None = None, **kwargs: Any
    ) -> None:
        """`reader` limits the sources offered."""
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = visible_to(reader, Source.objects.order_by("name"))  # type: ignore[attr-defined]
        self.fields["report"].reader = reader  # type: ignore[attr-defined]
        self.fields["marking"] = marking_field(reader)


class PositionForm(forms.Form):
    """What a party says of the duty, and when it said so."""

    party = forms.ModelChoiceField(label=_("Party"), queryset=Party.objects.order_by("name"))
    kind = forms.ChoiceField(label=_("What it does"), choices=PositionKind.choices)
    about = forms.ModelChoiceField(
        label=_("Whom it accuses"),
        queryset=Party.objects.order_by("name"),
        required=False,
        empty_label=_("the party that owes it"),
        help_text=_("That party may reply; the clock runs until it does."),
    )
    stated_on = day_field(_("Stated on"))
    reply_due_on = day_field(
        _("Reply due"),
        required=False,
        help_text=_("Empty: the agreement's days for a reply, counted from the day it was stated."),
    )
    text = forms.CharField(
        label=_("In short"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("In your own words. It is shown beside the evidence and never weighed."),
    )
    replies_to = forms.ModelChoiceField(
        label=_("Replies to"), queryset=Position.objects.none(), required=False, empty_label=_("nothing")
    )
    report = ReportField()

    def __init__(
        self, *args: Any, reader: User, commitment: Commitment, own: int | None = None, **kwargs: Any
    ) -> None:
        """`commitment` limits what can be replied to, `reader` to what they may see; never to itself."""
        super().__init__(*args, **kwargs)
        earlier = Position.objects.filter(commitment=commitment).exclude(pk=own or 0).select_related("party")
        field: Any = self.fields["replies_to"]
        field.queryset = visible_to(reader, earlier)
        field.label_from_instance = lambda one: (
            f"{one.party.name}, {one.stated_on.isoformat()}: {one.get_kind_display()}"
        )
        self.fields["report"].reader = reader  # type: ignore[attr-defined]
        self.fields["marking"] = marking_field(reader)
