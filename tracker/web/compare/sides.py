"""Answers what stands on either side of a comparison: whose view, of what, when; it aligns nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from tracker.assessment import RollUp
from tracker.models import Agreement, Audience, Commitment, Party, User
from tracker.models.choices import DutyRole, Tlp
from tracker.publishing import figures
from tracker.selectors import portfolio
from tracker.selectors.portfolio import Line
from tracker.web.time_machine import Time

Subject = Agreement | Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side: what it is called, who looks, at what, on which days. `linked` says whether the pages it
    leads to show the same figures: they do not where somebody else's clearance looks."""

    label: str
    reader: User
    subject: Subject
    time: Time
    note: str = ""
    linked: bool = True

    @property
    def page(self) -> str:
        """The page it is taken from, at its days."""
        name = "agreement" if isinstance(self.subject, Agreement) else "party"
        return self.time.address(reverse(name, kwargs={"slug": self.subject.slug}))

    @property
    def duties(self) -> str:
        """The list of its duties at its days, to which a status is added; "" where it is not the same."""
        if not self.linked:
            return ""
        name = "agreement" if isinstance(self.subject, Agreement) else "obligor"
        return self.time.address(reverse("commitments"), **{name: self.subject.slug})

    def rows(self) -> QuerySet[Commitment]:
        """The duties of it that its reader sees."""
        rows = portfolio.commitments_for(self.reader)
        if isinstance(self.subject, Agreement):
            return rows.filter(agreement=self.subject)
        return rows.filter(roles__party=self.subject, roles__role=DutyRole.OBLIGOR).distinct()


@dataclass(frozen=True, slots=True)
class Seen:
    """A side with its duties, each where it stands, and what they say together."""

    side: Side
    lines: list[Line]
    roll_up: RollUp

    @property
    def unassessed(self) -> int:
        """How many duties have no status for its days."""
        return sum(line.standing is None for line in self.lines)


def seen(side: Side) -> Seen:
    """The side as it stands: two queries. Raises NotComputedYet as `portfolio.lines` does."""
    time = side.time
    lines = portfolio.lines(
        side.reader,
        time.day,
        as_of=time.as_of,
        known_by=time.known_by,
        today=time.today,
        commitments=side.rows(),
    )
    return Seen(side, lines, portfolio.roll_up_lines(lines))


def at(time: Time, as_of: date, known_by: date) -> Time:
    """The same reader's time at another pair of days; today as known today is the present."""
    is_now = as_of == known_by == time.today
    return Time(
        today=time.today,
        as_of=None if is_now else as_of,
        known_by=None if is_now else known_by,
        as_of_text=as_of.isoformat(),
        known_by_text=known_by.isoformat(),
    )


def reader_cleared(level: int) -> User:
    """A reader cleared to a level, in no team. Not stored, and nobody signs in as it."""
    return User(username="", audience=Audience.objects.get(level=level, team_key=""))


def level_words(level: int) -> str:
    """What a level is called."""
    return str(Tlp(level).label)


def day_words(day: date) -> str:
    """What a day is called."""
    return figures.day(day)
