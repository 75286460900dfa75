"""Which filters the list of commitments offers and how its address spells them; it must not draw anything."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement, Commitment, Party, User
from tracker.models.choices import CONFIDENCES, KINDS, STATUSES
from tracker.selectors import commitments
from tracker.selectors.visibility import visible_to

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
BAD_DAY = _("That is not a day of the calendar. Write it like 2021-04-29.")


class CommitmentFilter(filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """Search words, agreement, obligor, kind, status, confidence, due between two days, essential.

    The rows must come from `selectors.commitments.listed`. Names in the address are those of the fields; a
    filter with several values repeats its name.
    """

    q = filters.CharFilter(label=_("Search"), method="search")
    agreement = filters.ModelMultipleChoiceFilter(
        label=_("Agreement"),
        field_name="agreement__slug",
        to_field_name="slug",
        queryset=Agreement.objects.none(),
        distinct=False,
    )
    obligor = filters.ModelMultipleChoiceFilter(
        label=_("Obligor"),
        to_field_name="slug",
        queryset=Party.objects.none(),
        method="owed_by",
        distinct=False,
    )
    kind = filters.MultipleChoiceFilter(
        label=_("Kind"), field_name="defined_kind", choices=KINDS, distinct=False
    )
    status = filters.MultipleChoiceFilter(
        label=_("Status"), field_name="standing_status", choices=STATUSES, distinct=False
    )
    confidence = filters.MultipleChoiceFilter(
        label=_("Confidence"), field_name="standing_confidence", choices=CONFIDENCES, distinct=False
    )
    due_from = filters.DateFilter(
        label=_("Due from"),
        field_name="defined_due_on",
        lookup_expr="gte",
        widget=DAY,
        error_messages={"invalid": BAD_DAY},
    )
    due_to = filters.DateFilter(
        label=_("Due to"),
        field_name="defined_due_on",
        lookup_expr="lte",
        widget=DAY,
        error_messages={"invalid": BAD_DAY},
    )
    essential = filters.MultipleChoiceFilter(
        label=_("Essential"),
        field_name="defined_essential",
        choices=[("1", _("Essential")), ("0", _("Not essential"))],
        distinct=False,
    )

    class Meta:
        model = Commitment
        fields: list[str] = []

    def __init__(self, *args: Any, reader: User, by_status: bool = True, **kwargs: Any) -> None:
        """`by_status` is False where statuses are computed row by row and cannot be filtered."""
        super().__init__(*args, **kwargs)
        self.filters["agreement"].queryset = visible_to(reader, Agreement.objects.all())
        self.filters["obligor"].queryset = commitments.obligors_seen(reader)
        if not by_status:
            del self.filters["status"], self.filters["confidence"]

    def search(self, rows: QuerySet[Commitment], name: str, value: str) -> QuerySet[Commitment]:
        """Every word must occur in the code, the title, the description or a party's name."""
        return commitments.matching(rows, value)

    def owed_by(self, rows: QuerySet[Commitment], name: str, value: Any) -> QuerySet[Commitment]:
        """Those that any of the parties owes."""
        return commitments.owed_by(rows, value) if value else rows
