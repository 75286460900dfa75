"""Which filters the list of parties offers and how its address spells them; it must not draw anything."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import Party, User
from tracker.models.choices import PartyKind
from tracker.selectors import parties


class PartyFilter(filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """Search words over names, aliases and ids; the kind; only those with duties."""

    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=PartyKind.choices, distinct=False)
    duties = filters.ChoiceFilter(
        label=_("Duties"), choices=[("some", _("with duties"))], method="having_duties"
    )

    class Meta:
        model = Party
        fields: list[str] = []

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """`reader` is whose view of the duties counts."""
        super().__init__(*args, **kwargs)
        self.reader = reader

    def search(self, rows: QuerySet[Party], _name: str, words: str) -> QuerySet[Party]:
        """Those in which every word occurs."""
        return parties.matching(rows, words)

    def having_duties(self, rows: QuerySet[Party], _name: str, _value: str) -> QuerySet[Party]:
        """Those that owe or are owed something."""
        return parties.with_duties(self.reader, rows)
