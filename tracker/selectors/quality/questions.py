"""Answers how sure each status is, sorted into a manager's questions; it reads nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment import Kind, Status
from tracker.selectors.quality.basis import Row

Words = str | Promise
NEAR_CONFLICT_PM = 250  # from here the method names conflict among its reasons
PER_MILLE = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """The duties with one answer; `concern` marks an answer that one would rather not have."""

    key: str
    label: Words
    rows: Sequence[Row]
    concern: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the answers with their duties, and what it means in a sentence."""

    key: str
    title: Words
    meaning: Words
    groups: Sequence[Group]

    @property
    def asked_of(self) -> int:
        """How many duties it was asked of."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def concerns(self) -> int:
        """How many have an answer that one would rather not have."""
        return sum(len(group.rows) for group in self.groups if group.concern)


# An answer: its key, its words, whether it is a concern, and which rows have it. The first that holds counts.
Answer = tuple[str, Words, bool, Callable[[Row], bool]]


def _voices(number: int) -> Callable[[Row], bool]:
    return lambda row: row.judged is not None and row.judged.voices == number


def _younger(days: int) -> Callable[[Row], bool]:
    return lambda row: row.age_days is not None and row.age_days <= days


def _within(half_lives: int) -> Callable[[Row], bool]:
    return lambda row: row.age_days is not None and row.age_days <= half_lives * row.half_life_days


def _always(row: Row) -> bool:
    return True


def _near(row: Row) -> bool:
    return row.judged is not None and row.judged.conflict_pm >= NEAR_CONFLICT_PM


def _both_sides(row: Row) -> bool:
    return row.judged is not None and row.judged.for_mb > 0 and row.judged.against_mb > 0


def _is_worded(row: Row) -> bool:
    version = row.commitment.current
    return bool(row.commitment.coding_full) or (version is not None and version.kind == Kind.METRIC)


def _looked(name: str) -> Callable[[Row], bool]:
    return lambda row: bool(getattr(row.commitment, name, False))


VOICES: Sequence[Answer] = (
    ("none", _("nobody who counts"), True, _voices(0)),
    ("one", _("one origin"), True, _voices(1)),
    ("two", _("two origins"), False, _voices(2)),
    ("more", _("three or more"), False, _always),
)
AGES: Sequence[Answer] = (
    ("silent", _("no finding at all"), True, lambda row: row.age_days is None),
    ("month", _("up to 30 days"), False, _younger(30)),
    ("quarter", _("up to 90 days"), False, _younger(90)),
    ("half", _("up to 180 days"), False, _younger(180)),
    ("year", _("up to a year"), True, _younger(365)),
    ("older", _("older than a year"), True, _always),
)
HALF_LIVES: Sequence[Answer] = (
    ("fresh", _("within one half-life"), False, _within(1)),
    ("aged", _("past one half-life"), True, _within(2)),
    ("stale", _("past two: establishes no compliance"), True, _always),
)
CONFLICTS: Sequence[Answer] = (
    ("disputed", _("disputed"), True, lambda row: row.status is Status.DISPUTED),
    ("near", _("near a dispute"), True, _near),
    ("slight", _("something on either side"), False, _both_sides),
    ("none", _("all on one side"), False, _always),
)
LOOKED: Sequence[Answer] = (
    ("denied", _("somebody was denied access"), True, _looked("has_denied")),
    ("unclear", _("somebody looked and could not tell"), True, _looked("has_unclear")),
    ("nothing", _("somebody looked and found nothing"), False, _looked("has_found_nothing")),
    ("findings", _("there are findings, but not enough"), True, lambda row: row.said.findings > 0),
    ("nobody", _("nobody has looked"), True, _always),
)
WORDED: Sequence[Answer] = (
    ("worded", _("it says what keeping it would mean"), False, _is_worded),
    ("unworded", _("cannot be verified as worded"), True, _always),
)


def questions(rows: Sequence[Row]) -> list[Question]:
    """A manager's questions about the quality of these duties' statuses, each with its answers."""
    judged = [row for row in rows if row.in_force]
    spoken = [row for row in judged if row.judged and row.judged.for_mb + row.judged.against_mb > 0]
    ageing = [row for row in judged if row.half_life_days and row.age_days is not None]
    unverified = [row for row in judged if row.status is Status.UNVERIFIED]
    return [
        _asked(
            "single",
            _("On how many words does each status rest?"),
            _("An origin speaks once, whoever repeats it. With one alone, one mistake is enough."),
            judged,
            VOICES,
        ),
        _asked(
            "age",
            _("How old is the newest we know?"),
            _("Days since the last day that a finding in force speaks of."),
            judged,
            AGES,
        ),
        _asked(
            "half-life",
            _("Whose evidence has aged?"),
            _("Evidence on lasting duties and measures loses half its weight with each half-life."),
            ageing,
            HALF_LIVES,
        ),
        _asked(
            "conflict",
            _("Where does the evidence contradict itself?"),
            _("Findings that count on both sides; from half and half on, the status is disputed."),
            spoken,
            CONFLICTS,
        ),
        _asked(
            "unverified",
            _("Why can we not tell?"),
            _("Duties in force that could not be judged, by what was tried."),
            unverified,
            LOOKED,
        ),
        _asked(
            "worded",
            _("Which duties cannot be verified as worded?"),
            _("Nothing in the register says what would have to be seen for the duty to count as kept."),
            judged,
            WORDED,
        ),
    ]


def _asked(
    key: str, title: Words, meaning: Words, rows: Sequence[Row], answers: Sequence[Answer]
) -> Question:
    sorted_rows: dict[str, list[Row]] = {answer[0]: [] for answer in answers}
    for row in rows:
        name = next(name for name, _words, _concern, holds in answers if holds(row))
        sorted_rows[name].append(row)
    groups = [
        Group(f"{key}-{name}", words, sorted_rows[name], concern) for name, words, concern, _holds in answers
    ]
    return Question(key, title, meaning, groups)
