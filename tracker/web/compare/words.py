"""Says in a sentence what mainly differs between two sides; it must not compute or align."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models.choices import STATUSES
from tracker.publishing import explanations, figures
from tracker.selectors.portfolio import Line
from tracker.web.compare.aligning import Aligned
from tracker.web.compare.sides import Seen


def difference(left: Seen, right: Seen, aligned: Aligned, *, same_things: bool) -> list[str]:
    """The main difference in sentences: headlines, how many differ, the gravest, what only one side has."""
    return [
        _headlines(left, right),
        _differing(aligned, same_things=same_things),
        *_gravest(left, right, aligned),
        *(_alone(left, right, aligned) if same_things else ()),
    ]


def _headlines(left: Seen, right: Seen) -> str:
    words = [str(explanations.HEADLINES[one.roll_up.headline]) for one in (left, right)]
    if words[0] == words[1]:
        return _("Both have the headline “%(headline)s”.") % {"headline": words[0]}
    return _("%(left)s: “%(first)s”; %(right)s: “%(second)s”.") % {
        "left": isolated(left.side.label),
        "first": words[0],
        "right": isolated(right.side.label),
        "second": words[1],
    }


def _differing(aligned: Aligned, *, same_things: bool) -> str:
    number, total = len(aligned.differing), aligned.matched
    if not total:
        return (
            _("There is no duty on both sides.")
            if same_things
            else _("No duty of the one corresponds to a duty of the other.")
        )
    said = {"n": figures.number(number), "total": figures.number(total)}
    if not number:
        return (
            ngettext(
                "The one duty on both sides stands alike.",
                "All %(total)s duties on both sides stand alike.",
                total,
            )
            % said
        )
    if total == 1:
        return _("The one duty on both sides stands differently.")
    return (
        ngettext(
            "Of %(total)s duties on both sides, one stands differently.",
            "Of %(total)s duties on both sides, %(n)s stand differently.",
            number,
        )
        % said
    )


def _gravest(left: Seen, right: Seen, aligned: Aligned) -> list[str]:
    if not aligned.differing:
        return []
    pair = aligned.differing[0]
    if pair.left is None or pair.right is None:
        return []
    return [
        _("The gravest: %(code)s is %(first)s (%(left)s) and %(second)s (%(right)s).")
        % {
            "code": isolated(pair.first.commitment.code),
            "first": _status(pair.left),
            "left": isolated(left.side.label),
            "second": _status(pair.right),
            "right": isolated(right.side.label),
        }
    ]


def _alone(left: Seen, right: Seen, aligned: Aligned) -> list[str]:
    found = []
    for seen, number in (
        (left, sum(pair.right is None for pair in aligned.pairs)),
        (right, sum(pair.left is None for pair in aligned.pairs)),
    ):
        if number:
            found.append(
                ngettext(
                    "One duty is only seen on one side: %(side)s.",
                    "%(n)s duties are only seen on one side: %(side)s.",
                    number,
                )
                % {"n": figures.number(number), "side": isolated(seen.side.label)}
            )
    return found


def isolated(text: str) -> str:
    """The text so that its own direction does not turn the sentence around it."""
    return f"\u2068{text}\u2069"


def _status(line: Line) -> str:
    if line.status is None:
        return _("not assessed")
    words = str(dict(STATUSES)[line.status]).lower()
    return _("%(status)s, late") % {"status": words} if line.standing and line.standing.late else words
