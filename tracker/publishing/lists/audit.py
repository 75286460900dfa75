"""Answers what the ledger holds for what its address asks; it must not draw it, nor write an entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Max
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import LedgerEntry, User
from tracker.models.choices import Tlp
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.listed import Listed
from tracker.selectors import history
from tracker.selectors.actions import ACTIONS
from tracker.selectors.visibility import audience_of

LONGEST = 150  # characters of what is looked for

COLUMNS: tuple[Column, ...] = (
    make.moment("at", _("At"), lambda row: row.at),
    make.text("who", _("Who"), lambda row: row.actor),
    make.text("action", _("Action"), lambda row: row.action, words=ACTIONS),
    make.text("kind", _("Kind of thing"), lambda row: row.object_type),
    make.text("thing", _("Thing"), lambda row: row.object_ref),
    make.text("before", _("Before"), lambda row: _written(row.before)),
    make.text("after", _("After"), lambda row: _written(row.after)),
    make.text("reason", _("Reason"), lambda row: row.reason or None),
    make.text("request", _("Request"), lambda row: row.request_id or None),
    make.text("leaf", _("Leaf hash"), lambda row: row.leaf_hash),
)

# Below RED numbers would tell how much there is that one may not see.
NUMBER = make.integer("number", _("Number"), lambda row: row.seq)


def is_numbered(reader: User) -> bool:
    """Whether the reader is told the numbers of entries."""
    return audience_of(reader).level == Tlp.RED


def read(reader: User, asked: QueryDict, *, from_on: date | None, to_on: date | None) -> Listed:
    """The entries the reader is cleared for, latest first; days are those of UTC, both included."""
    rows = LedgerEntry.objects.filter(marking__lte=audience_of(reader).level).order_by("-seq")
    used: list[tuple[Any, str]] = []
    problems: list[str] = []
    person, kind, action, request = (
        asked.get(name, "").replace("\x00", "").strip()[:LONGEST]
        for name in ("person", "kind", "action", "request")
    )
    if person:
        rows = rows.filter(actor=person)
        used.append((_("Who"), person))
    if kind:
        if kind not in dict(choices_of_kinds()):
            problems.append(_now("There is no kind of thing “%(kind)s”.") % {"kind": kind[:80]})
        rows = rows.filter(object_type=kind)
        used.append((_("Kind of thing"), kind))
    if action:
        if action not in ACTIONS:
            problems.append(_now("There is no action “%(action)s”.") % {"action": action[:80]})
        rows = rows.filter(action=action)
        used.append((_("Action"), history.action_label(action)))
    if request:
        rows = rows.filter(request_id=request)
        used.append((_("Request"), request))
    if from_on:
        rows = rows.filter(at__gte=_midnight(from_on))
        used.append((_("From"), from_on.isoformat()))
    if to_on:
        rows = rows.filter(at__lt=_midnight(to_on + timedelta(days=1)))
        used.append((_("To"), to_on.isoformat()))
    return Listed(
        name="audit",
        title=_("Audit"),
        rows=rows,
        columns=(NUMBER, *COLUMNS) if is_numbered(reader) else COLUMNS,
        filters=used,
        problems=problems,
        marking=partial(_marking, rows),
    )


def before(rows: Any, leaf: str) -> Any:
    """Those of the rows that came before the one with this leaf hash; all of them when there is none."""
    place = rows.order_by().filter(leaf_hash=leaf[:64]).values_list("seq", flat=True).first()
    return rows if place is None else rows.filter(seq__lt=place)


def choices_of_actions() -> list[tuple[str, str]]:
    """Every action with its words, in their order."""
    return sorted(((code, str(words)) for code, words in ACTIONS.items()), key=lambda one: (one[1], one[0]))


def choices_of_kinds() -> list[tuple[str, str]]:
    """Every kind of thing the ledger may be about, with its words, in their order."""
    models: Sequence[Any] = list(apps.get_app_config("tracker").get_models())
    pairs = [(str(model._meta.model_name), capfirst(str(model._meta.verbose_name))) for model in models]
    return sorted(pairs, key=lambda one: (one[1], one[0]))


def _written(values: dict[str, Any]) -> str | None:
    return json.dumps(values, ensure_ascii=False, sort_keys=True) if values else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _marking(rows: Any) -> int:
    strictest: int | None = rows.order_by().aggregate(strictest=Max("marking"))["strictest"]
    return strictest or 0
