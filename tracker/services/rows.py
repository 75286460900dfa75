"""Adds, changes and removes one row with its ledger entry; it must not know the rules of any noun."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from tracker.models import Team, User
from tracker.models.marked import Marked, Versioned
from tracker.services import assessments, ledger, markings, portfolios, versions
from tracker.services.refusals import Refused
from tracker.services.rules import RULES
from tracker.services.wording import tidy

RowT = TypeVar("RowT", bound=models.Model)


def add(
    row: RowT,
    *,
    action: str,
    by: User | None,
    at: datetime,
    thing: models.Model | None = None,
    reason: str = "",
    teams: Collection[Team] = (),
) -> RowT:
    """Store a new row and record it; `thing` is what the entry is about where that is not the row itself.

    Raises Refused, with the field, for anything the database would not hold.
    """
    with transaction.atomic():
        clean(row)
        if isinstance(row, Marked):
            markings.settle(row, teams=teams)
        store(row)
        if isinstance(row, Marked) and teams:
            row.teams.set(teams)
        names = [field.name for field in _recorded(row)]
        after = {name: value for name, value in values(row, names).items() if value not in (None, "", False)}
        ledger.record(action=action, thing=thing or row, by=by, at=at, after=after, reason=reason)
    return row


def edit(
    row: RowT,
    *,
    version: int | None,
    changes: Mapping[str, Any],
    allowed: Collection[str],
    action: str,
    by: User | None,
    at: datetime,
    thing: models.Model | None = None,
    reason: str = "",
    check: Callable[[Any], None] | None = None,
) -> RowT:
    """Change fields of a stored row and record what differed; nothing is written when nothing does.

    `version` is the one that was read. Raises Stale with both texts, and Refused with the field.
    """
    for name in changes:
        if name not in allowed:
            raise Refused(_("“%(name)s” cannot be changed here.") % {"name": name}, field=name)
    with transaction.atomic():
        fresh = locked(row)
        versions.check(fresh, version, changes)
        before = values(fresh, changes)
        teams = changes.get("teams")
        for name, value in changes.items():
            if name != "teams":
                setattr(fresh, name, value)
        clean(fresh)
        if check is not None:
            check(fresh)
        old, new = ledger.changed(before, values(fresh, changes, teams=teams))
        if not new:
            return fresh
        if isinstance(fresh, Versioned):
            fresh.version += 1
        moved = isinstance(fresh, Marked) and markings.settle(fresh, teams=teams)
        store(fresh)
        ledger.record(action=action, thing=thing or fresh, by=by, at=at, before=old, after=new, reason=reason)
        if isinstance(fresh, Marked) and teams is not None:
            fresh.teams.set(teams)
        if isinstance(fresh, Marked) and (moved or teams is not None):
            assessments.request(commitments=markings.spread(fresh), at=at, cause=action)
            portfolios.forget()
    return fresh


def remove(
    row: models.Model, *, action: str, thing: models.Model, by: User | None, at: datetime, reason: str = ""
) -> None:
    """Delete a row that only says something of `thing`, which keeps the record of it. Refused when in use."""
    with transaction.atomic():
        fresh = locked(row)
        before = values(fresh, [field.name for field in _recorded(fresh)])
        try:
            fresh.delete()
        except models.ProtectedError as error:
            used = ", ".join(sorted({str(one._meta.verbose_name) for one in error.protected_objects}))
            raise Refused(_("It is in use by: %(used)s. Remove that first.") % {"used": used}) from error
        ledger.record(action=action, thing=thing, by=by, at=at, before=before, reason=reason)


def locked(row: RowT) -> RowT:
    """The row as it stands, locked until the transaction ends. Refused when somebody removed it."""
    try:
        return versions.locked(row)
    except type(row).DoesNotExist:  # type: ignore[attr-defined]
        raise Refused(_("Somebody removed this while you were writing. Nothing was saved.")) from None


def clean(row: models.Model) -> None:
    """Put every field in order. Raises Refused naming the first whose value cannot be kept."""
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key or (field.is_relation and value is not None):
            continue
        if isinstance(value, str):
            value = tidy(value) if isinstance(field, models.TextField) else tidy(value).strip()
            setattr(row, field.attname, value)
        if field.blank and value in field.empty_values:
            continue
        if value in field.empty_values and not isinstance(field, models.JSONField):
            raise Refused(
                _("“%(name)s” is empty: please fill it in.") % {"name": field.verbose_name}, field=field.name
            )
        try:
            setattr(row, field.attname, field.clean(value, row))
        except ValidationError as error:
            text = " ".join(error.messages)
            raise Refused(f"“{field.verbose_name}”: {text}", field=field.name) from error


def store(row: models.Model) -> None:
    """Save a row. Raises Refused with the sentence of the rule that the database found broken."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise broken_rule(row) from error


def broken_rule(row: models.Model) -> Refused:
    """The refusal for a row that the database did not take."""
    for model, constraints in row.get_constraints():
        for constraint in constraints:
            try:
                constraint.validate(model, row)
            except ValidationError:
                field, sentence = RULES[constraint.name]
                return Refused(sentence, field=field)
    try:
        row.validate_unique()
    except ValidationError as error:
        field = next(iter(error.message_dict))
        value = getattr(row, field, "")
        return Refused(_("“%(value)s” is taken already. Choose another.") % {"value": value}, field=field)
    return Refused(_("Something it belongs to was removed meanwhile. Reload the page and try again."))


def check_no_loop(row: models.Model, name: str) -> None:
    """Refused when following `name` upward from a row leads back to it."""
    seen, above = {row.pk}, getattr(row, name)
    while above is not None:
        if above.pk in seen:
            raise Refused(
                _("“%(above)s” is itself part of this, however far down. Choose another, or none.")
                % {"above": getattr(row, name)},
                field=name,
            )
        seen.add(above.pk)
        above = getattr(above, name)


def values(
    row: models.Model, names: Collection[str], *, teams: Collection[Team] | None = None
) -> dict[str, Any]:
    """Fields as the ledger keeps them: another row by what people call it, teams by their slugs."""
    found: dict[str, Any] = {}
    for name in names:
        if name == "teams":
            chosen = row.teams.all() if teams is None else teams  # type: ignore[attr-defined]
            found[name] = sorted(team.slug for team in chosen)
            continue
        value = getattr(row, name)
        found[name] = ledger.reference_of(value) if isinstance(value, models.Model) else value
    return found


def _recorded(row: models.Model) -> list[Any]:
    derived = {"version", "effective_marking", "restricted"}
    return [f for f in row._meta.concrete_fields if not f.primary_key and f.name not in derived]
