"""Which columns the list of agreements has and how they sort; what a cell looks like its template knows."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _


def _cell(name: str, header: Any, **more: Any) -> tables.TemplateColumn:
    return tables.TemplateColumn(
        template_name=f"agreements/_cell_{name}.html", verbose_name=header, empty_values=(), **more
    )


class AgreementTable(tables.Table):  # type: ignore[misc]  # the package has no types
    """Rows are `AgreementRow`s; sorting is done in memory, over what the list shows."""

    title = _cell(
        "title",
        _("Agreement"),
        order_by=("agreement__title",),
        attrs={"td": {"scope": "row", "class": "full"}},
    )
    headline = _cell("headline", _("Headline"), order_by=("gravity",))
    counts = _cell("counts", _("Duties by status"), order_by=("size",), attrs={"td": {"class": "full"}})
    score = _cell("score", _("Score within coverage"), order_by=("done",), attrs={"td": {"class": "full"}})
    last = _cell("last", _("Last change"), order_by=("changed_on",), attrs={"td": {"class": "full"}})

    class Meta:
        attrs = {"class": "sv-table sv-stack sv-agr", "aria-label": _("Agreements")}
        order_by = ("headline",)
