"""Which filters the list of agreements offers and how its address spells them; it must not draw anything."""

from __future__ import annotations

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tracker.models import Agreement
from tracker.models.choices import AgreementKind


class AgreementFilter(filters.FilterSet):  # type: ignore[misc]  # the package has no types
    """Search words over title, reference, slug, summary and parties; the kind."""

    q = filters.CharFilter(label=_("Search"), method="search")
    kind = filters.MultipleChoiceFilter(label=_("Kind"), choices=AgreementKind.choices, distinct=False)

    class Meta:
        model = Agreement
        fields: list[str] = []

    def search(self, rows: QuerySet[Agreement], _name: str, words: str) -> QuerySet[Agreement]:
        """Those in which every word occurs."""
        for word in words.split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(reference__icontains=word)
                | Q(slug__icontains=word)
                | Q(summary__icontains=word)
                | Q(pk__in=Agreement.objects.filter(parties__name__icontains=word).values("pk"))
                | Q(pk__in=Agreement.objects.filter(parties__aliases__name__icontains=word).values("pk"))
            )
        return rows
