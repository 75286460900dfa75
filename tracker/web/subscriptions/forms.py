"""What a person is asked about a private address; what they typed is checked here for its form only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, Party, User
from tracker.models.choices import SubscriptionKind
from tracker.selectors.commitments import obligors_seen
from tracker.selectors.visibility import visible_to


class AddressForm(forms.Form):
    """What the address gives out, of what, and what its owner calls it."""

    kind = forms.ChoiceField(
        label=_("Gives out"),
        choices=SubscriptionKind.choices,
        initial=SubscriptionKind.CALENDAR,
        widget=forms.RadioSelect,
    )
    agreement = forms.ModelChoiceField(
        label=_("Agreement"),
        queryset=Agreement.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("All I may see"),
    )
    party = forms.ModelChoiceField(
        label=_("Obligor"),
        queryset=Party.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label=_("Any"),
        help_text=_("Instead of an agreement: what one party owes, in all of them."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("How you will know it again, such as “telephone”; calendars show it."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` is who fills it in: only what they may see can be chosen."""
        super().__init__(*args, **kwargs)
        agreements: Any = self.fields["agreement"]
        agreements.queryset = visible_to(reader, Agreement.objects.order_by("title"))
        parties: Any = self.fields["party"]
        parties.queryset = obligors_seen(reader)
