"""How the list of parties looks; its columns are declared with the list, its cells drawn by templates."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from tracker.publishing.lists.parties import COLUMNS
from tracker.web.declared import table_of

LOOKS = {"name": {"td": {"scope": "row", "class": "full"}}, "counts": {"td": {"class": "full"}}}


class PartyTable(table_of(COLUMNS, LOOKS, template="parties/_cell_{}.html")):  # type: ignore[misc]  # the package has no types
    """Rows are `PartyRow`s; sorting is done in memory, over what the list shows."""

    class Meta:
        attrs = {"class": "sv-table sv-stack sv-parties", "aria-label": _("Parties")}
        order_by = ("name",)
