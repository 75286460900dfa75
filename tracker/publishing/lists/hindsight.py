"""Answers which past days of an agreement read differently now, for pages and files; it must not judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, User
from tracker.models.choices import STATUSES
from tracker.publishing import figures
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.listed import Listed
from tracker.selectors import hindsight as selector
from tracker.selectors import strictest
from tracker.selectors.hindsight import Lesson, Misread

MOST = 500  # stretches of a file; what taught us of each is found by judging it anew


@dataclass(slots=True)
class Row:
    """A stretch of days with its commitment and, once completed, what taught us."""

    commitment: Commitment
    stretch: Misread
    lesson: Lesson | None = None


COLUMNS: tuple[Column, ...] = (
    make.text("code", _("Code"), lambda row: row.commitment.code),
    make.text("title", _("Commitment"), lambda row: row.commitment.title),
    make.day("from", _("From"), lambda row: row.stretch.from_on),
    make.day("to", _("To"), lambda row: row.stretch.to_on),
    make.text("believed", _("Believed then"), lambda row: row.stretch.believed, words=dict(STATUSES)),
    make.text("known", _("Known now"), lambda row: row.stretch.known, words=dict(STATUSES)),
    make.day("learned", _("Learned"), lambda row: row.lesson.learned_on if row.lesson else None),
    make.text(
        "findings",
        _("Findings"),
        lambda row: (", ".join(row.lesson.findings) or None) if row.lesson else None,
    ),
)


def read(
    reader: User, duties: Mapping[int, Commitment], *, until: date, today: date, code: str = ""
) -> Listed:
    """The stretches of these duties up to a day, the latest first; `today` is the day whose knowledge is now.

    `code` says in the file that the duties are one of an agreement.
    """
    rows = [Row(duties[one.commitment_id], one) for one in selector.misread(reader, duties, until)]
    used: list[tuple[Any, str]] = [(_("Known now"), today.isoformat())]
    if code:
        used.append((_("Code"), code))
    return Listed(
        name="hindsight",
        title=_("What we know now that we did not know then"),
        rows=rows,
        columns=COLUMNS,
        complete=partial(_complete, reader, today),
        filters=used,
        marking=partial(strictest.of_duties, reader, Commitment.objects.filter(pk__in=list(duties))),
        most=MOST,
        too_many=_too_many,
    )


def _complete(reader: User, today: date, rows: Sequence[Row]) -> None:
    lessons = selector.lessons(reader, [row.stretch for row in rows], today)
    for row in rows:
        row.lesson = lessons.get(row.stretch)


def _too_many(number: int) -> str:
    return _now("A file holds %(most)s rows at most; these would be %(number)s.") % {
        "most": figures.number(MOST),
        "number": figures.number(number),
    }
