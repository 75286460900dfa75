"""Reads deadline rules and says on which day they fall; it must not know where rules or anchors are kept."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tracker.assessment import InvalidInput, add_days, add_months
from tracker.services.refusals import Refused

EXAMPLES = "`signature + 135 days`, `14 months after signature`, `3 months after 2020-03-10`, `2020-03-10`"
LONGEST_SHOWN = 80
MOST_DIGITS = 5  # 99999 days are 273 years

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")
AMOUNT = re.compile(r"[0-9]+(?![0-9.,-])")
WORD = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
REST = re.compile(r"\S+")
BLANK = re.compile(r"\s*")
DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
MONTHS = {"month": 1, "months": 1, "year": 12, "years": 12}


class BadDeadlineRule(Refused):
    """A rule that cannot be read: `position` is the character, counted from 1, where reading stopped."""

    def __init__(self, rule: str, position: int, problem: str) -> None:
        self.rule, self.position = rule, position
        sentence = _(
            "The deadline rule “%(rule)s” cannot be read at character %(position)d: %(problem)s "
            "Write for example %(examples)s, or leave it empty."
        ) % {"rule": _cut(rule), "position": position, "problem": problem, "examples": EXAMPLES}
        super().__init__(sentence, field="deadline_rule")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """A rule as read: so many months and days after a day or an anchor; empty when there is no deadline.

    `anchor` is in lower case; `position` is where the rule names it, counted from 1.
    """

    text: str = ""
    day: date | None = None
    anchor: str = ""
    months: int = 0
    days: int = 0
    position: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether it says that there is no deadline."""
        return self.day is None and not self.anchor


def parse(rule: str) -> DeadlineRule:
    """Read a rule: nothing, a day, `signature + 135 days`, `14 months after signature`, in any case.

    Raises BadDeadlineRule with the position and examples.
    """
    reader = _Reader(rule)
    if reader.at_end():
        return DeadlineRule(text=rule)
    start = reader.position
    if reader.sees(AMOUNT) and not reader.sees(DAY):
        months, days = reader.length()
        reader.word("after", _("“after” is expected here."))
        start = reader.position
        day, anchor = reader.base()
    else:
        day, anchor = reader.base()
        if day is not None and reader.at_end():
            return DeadlineRule(text=rule, day=day, position=start)
        reader.plus()
        months, days = reader.length()
    if not reader.at_end():
        raise reader.problem(_("the rule should end here."))
    return DeadlineRule(text=rule, day=day, anchor=anchor, months=months, days=days, position=start)


def check_anchors(rule: DeadlineRule, known: Collection[str]) -> None:
    """Raises BadDeadlineRule, naming the known anchors, when the rule hangs on another one."""
    if not rule.anchor or rule.anchor in {code.lower() for code in known}:
        return
    if known:
        problem = _("the agreement has no anchor “%(anchor)s”; it has: %(known)s.") % {
            "anchor": rule.anchor,
            "known": ", ".join(sorted(known)),
        }
    else:
        problem = _("the agreement has no anchor “%(anchor)s”, nor any other; add it first.") % {
            "anchor": rule.anchor
        }
    raise BadDeadlineRule(rule.text, rule.position, problem)


def resolve(rule: DeadlineRule, anchors: Mapping[str, date | None]) -> date | None:
    """The day the rule falls on; None without a deadline, or while the anchor has no day yet.

    Raises BadDeadlineRule for an anchor that is not in `anchors`, or a day outside the calendar.
    """
    if rule.is_empty:
        return None
    check_anchors(rule, anchors)
    days = {code.lower(): day for code, day in anchors.items()}
    day = rule.day if rule.day is not None else days[rule.anchor]
    if day is None:
        return None
    try:
        return add_days(add_months(day, rule.months), rule.days)
    except InvalidInput:
        raise BadDeadlineRule(rule.text, 1, _("the day lies after the year 9999.")) from None


def _cut(text: str) -> str:
    """A text short enough to stand in a sentence."""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


class _Reader:
    """Goes through a rule from left to right and knows where it stands."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        self._offset = 0
        self._skip_blanks()

    @property
    def position(self) -> int:
        return self._offset + 1

    def at_end(self) -> bool:
        return self._offset == len(self.rule)

    def sees(self, pattern: re.Pattern[str]) -> bool:
        return pattern.match(self.rule, self._offset) is not None

    def problem(self, sentence: str) -> BadDeadlineRule:
        found = REST.match(self.rule, self._offset)
        shown = f"“{_cut(found[0])}”: " if found else ""
        return BadDeadlineRule(self.rule, self.position, shown + sentence)

    def base(self) -> tuple[date | None, str]:
        """A day, or the code of an anchor."""
        start = self._offset
        found = self._take(DAY)
        if found is None:
            anchor = self._take(WORD)
            if anchor is None:
                raise self.problem(_("a day such as 2020-03-10 or the code of an anchor is expected here."))
            return None, anchor.lower()
        try:
            return date.fromisoformat(found), ""
        except ValueError:
            self._offset = start
            raise self.problem(_("this day does not exist.")) from None

    def plus(self) -> None:
        if not self.rule.startswith("+", self._offset):
            raise self.problem(_("“+” and a length of time are expected here."))
        self._offset += 1
        self._skip_blanks()

    def length(self) -> tuple[int, int]:
        """A length of time as months and days."""
        start = self._offset
        amount = self._take(AMOUNT)
        if amount is None:
            raise self.problem(_("a whole number, 0 or more, is expected here."))
        if len(amount) > MOST_DIGITS:
            self._offset = start
            raise self.problem(_("the number is too large."))
        start = self._offset
        unit = (self._take(WORD) or "").lower()
        if unit in MONTHS:
            return int(amount) * MONTHS[unit], 0
        if unit in DAYS:
            return 0, int(amount) * DAYS[unit]
        self._offset = start
        raise self.problem(_("days, weeks, months or years are expected here."))

    def word(self, wanted: str, sentence: str) -> None:
        start = self._offset
        if (self._take(WORD) or "").lower() != wanted:
            self._offset = start
            raise self.problem(sentence)

    def _take(self, pattern: re.Pattern[str]) -> str | None:
        found = pattern.match(self.rule, self._offset)
        if found is None:
            return None
        self._offset = found.end()
        self._skip_blanks()
        return found[0]

    def _skip_blanks(self) -> None:
        blank = BLANK.match(self.rule, self._offset)
        self._offset = blank.end() if blank else self._offset
