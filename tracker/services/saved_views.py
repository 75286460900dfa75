"""Keeps pages with their filters and days under a name; it must not know which pages there are.

A view is its owner's alone and leaves no trace in the ledger: opening it reads, as its address would.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import SavedView, User
from tracker.services import rows
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

MOST_VIEWS = 100  # of one person
LONGEST_NAME, LONGEST_PATH, LONGEST_QUERY = 120, 200, 2000


def save(*, name: str, path: str, query: str = "", by: User) -> SavedView:
    """Keep a page of ours, its path and its query, under a name.

    Refused, with the field, for a name in use, an address that leads elsewhere, and past MOST_VIEWS.
    """
    row = SavedView(user=by, name=_name(name), path=_path(path), query=_query(query))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)  # two windows at once are counted one by one
        own = SavedView.objects.filter(user=by)
        if own.count() >= MOST_VIEWS:
            raise Refused(
                _("You have saved %(most)d views. Delete one that you no longer open first.")
                % {"most": MOST_VIEWS}
            )
        _check_free(row)
        rows.store(row)
    return row


def rename(*, view: SavedView, name: str, by: User) -> SavedView:
    """Give one of a person's own views another name. Refused for another person's, and a name in use."""
    with transaction.atomic():
        row = _own(view, by)
        row.name = _name(name)
        _check_free(row)
        rows.store(row)
    return row


def delete(*, view: SavedView, by: User) -> None:
    """Forget one of a person's own views. Refused for another person's."""
    with transaction.atomic():
        _own(view, by).delete()


def _own(view: SavedView, by: User) -> SavedView:
    row = rows.locked(view)
    if row.user_id != by.pk:
        raise Refused(_("Only its owner can change a saved view."))
    return row


def _name(name: str) -> str:
    return one_line(name, field="name", name=_("Name"), most=LONGEST_NAME, needed=True)


def _check_free(row: SavedView) -> None:
    if SavedView.objects.filter(user=row.user_id, name=row.name).exclude(pk=row.pk).exists():
        raise Refused(
            _("You have a view called “%(name)s” already. Give this one another name.") % {"name": row.name},
            field="name",
        )


def _path(path: str) -> str:
    """The path as it is; whatever a browser could take for another site is refused."""
    parts = urlsplit(path) if path.isprintable() and "\\" not in path else None
    if (
        parts is None
        or parts.scheme
        or parts.netloc
        or parts.query
        or parts.fragment
        or not path.startswith("/")
        or path.startswith("//")
        or len(path) > LONGEST_PATH
    ):
        raise Refused(_("Only a page of this site can be saved."), field="path")
    return path


def _query(query: str) -> str:
    if len(query) > LONGEST_QUERY or not query.isprintable():
        raise Refused(
            _("These filters are too long to be saved: %(most)d characters at most.")
            % {"most": LONGEST_QUERY},
            field="query",
        )
    return query
