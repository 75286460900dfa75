"""Puts a comparison, duty by duty, into the form that files are made of; it must not compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from tracker.models import Commitment, User
from tracker.models.choices import STATUSES
from tracker.publishing.tables import columns as make
from tracker.publishing.tables.columns import Column
from tracker.publishing.tables.listed import Listed
from tracker.selectors import strictest
from tracker.selectors.portfolio import Line
from tracker.web.compare.aligning import Aligned, Pair
from tracker.web.compare.asking import WORDS, Question
from tracker.web.compare.sides import Seen


def listed(reader: User, asked: Question, left: Seen, right: Seen, aligned: Aligned) -> Listed:
    """Every pair of duties as the page shows them: those that correspond first, then the rest by kind."""
    pairs = [*aligned.pairs, *(pair for _kind, some in aligned.by_kind for pair in some)]
    return Listed(
        name="comparison",
        title=_("Compare"),
        rows=pairs,
        columns=(*_columns("left", left), *_columns("right", right), _DIFFERENCE),
        filters=[
            (_("What to compare"), str(WORDS[asked.what])),
            (_("Of"), str(asked.subject) if asked.subject else "–"),
            (_("Left"), left.side.label),
            (_("Right"), right.side.label),
        ],
        marking=partial(_marking, reader, pairs),
    )


def _difference(pair: Pair) -> str:
    if not pair.left or not pair.right:
        return "one"
    return "differs" if pair.differs else "alike"


_DIFFERENCE = make.text(
    "difference",
    _("Difference"),
    _difference,
    words={"one": _("only on one side"), "differs": _("differs"), "alike": _("alike")},
)


def _columns(key: str, seen: Seen) -> Sequence[Column]:
    """The columns of one side; every label names the side, so that two columns of a file are told apart."""

    def of(value: Callable[[Line], Any]) -> Callable[[Pair], Any]:
        def told(pair: Pair) -> Any:
            line = pair.left if key == "left" else pair.right
            return None if line is None else value(line)

        return told

    def label(words: Any) -> str:
        return f"{seen.side.label}: {words}"

    return (
        make.text(
            f"{key}_agreement", label(_("Agreement's key")), of(lambda one: one.commitment.agreement.slug)
        ),
        make.text(f"{key}_code", label(_("Code")), of(lambda one: one.commitment.code)),
        make.text(f"{key}_title", label(_("Commitment")), of(lambda one: one.commitment.title)),
        make.text(f"{key}_status", label(_("Status")), of(lambda one: one.status), words=dict(STATUSES)),
        make.boolean(
            f"{key}_late", label(_("Late")), of(lambda one: one.standing.late if one.standing else None)
        ),
    )


def _marking(reader: User, pairs: Sequence[Pair]) -> int:
    shown = {line.commitment.pk for pair in pairs for line in (pair.left, pair.right) if line}
    return strictest.of_duties(reader, Commitment.objects.filter(pk__in=shown))
