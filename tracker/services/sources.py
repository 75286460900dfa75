"""Keeps the register of sources, how reliable each is since when, where it stands; it reads no report."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Party, Source, SourceInterest, SourceReliability, User
from tracker.services import rows
from tracker.services.refusals import Refused

EDITABLE = ("slug", "name", "kind", "party", "parent", "url", "description", "marking", "teams")


def create(
    *,
    slug: str,
    name: str,
    kind: str,
    by: User,
    at: datetime,
    reliability: str | None = None,
    from_on: date | None = None,
    reason: str = "",
    party: Party | None = None,
    parent: Source | None = None,
    url: str = "",
    description: str = "",
    marking: int = 0,
) -> Source:
    """Enter a source, rated from a day on when a `reliability` (A to F) is given with its reason.

    Raises Refused with the field.
    """
    source = Source(
        slug=slug,
        name=name,
        kind=kind,
        party=party,
        parent=parent,
        url=url,
        description=description,
        marking=marking,
    )
    with transaction.atomic():
        rows.add(source, action="source.create", by=by, at=at)
        if reliability:
            if from_on is None:
                raise Refused(_("Say from which day on the reliability holds."), field="from_on")
            rate(source=source, reliability=reliability, from_on=from_on, reason=reason, by=by, at=at)
    return source


def edit(
    *, source: Source, version: int, changes: Mapping[str, Any], by: User | None, at: datetime
) -> Source:
    """Change what is said of a source: fields of EDITABLE. Raises Stale with both texts, or Refused."""

    def check(row: Source) -> None:
        rows.check_no_loop(row, "parent")

    return rows.edit(
        source,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="source.edit",
        by=by,
        at=at,
        check=check,
    )


def rate(
    *, source: Source, reliability: str, from_on: date, reason: str, by: User, at: datetime
) -> SourceReliability:
    """Give a source its letter (A to F) from a day on. Accepted findings keep the letter they have.

    Refused without a reason, and when it is rated from that day on already.
    """
    if not reason.strip():
        raise Refused(_("Say why the source deserves this letter."), field="reason")
    row = SourceReliability(
        source=source,
        reliability=reliability,
        from_on=from_on,
        reason=reason,
        recorded_at=at,
        recorded_by=by,
    )
    return rows.add(row, action="source.rate", thing=source, by=by, at=at, reason=reason)


def set_interest(
    *, source: Source, party: Party, interest: str, by: User | None, at: datetime, note: str = ""
) -> SourceInterest:
    """Note where a source stands toward a party; a second note takes the place of the first."""
    with transaction.atomic():
        row = SourceInterest.objects.select_for_update().filter(source=source, party=party).first()
        if row is None:
            row = SourceInterest(source=source, party=party, interest=interest, note=note)
            return rows.add(row, action="source.set_interest", thing=source, by=by, at=at)
        return rows.edit(
            row,
            version=None,
            changes={"interest": interest, "note": note},
            allowed=("interest", "note"),
            action="source.set_interest",
            thing=source,
            by=by,
            at=at,
        )


def remove_interest(*, interest: SourceInterest, by: User | None, at: datetime) -> None:
    """Take a note of interest away."""
    rows.remove(interest, action="source.remove_interest", thing=interest.source, by=by, at=at)


def remove_rating(*, rating: SourceReliability, reason: str, by: User | None, at: datetime) -> None:
    """Take a rating away that was entered in error. Refused without a reason."""
    if not reason.strip():
        raise Refused(_("Say why the rating is taken away."), field="reason")
    rows.remove(rating, action="source.remove_rating", thing=rating.source, by=by, at=at, reason=reason)
