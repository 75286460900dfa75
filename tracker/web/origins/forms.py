"""Which fields a person fills in about origins; what is allowed is for the services to say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Finding, Origin, OriginAlias, Party, Source, User
from tracker.models.choices import Tlp
from tracker.selectors import origins as selector
from tracker.selectors import supposing
from tracker.selectors.visibility import audience_of, visible_to

MOST_NAMES = 50
MOST_MOVED = 100  # findings moved at once: each becomes a proposal that somebody reviews


def marking_field(reader: User) -> forms.TypedChoiceField:
    """A marking up to the reader's own clearance."""
    offered = [choice for choice in Tlp.choices if choice[0] <= audience_of(reader).level]
    return forms.TypedChoiceField(
        label=_("Marking"), choices=offered, coerce=int, initial=Tlp.CLEAR, help_text=_("Who may see it.")
    )


class OriginForm(forms.Form):
    """What an origin is called and what it is."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    aliases = forms.CharField(
        label=_("Other names"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("One a line, in any script: it is found by each of them."),
    )
    party = forms.ModelChoiceField(
        label=_("Is the party"),
        queryset=Party.objects.order_by("name"),
        required=False,
        empty_label=_("none"),
        help_text=_("Its word then counts as that party's own."),
    )
    source = forms.ModelChoiceField(
        label=_("Is the source"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("For a publisher that knows first-hand, such as a monitor."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` limits the sources and markings offered."""
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = visible_to(reader, Source.objects.order_by("name"))  # type: ignore[attr-defined]
        self.fields["marking"] = marking_field(reader)

    def clean_aliases(self) -> list[str]:
        """The names, each once."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if len(names) > MOST_NAMES:
            raise forms.ValidationError(_now("At most %(most)d other names fit.") % {"most": MOST_NAMES})
        for name in names:
            if len(name) > 200:
                raise forms.ValidationError(
                    _now("“%(name)s…” has more than 200 characters. Please shorten it.") % {"name": name[:40]}
                )
        return names


class MergeForm(forms.Form):
    """Into which origin another is merged."""

    into = forms.CharField(
        label=_("Is the same body as"),
        max_length=200,
        help_text=_("Begin to type and choose. From then on both speak with that one voice."),
        widget=forms.TextInput(attrs={"list": "origins", "autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` limits what can be found."""
        super().__init__(*args, **kwargs)
        self.reader = reader

    def clean_into(self) -> Origin:
        """The origin of this name."""
        found = selector.called(self.reader, self.cleaned_data["into"])
        if found is None:
            raise forms.ValidationError(
                _now("Nobody in the register is called “%(name)s”. Choose from the list, or enter it first.")
                % {"name": self.cleaned_data["into"][:60]}
            )
        return found


class MoveForm(forms.Form):
    """Which words and names of an origin belong to another one."""

    findings = forms.ModelMultipleChoiceField(
        label=_("Findings"), queryset=Finding.objects.none(), to_field_name="reference", required=False
    )
    aliases = forms.ModelMultipleChoiceField(
        label=_("Names"), queryset=OriginAlias.objects.none(), required=False
    )
    to = forms.CharField(
        label=_("Belong to"),
        max_length=200,
        help_text=_("Begin to type and choose; a name that is not in the list is entered as a new origin."),
        widget=forms.TextInput(attrs={"list": "origins", "autocomplete": "off", "dir": "auto"}),
    )

    def __init__(self, *args: Any, reader: User, origin: Origin, **kwargs: Any) -> None:
        """`reader` limits the findings, `origin` is whose they are now."""
        super().__init__(*args, **kwargs)
        rows: Any = self.fields
        rows["findings"].queryset = supposing.in_force(reader).filter(origin=origin)
        rows["aliases"].queryset = origin.aliases.all()

    def clean(self) -> dict[str, Any]:
        """Something is chosen, and no more than can be proposed at once."""
        said = super().clean() or {}
        chosen = list(said.get("findings") or [])
        if len(chosen) > MOST_MOVED:
            self.add_error(
                "findings",
                _now("At most %(most)d findings are moved at once; you chose %(number)d. Move the rest then.")
                % {"most": MOST_MOVED, "number": len(chosen)},
            )
        if not self.errors and not chosen and not said.get("aliases"):
            self.add_error("findings", _now("Choose at least one finding or name to move."))
        return said
