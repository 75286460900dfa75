"""Which columns the list of parties has and how they sort; what a cell looks like its template knows."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _


def _cell(name: str, header: Any, **more: Any) -> tables.TemplateColumn:
    return tables.TemplateColumn(
        template_name=f"parties/_cell_{name}.html", verbose_name=header, empty_values=(), **more
    )


class PartyTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """Rows are `PartyRow`s; sorting is done in memory, over what the list shows."""

    name = _cell(
        "name", _("Party"), order_by=("party__name",), attrs={"td": {"scope": "row", "class": "full"}}
    )
    kind = _cell("kind", _("Kind"), order_by=("party__kind",))
    headline = _cell("headline", _("Headline"), order_by=("gravity",))
    counts = _cell("counts", _("What it owes"), order_by=("size",), attrs={"td": {"class": "full"}})

    class Meta:
        attrs = {"class": "sv-table sv-stack sv-parties", "aria-label": _("Parties")}
        order_by = ("name",)
