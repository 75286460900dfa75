"""Tells from the ledger what was done to a thing, as people read it: who, when, what, before, after, why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from tracker.models import LedgerEntry, User
from tracker.selectors.actions import ACTIONS
from tracker.selectors.visibility import audience_of, visible_to

# Rows that only say something of another row have their history there.
OWNERS = {
    "AgreementParty": "agreement",
    "AgreementRelation": "agreement",
    "CommitmentLink": "commitment",
    "CommitmentParty": "commitment",
    "CommitmentVersion": "commitment",
    "OriginAlias": "origin",
    "PartyAlias": "party",
    "PartyIdentifier": "party",
    "PartyRelation": "party",
    "SourceInterest": "source",
    "SourceReliability": "source",
}
LONGEST = 300  # characters of a text shown; the ledger keeps it whole
HIDDEN = frozenset({"id", "version", "effective_marking", "restricted", "password"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of an entry, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger in words; `seq` is its number there."""

    seq: int
    who: str
    at: datetime
    what: str
    differences: tuple[Difference, ...]
    reason: str


def entries_of(reader: User, thing: models.Model) -> QuerySet[LedgerEntry]:
    """The ledger's entries about a thing (or about what it belongs to), newest first, as far as cleared."""
    owner = OWNERS.get(type(thing).__name__)
    if owner is not None:
        thing = getattr(thing, owner)
    return LedgerEntry.objects.filter(
        object_type=thing._meta.model_name,
        object_id=thing.pk,
        marking__lte=audience_of(reader).level,
    ).order_by("-seq")


def history_of(reader: User, thing: models.Model, limit: int = 50) -> list[Entry]:
    """The latest `limit` entries about a thing, newest first, in words."""
    return present(reader, list(entries_of(reader, thing)[:limit]))


def present(reader: User, entries: Sequence[LedgerEntry]) -> list[Entry]:
    """The entries in words; rows that fields point to are named, as far as cleared, in a query a model."""
    names = _names_of_rows(reader, entries)
    return [
        Entry(
            seq=entry.seq,
            who=_("Background job") if entry.actor == "system" else entry.actor,
            at=entry.at,
            what=action_label(entry.action),
            differences=tuple(_differences(entry, names)),
            reason=entry.reason,
        )
        for entry in entries
    ]


def action_label(action: str) -> str:
    """What was done, in words; an action without words is shown as it is."""
    return str(ACTIONS.get(action, action))


Names = dict[tuple[str, Any], str]


def _differences(entry: LedgerEntry, names: Names) -> Iterable[Difference]:
    for key in dict.fromkeys([*entry.before, *entry.after]):
        field = _field(entry, key)
        if key in HIDDEN or (field is not None and field.name in HIDDEN):
            continue
        label = capfirst(str(_label(field, key)))
        before = _shown(field, entry.before.get(key), names)
        after = _shown(field, entry.after.get(key), names)
        if before != after:
            yield Difference(label, before, after)


def _field(entry: LedgerEntry, key: str) -> models.Field[Any, Any] | None:
    model = _model(entry.object_type)
    candidates = [model] if model is not None else []
    if model is not None:  # what is recorded on an owner may be a field of a row that belongs to it
        candidates += [
            apps.get_model("tracker", name)
            for name, owner in OWNERS.items()
            if owner == model._meta.model_name
        ]
    for one in candidates:
        for name in (key, key.removesuffix("_id")):
            try:
                field = one._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            if isinstance(field, models.Field):
                return field
    return None


def _model(name: str) -> type[models.Model] | None:
    try:
        return apps.get_model("tracker", name)
    except LookupError:
        return None


def _label(field: models.Field[Any, Any] | None, key: str) -> str | Promise:
    if field is None:
        return key.replace("_", " ")
    if isinstance(field, models.ForeignKey) and str(field.verbose_name) == field.name.replace("_", " "):
        # Django's own name for it is English; what it points to has a name in every language.
        return field.related_model._meta.verbose_name or field.verbose_name
    return field.verbose_name


def _shown(field: models.Field[Any, Any] | None, value: Any, names: Names) -> str:
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if field is not None and isinstance(field, models.ForeignKey) and isinstance(value, int):
        return names.get((field.related_model._meta.label, value), f"#{value}")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    text = str(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _names_of_rows(reader: User, entries: Sequence[LedgerEntry]) -> Names:
    wanted: dict[type[models.Model], set[int]] = {}
    for entry in entries:
        for values in (entry.before, entry.after):
            for key, value in values.items():
                field = _field(entry, key) if isinstance(value, int) else None
                if isinstance(field, models.ForeignKey) and not isinstance(value, bool):
                    wanted.setdefault(field.related_model, set()).add(value)
    return {
        (model._meta.label, pk): str(row)
        for model, numbers in wanted.items()
        for pk, row in _visible(reader, model).in_bulk(numbers).items()
    }


def _visible(reader: User, model: type[models.Model]) -> QuerySet[Any]:
    rows = model._default_manager.all()
    return visible_to(reader, rows) if hasattr(model, "effective_marking") else rows
