"""What a person is asked about a feed; what they typed is checked here for its form only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tracker.models import Feed, Source, User
from tracker.models.choices import FeedKind, Tlp
from tracker.selectors.reports import sources_seen

TURNS = (
    (15, _("every 15 minutes")),
    (60, _("every hour")),
    (180, _("every 3 hours")),
    (720, _("every 12 hours")),
    (1440, _("once a day")),
)


class FeedForm(forms.Form):
    """What is said of a feed."""

    name = forms.CharField(label=_("Name"), max_length=200)
    source = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Source.objects.none(),
        help_text=_("Who publishes it; its news are never more open than it."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FeedKind.choices, initial=FeedKind.FEED)
    url = forms.CharField(
        label=_("Web address"),
        max_length=1000,
        widget=forms.URLInput(attrs={"placeholder": "https://", "dir": "ltr"}),
        help_text=_("Of the feed itself, not of the page it is announced on."),
    )
    every_minutes = forms.TypedChoiceField(label=_("Asked"), choices=TURNS, coerce=int, initial=60)
    marking = forms.TypedChoiceField(label=_("Marking"), choices=Tlp.choices, coerce=int, initial=0)
    active = forms.BooleanField(label=_("Is asked"), required=False, initial=True)

    def __init__(self, *args: Any, reader: User, feed: Feed | None = None, **kwargs: Any) -> None:
        """`reader` is who fills it in: only sources they may see can be chosen. `feed` is the one changed."""
        if feed is not None:
            kwargs["initial"] = {name: getattr(feed, name) for name in self.base_fields} | {
                "source": feed.source_id
            }
        super().__init__(*args, **kwargs)
        sources: Any = self.fields["source"]
        sources.queryset = sources_seen(reader).order_by("name")
        turns: Any = self.fields["every_minutes"]
        if feed is not None and feed.every_minutes not in dict(TURNS):
            turns.choices = [(feed.every_minutes, _("as it is")), *TURNS]
