"""Answers where the records disagree with themselves: small checks in a registry; none reads the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment import Status
from tracker.selectors.portfolio import DEADLINE_KINDS
from tracker.selectors.quality.basis import Row, obligors_of

Words = str | Promise
LAPSING = timedelta(days=30)
KEPT = frozenset({Status.FULFILLED, Status.COMPLIANT})
BROKEN = frozenset({Status.BREACHED, Status.REVERSED})


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what it looks for in a sentence, and whether a duty fails it."""

    name: str
    title: Words
    meaning: Words
    fails: Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check with the duties that fail it."""

    check: Check
    rows: Sequence[Row]


CHECKS: list[Check] = []


def check(title: Words, meaning: Words) -> Callable[[Callable[[Row], bool]], Callable[[Row], bool]]:
    """Enter a function into the registry: it says of one duty whether it fails."""

    def enter(fails: Callable[[Row], bool]) -> Callable[[Row], bool]:
        CHECKS.append(Check(fails.__name__, title, meaning, fails))
        return fails

    return enter


def checked(rows: Iterable[Row]) -> list[Checked]:
    """Every check with the duties that fail it, those with failures first."""
    every = list(rows)
    found = [Checked(one, [row for row in every if one.fails(row)]) for one in CHECKS]
    return sorted(found, key=lambda one: not one.rows)


def names() -> Iterator[str]:
    """The names of the checks, as in addresses."""
    yield from (one.name for one in CHECKS)


@check(
    _("Kept, but no evidence says so"),
    _("The status says that the duty is kept, and no finding in force speaks for it."),
)
def kept_without_evidence(row: Row) -> bool:
    """Whether a kept duty has no finding for it."""
    return row.status in KEPT and row.judged is not None and row.judged.used_for == 0


@check(
    _("Kept, but the newest evidence says otherwise"),
    _("A finding against is newer than every finding for."),
)
def kept_against_the_newest(row: Row) -> bool:
    """Whether the newest word on a kept duty is against it."""
    said = row.said
    return (
        row.status in KEPT
        and said.newest_against_on is not None
        and (said.newest_for_on is None or said.newest_for_on < said.newest_against_on)
    )


@check(
    _("Broken, on one voice"),
    _("The breach is established by a single origin of the first rate."),
)
def broken_on_one_voice(row: Row) -> bool:
    """Whether a breach rests on one origin."""
    return row.status in BROKEN and row.judged is not None and row.judged.origins_against <= 1


@check(
    _("Accepted findings without a passage"),
    _("Nothing is quoted, or the quoted passage is no longer in the text."),
)
def finding_without_passage(row: Row) -> bool:
    """Whether a finding in force has no passage."""
    return row.said.without_passage > 0


@check(
    _("A deadline without a rule"),
    _("A day is given, but nothing says from which event it was reckoned."),
)
def deadline_without_rule(row: Row) -> bool:
    """Whether a due day hangs on nothing."""
    version = row.commitment.current
    return version is not None and version.due_on is not None and not version.deadline_rule.strip()


@check(
    _("A rule without a day"),
    _("The deadline hangs on an event that has no day yet, so nothing is ever late."),
)
def rule_without_day(row: Row) -> bool:
    """Whether a rule gave no due day."""
    version = row.commitment.current
    return (
        version is not None
        and version.kind in DEADLINE_KINDS
        and version.due_on is None
        and bool(version.deadline_rule.strip())
    )


@check(
    _("Nobody owes it"),
    _("No party is named as the obligor."),
)
def obligor_without_party(row: Row) -> bool:
    """Whether no obligor is named."""
    return not obligors_of(row.commitment)


@check(
    _("A ruling about to lapse, with another status"),
    _("It lapses within 30 days, and the computed status, which then stands alone, is another."),
)
def ruling_about_to_lapse(row: Row) -> bool:
    """Whether a ruling that differs lapses soon."""
    ruling = row.ruling
    return (
        ruling is not None
        and ruling.lapses_on is not None
        and ruling.lapses_on <= row.day + LAPSING
        and ruling.status != row.status
    )


@check(
    _("Essential, and nobody looked"),
    _("A serious breach of it would be material, and there is neither a finding nor a record of a look."),
)
def essential_unseen(row: Row) -> bool:
    """Whether an essential duty in force was never looked at."""
    version = row.commitment.current
    looked = any(
        getattr(row.commitment, name, False) for name in ("has_denied", "has_unclear", "has_found_nothing")
    )
    return bool(
        row.in_force and version is not None and version.essential and not row.said.findings and not looked
    )
