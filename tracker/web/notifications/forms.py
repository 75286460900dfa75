"""What a person is asked about being told and written to; what they typed is checked for its form only."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, NotificationRule, Party, User
from tracker.models.choices import CONFIDENCES, STATUSES, MailRhythm
from tracker.selectors import notifications as selector
from tracker.selectors.visibility import visible_to


@cache
def zones() -> list[tuple[str, str]]:
    """The names of all time zones, as choices."""
    return [(name, name) for name in sorted(available_timezones())]


class MailForm(forms.Form):
    """How one is written to."""

    mail = forms.ChoiceField(label=_("Mail"), choices=MailRhythm.choices, widget=forms.RadioSelect)
    email = forms.EmailField(
        label=_("Your address"), max_length=254, required=False, widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    quiet_from = forms.TimeField(
        label=_("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("No mail leaves meanwhile; it follows when the quiet hours end."),
    )
    quiet_to = forms.TimeField(
        label=_("Quiet to"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    time_zone = forms.ChoiceField(
        label=_("Your time zone"), help_text=_("Digests leave at 07:00 there, the weekly one on Mondays.")
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` is whose settings these are; an address that is set is not asked for."""
        kwargs["initial"] = {name: getattr(reader, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["time_zone"]
        choice.choices = zones()
        if reader.email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have both ends or none; the mistake stands at the empty one."""
        said: dict[str, Any] = super().clean() or {}
        for one, other in (("quiet_from", "quiet_to"), ("quiet_to", "quiet_from")):
            if said.get(one) is None and said.get(other) is not None and one not in self.errors:
                self.add_error(one, _("Quiet hours need a beginning and an end; leave both empty for none."))
        return said


class RuleForm(forms.Form):
    """What one wants to be told of."""

    agreement = forms.ModelChoiceField(
        label=_("Agreement"),
        queryset=Agreement.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("all you may see"),
    )
    party = forms.ModelChoiceField(
        label=_("Who owes the duty"),
        queryset=Party.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("anybody"),
    )
    changes = forms.BooleanField(label=_("Changes of status"), required=False, initial=True)
    statuses = forms.MultipleChoiceField(
        label=_("The status becomes one of"),
        choices=STATUSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for any status."),
    )
    least_confidence = forms.ChoiceField(
        label=_("Confidence at least"), choices=[("", _("any")), *CONFIDENCES], required=False
    )
    deadlines = forms.BooleanField(
        label=_("Due days, 90, 30, 7 and 1 days ahead"), required=False, initial=True
    )
    mail = forms.ChoiceField(
        label=_("Mail"), choices=[("", _("as I chose for everything")), *MailRhythm.choices], required=False
    )

    def __init__(self, *args: Any, reader: User, rule: NotificationRule | None = None, **kwargs: Any) -> None:
        """`reader` is whose rule it is: only what they may see can be chosen. `rule` is the one changed."""
        if rule is not None:
            kwargs["initial"] = {name: getattr(rule, name) for name in self.base_fields} | {
                "agreement": rule.agreement.slug if rule.agreement else None,
                "party": rule.party.slug if rule.party else None,
            }
        super().__init__(*args, **kwargs)
        agreements: Any = self.fields["agreement"]
        agreements.queryset = visible_to(reader, Agreement.objects.order_by("title"))
        agreements.label_from_instance = lambda one: one.title
        parties: Any = self.fields["party"]
        parties.queryset = selector.obligors(reader)
        parties.label_from_instance = lambda one: one.name
