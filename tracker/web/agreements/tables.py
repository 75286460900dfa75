"""How the list of agreements looks; its columns are declared with the list, its cells drawn by templates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.publishing.lists.agreements import COLUMNS
from tracker.web.declared import table_of

FULL = {"td": {"class": "full"}}
LOOKS = {
    "title": {"td": {"scope": "row", "class": "full"}},
    **dict.fromkeys(("counts", "score", "last"), FULL),
}


class AgreementTable(table_of(COLUMNS, LOOKS, template="agreements/_cell_{}.html")):  # type: ignore[misc]  # the package has no types
    """Rows are `AgreementRow`s; sorting is done in memory, over what the list shows."""

    class Meta:
        attrs = {"class": "sv-table sv-stack sv-agr", "aria-label": _("Agreements")}
        order_by = ("headline",)
