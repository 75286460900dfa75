"""Keeps the register of parties: names, outside ids, dated relations; it knows no duty of theirs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tracker.models import Party, PartyAlias, PartyIdentifier, PartyRelation, User
from tracker.services import rows

EDITABLE = ("slug", "name", "kind", "parent", "description")
RELATION_EDITABLE = ("kind", "from_on", "to_on", "precision", "note")


def create(
    *,
    slug: str,
    name: str,
    kind: str,
    by: User | None,
    at: datetime,
    parent: Party | None = None,
    description: str = "",
    aliases: Iterable[str] = (),
    identifiers: Mapping[str, str] | None = None,
) -> Party:
    """Enter a party, with its other names and its ids elsewhere (scheme to value). Raises Refused."""
    with transaction.atomic():
        party = Party(slug=slug, name=name, kind=kind, parent=parent, description=description)
        rows.add(party, action="party.create", by=by, at=at)
        for alias in aliases:
            add_alias(party=party, name=alias, by=by, at=at)
        for scheme, value in (identifiers or {}).items():
            add_identifier(party=party, scheme=scheme, value=value, by=by, at=at)
    return party


def edit(*, party: Party, version: int, changes: Mapping[str, Any], by: User | None, at: datetime) -> Party:
    """Change what is said of a party: fields of EDITABLE. Raises Stale with both texts, or Refused."""

    def check(row: Party) -> None:
        rows.check_no_loop(row, "parent")

    return rows.edit(
        party,
        version=version,
        changes=changes,
        allowed=EDITABLE,
        action="party.edit",
        by=by,
        at=at,
        check=check,
    )


def add_alias(*, party: Party, name: str, by: User | None, at: datetime, language: str = "") -> PartyAlias:
    """Enter another name of a party, in any script. Refused when it has that name already."""
    alias = PartyAlias(party=party, name=name, language=language)
    return rows.add(alias, action="party.add_alias", thing=party, by=by, at=at)


def remove_alias(*, alias: PartyAlias, by: User | None, at: datetime) -> None:
    """Take another name away."""
    rows.remove(alias, action="party.remove_alias", thing=alias.party, by=by, at=at)


def add_identifier(
    *, party: Party, scheme: str, value: str, by: User | None, at: datetime
) -> PartyIdentifier:
    """Enter an id given elsewhere, such as scheme `wikidata`, value `Q30`. Refused when it is there."""
    identifier = PartyIdentifier(party=party, scheme=scheme, value=value)
    return rows.add(identifier, action="party.add_identifier", thing=party, by=by, at=at)


def remove_identifier(*, identifier: PartyIdentifier, by: User | None, at: datetime) -> None:
    """Take an outside id away."""
    rows.remove(identifier, action="party.remove_identifier", thing=identifier.party, by=by, at=at)


def relate(
    *,
    party: Party,
    other: Party,
    kind: str,
    by: User | None,
    at: datetime,
    from_on: date | None = None,
    to_on: date | None = None,
    precision: str = "day",
    note: str = "",
) -> PartyRelation:
    """Enter a relation from one party to another, between two days where known.

    Refused when it leads to itself or ends before it begins.
    """
    relation = PartyRelation(
        party=party, other=other, kind=kind, from_on=from_on, to_on=to_on, precision=precision, note=note
    )
    return rows.add(relation, action="party.relate", thing=party, by=by, at=at)


def edit_relation(
    *, relation: PartyRelation, changes: Mapping[str, Any], by: User | None, at: datetime
) -> PartyRelation:
    """Correct the days, the kind or the note of a relation. Raises Refused."""
    return rows.edit(
        relation,
        version=None,
        changes=changes,
        allowed=RELATION_EDITABLE,
        action="party.edit_relation",
        thing=relation.party,
        by=by,
        at=at,
    )


def unrelate(*, relation: PartyRelation, by: User | None, at: datetime) -> None:
    """Take a relation away that was entered in error."""
    rows.remove(relation, action="party.unrelate", thing=relation.party, by=by, at=at)
