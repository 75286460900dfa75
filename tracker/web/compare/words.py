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
        *(_gravest(left, right, aligned) if aligned.differing else _scores(left, right)),
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
    said = {"n": figures.number(number), "total": figures.number(total)}
    return (_of_the_same(number, total) if same_things else _of_corresponding(number, total)) % said


def _of_the_same(number: int, total: int) -> str:
    if not total:
        return _("There is no duty on both sides.")
    if total == 1:
        one = _("The one duty on both sides stands differently.")
        return one if number else _("The one duty on both sides stands alike.")
    if not number:
        return _("All %(total)s duties on both sides stand alike.")
    return ngettext(
        "Of %(total)s duties on both sides, one stands differently.",
        "Of %(total)s duties on both sides, %(n)s stand differently.",
        number,
    )


def _of_corresponding(number: int, total: int) -> str:
    if not total:
        return _("No duty of the one corresponds to a duty of the other.")
    if total == 1:
        one = _("One duty of each corresponds, and the two stand differently.")
        return one if number else _("One duty of each corresponds, and the two stand alike.")
    if not number:
        return _("%(total)s pairs of duties correspond, and all stand alike.")
    return ngettext(
        "Of %(total)s pairs of duties that correspond, one differs.",
        "Of %(total)s pairs of duties that correspond, %(n)s differ.",
        number,
    )


def _gravest(left: Seen, right: Seen, aligned: Aligned) -> list[str]:
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


def _scores(left: Seen, right: Seen) -> list[str]:
    """Where no status differs, the measured progress behind them still may."""
    told = [_score(seen) for seen in (left, right)]
    if told[0] == told[1]:
        return []
    return [
        _("The scores differ: %(first)s (%(left)s) and %(second)s (%(right)s).")
        % {
            "first": told[0],
            "left": isolated(left.side.label),
            "second": told[1],
            "right": isolated(right.side.label),
        }
    ]


def _score(seen: Seen) -> str:
    roll_up = seen.roll_up
    if roll_up.implementation_pm is None or not roll_up.coverage_pm:
        return _("no score")
    return _("%(done)s done, of the %(judged)s we can judge") % {
        "done": figures.per_mille(roll_up.implementation_pm, whole=True),
        "judged": figures.per_mille(roll_up.coverage_pm, whole=True),
    }


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
