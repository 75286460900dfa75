"""Keeps the text of an agreement as a tree of clauses; it does not say what they oblige to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tracker.models import Agreement, Clause, User
from tracker.services import rows
from tracker.services.refusals import Refused

EDITABLE = (
    "reference",
    "text",
    "parent",
    "position",
    "language",
    "translation",
    "is_paraphrase",
    "withheld",
    "marking",
    "teams",
)


def add(
    *,
    agreement: Agreement,
    reference: str,
    by: User | None,
    at: datetime,
    text: str = "",
    parent: Clause | None = None,
    position: int = 0,
    language: str = "en",
    translation: str = "",
    is_paraphrase: bool = False,
    withheld: bool = False,
    marking: int = 0,
) -> Clause:
    """Enter a clause under its reference, such as `Part Two, 1`. Raises Refused with the field."""
    clause = Clause(
        agreement=agreement,
        reference=reference,
        text=text,
        parent=parent,
        position=position,
        language=language,
        translation=translation,
        is_paraphrase=is_paraphrase,
        withheld=withheld,
        marking=marking,
    )
    _check(clause)
    return rows.add(clause, action="clause.add", by=by, at=at)


def edit(
    *, clause: Clause, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Clause:
    """Change a clause: fields of EDITABLE. Raises Stale with both texts, or Refused with the field."""
    return rows.edit(
        clause,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="clause.edit",
        by=by,
        at=at,
        check=_check,
    )


def remove(*, clause: Clause, reason: str, by: User | None, at: datetime) -> None:
    """Take a clause away. Refused while it has parts, or commitments that rest on it."""
    if clause.children.exists() or clause.commitments.exists():
        raise Refused(_("Parts or commitments rest on this clause. Move them to another clause first."))
    rows.remove(clause, action="clause.remove", thing=clause.agreement, by=by, at=at, reason=reason)


def _check(clause: Clause) -> None:
    if clause.parent is not None and clause.parent.agreement_id != clause.agreement_id:
        raise Refused(
            _("“%(parent)s” belongs to another agreement. Choose a clause of this one.")
            % {"parent": clause.parent},
            field="parent",
        )
    rows.check_no_loop(clause, "parent")
