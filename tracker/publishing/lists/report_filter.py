"""Which filters the list of reports offers; it must not draw anything."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import Report, Source, User
from tracker.models.choices import Tlp
from tracker.selectors import reports


class ReportFilter(filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """Search words, source, language, marking; names in the address are those of the fields."""

    q = filters.CharFilter(label=_("Search"), method="search")
    source = filters.ModelChoiceFilter(
        label=_("Source"),
        field_name="source",
        to_field_name="slug",
        queryset=Source.objects.none(),
        empty_label=_("any source"),
    )
    language = filters.ChoiceFilter(label=_("Language"), choices=[], empty_label=_("any language"))
    marking = filters.ChoiceFilter(
        label=_("Marking"),
        field_name="effective_marking",
        choices=Tlp.choices,
        empty_label=_("any marking"),
    )

    class Meta:
        model = Report
        fields: list[str] = []

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """Only what the reader may see is offered."""
        super().__init__(*args, **kwargs)
        self.filters["source"].queryset = reports.sources_seen(reader)
        known = self.queryset.order_by().values_list("language", flat=True).distinct()
        self.filters["language"].extra["choices"] = [(one, one) for one in sorted(known) if one]

    def search(self, rows: QuerySet[Report], name: str, value: str) -> QuerySet[Report]:
        """Every word must occur in the title, the note, the source or the text."""
        return reports.matching(rows, value)
