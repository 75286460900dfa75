"""Keeps what is searched true to the things, in the transaction that changes them; it never finds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models, transaction

from tracker.models import (
    Agreement,
    Attachment,
    Clause,
    Commitment,
    Finding,
    Origin,
    Party,
    Report,
    SearchEntry,
    SearchText,
    Source,
)
from tracker.models.choices import SearchKind
from tracker.services.search.entries import KINDS, Kind

AT_ONCE = 200  # rows; pages of text are long
OF: dict[type[models.Model], SearchKind] = {
    Report: SearchKind.REPORT,
    Attachment: SearchKind.FILE,
    Finding: SearchKind.FINDING,
    Commitment: SearchKind.COMMITMENT,
    Clause: SearchKind.CLAUSE,
    Agreement: SearchKind.AGREEMENT,
    Party: SearchKind.PARTY,
    Source: SearchKind.SOURCE,
    Origin: SearchKind.ORIGIN,
}
COPIED = [field.attname for field in SearchEntry._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is not as its thing says: what should be there, what is; one of them may be missing."""

    wanted: SearchText | None
    stored: SearchText | None


def refresh(thing: models.Model) -> None:
    """Make what can be found of a thing as it stands now; for something that is not searched nothing happens.

    `services.ledger.record` calls it for whatever it records. Call it in the transaction of the change.
    """
    kind = OF.get(type(thing))
    if kind is None or thing.pk is None:
        return
    with transaction.atomic():
        moved = refresh_rows(KINDS[kind], [thing.pk])
        if isinstance(thing, Attachment):
            _refresh_all(SearchKind.PAGE, attachment=thing)
        elif moved and isinstance(thing, Report):
            _refresh_all(SearchKind.FILE, report=thing)
            _refresh_all(SearchKind.PAGE, attachment__report=thing)
            _refresh_all(SearchKind.FINDING, report=thing)
        elif moved and isinstance(thing, Agreement):
            _refresh_all(SearchKind.CLAUSE, agreement=thing)
            _refresh_all(SearchKind.COMMITMENT, agreement=thing)


def refresh_rows(kind: Kind, numbers: Collection[int]) -> bool:
    """Make the entries of these rows as they should be; whether a day, a reference or a language moved."""
    found = list(compare(kind, numbers))
    gone = [one.stored.entry_id for one in found if one.stored and _is_other(one)]
    if gone:
        SearchText.objects.filter(pk__in=gone).delete()
        SearchEntry.objects.filter(pk__in=gone).delete()
    added = [one.wanted for one in found if one.wanted and (one.stored is None or _is_other(one))]
    SearchEntry.objects.bulk_create(text.entry for text in added)
    SearchText.objects.bulk_create(added)
    for one in found:
        if one.wanted and one.stored and not _is_other(one):
            one.wanted.entry.save(force_update=True)
            one.wanted.save(force_update=True)
    return any(one.wanted and one.stored and _moved(one.wanted.entry, one.stored.entry) for one in found)


def compare(kind: Kind, numbers: Collection[int]) -> Iterator[Difference]:
    """Where the entries of these rows are not as they should be."""
    wanted = {getattr(text.entry, f"{kind.field}_id"): text for text in _wanted(kind, numbers)}
    here = SearchText.objects.select_related("entry")
    here = here.filter(entry__kind=kind.kind, **{f"entry__{kind.field}__in": list(numbers)})
    stored: dict[int, SearchText] = {}
    for text in here:
        if stored.setdefault(getattr(text.entry, f"{kind.field}_id"), text) is not text:
            yield Difference(None, text)
    for number in wanted.keys() | stored.keys():
        one, other = wanted.get(number), stored.get(number)
        if one is None or other is None or _values(one) != _values(other):
            yield Difference(one, other)


def in_chunks(kind: Kind, **of: Any) -> Iterator[list[int]]:
    """The numbers of the rows of a kind, so many at once as are compared in one go; `of` limits them."""
    numbers = iter(list(kind.rows().filter(**of).order_by("pk").values_list("pk", flat=True)))
    while chunk := list(islice(numbers, AT_ONCE)):
        yield chunk


def _refresh_all(kind: SearchKind, **of: Any) -> None:
    for chunk in in_chunks(KINDS[kind], **of):
        refresh_rows(KINDS[kind], chunk)


def _wanted(kind: Kind, numbers: Collection[int]) -> Iterator[SearchText]:
    for row in kind.rows().filter(pk__in=list(numbers)):
        text = kind.made(row)
        if text.head or text.body:
            yield text


def _values(text: SearchText) -> tuple[Any, ...]:
    return (text.head, text.body, *(getattr(text.entry, name) for name in COPIED))


def _is_other(one: Difference) -> bool:
    """Whether the stored entry cannot become the wanted one: its number says another day."""
    return one.wanted is None or one.stored is None or one.wanted.entry.pk != one.stored.entry_id


def _moved(wanted: SearchEntry, stored: SearchEntry) -> bool:
    return any(getattr(wanted, name) != getattr(stored, name) for name in ("day", "reference", "language"))
