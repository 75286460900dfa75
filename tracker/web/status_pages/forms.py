"""What a person is asked about a status page; what they typed is checked here for its form only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, StatusPage, User
from tracker.models.choices import Tlp
from tracker.selectors.visibility import visible_to


class Titled(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django's own takes none
    """Agreements by title; one that is not open says that the page will not show it."""

    def label_from_instance(self, obj: Agreement) -> str:
        """The title, with its marking where that keeps it from the page."""
        if obj.effective_marking == Tlp.CLEAR and not obj.restricted:
            return obj.title
        return _("%(title)s (not open: the page does not show it)") % {"title": obj.title}


class PageForm(forms.Form):
    """What a status page says and shows."""

    title = forms.CharField(label=_("Title"), max_length=200)
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Anybody can read it: say for whom the page is and whom to ask."),
    )
    agreements = Titled(
        label=_("Agreements"),
        queryset=Agreement.objects.none(),
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    listed = forms.BooleanField(
        label=_("Listed"),
        required=False,
        help_text=_("Found from the list of status pages. Otherwise only who has the address finds it."),
    )
    slug = forms.CharField(
        label=_("Address"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "afghanistan-2020"}),
        help_text=_("Letters, digits and hyphens. Empty: one that nobody can guess."),
    )

    def __init__(self, *args: Any, reader: User, page: StatusPage | None = None, **kwargs: Any) -> None:
        """`reader` is who fills it in: only what they may see can be chosen. `page` is the one changed."""
        if page is not None:
            kwargs["initial"] = {
                "title": page.title,
                "note": page.note,
                "listed": page.listed,
                "agreements": [one.slug for one in visible_to(reader, page.agreements.all())],
            }
        super().__init__(*args, **kwargs)
        agreements: Any = self.fields["agreements"]
        agreements.queryset = visible_to(reader, Agreement.objects.order_by("title"))
        if page is not None:
            del self.fields["slug"]  # an address that was given out stays
