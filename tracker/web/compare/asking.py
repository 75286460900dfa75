"""Reads from an address which two things are to be compared, and says what cannot be; it computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum, nonmember

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models import Agreement, Party, User
from tracker.models.choices import Tlp
from tracker.selectors.commitments import obligors_seen
from tracker.selectors.visibility import audience_of, visible_to
from tracker.web.compare.sides import Side, Subject, at, day_words, level_words, reader_cleared
from tracker.web.time_machine import Time, read_day, read_time

OWN = "own"  # the reader's own clearance, teams included


class What(StrEnum):
    """Of which two things there may be."""

    AGREEMENTS = "agreements"
    PARTIES = "parties"
    DAYS = "days"
    KNOWN = "known"
    CLEARANCES = "clearances"

    do_not_call_in_templates = nonmember(True)  # a template calls what it can call, classes included


WORDS: dict[What, str | Promise] = {
    What.AGREEMENTS: gettext_lazy("Two agreements"),
    What.PARTIES: gettext_lazy("Two parties"),
    What.DAYS: gettext_lazy("Two days"),
    What.KNOWN: gettext_lazy("What was known"),
    What.CLEARANCES: gettext_lazy("Two clearances"),
}


@dataclass(slots=True)
class Question:
    """What was asked: `left` and `right` as the address says them; `sides` once both are known."""

    what: What
    time: Time
    agreements: Sequence[Agreement]
    parties: Sequence[Party]
    left: str = ""
    right: str = ""
    subject: Subject | None = None
    levels: Sequence[tuple[str, str]] = ()
    problems: list[str] = field(default_factory=list)
    sides: tuple[Side, Side] | None = None

    @property
    def of(self) -> str:
        """The subject as the address says it."""
        if self.subject is None:
            return ""
        return f"{'agreement' if isinstance(self.subject, Agreement) else 'party'}:{self.subject.slug}"


def read(request: HttpRequest, reader: User) -> Question:
    """What the address asks, with sentences about what it cannot have. Two queries."""
    said = {name: request.GET.get(name, "").strip()[:90] for name in ("what", "of", "left", "right")}
    what = What(said["what"]) if said["what"] in list(What) else What.AGREEMENTS
    agreements = list(visible_to(reader, Agreement.objects.order_by("title", "pk")))
    parties = list(obligors_seen(reader))
    subject = _subject(said["of"], agreements, parties)
    zone = subject.time_zone if isinstance(subject, Agreement) and _is_dated(what) else None
    asked = Question(
        what=what,
        time=read_time(request, zone),
        agreements=agreements,
        parties=parties,
        left=said["left"],
        right=said["right"],
        subject=subject,
    )
    if asked.time.problem:
        asked.problems.append(asked.time.problem)
    if said["of"] and subject is None:
        asked.problems.append(_("There is no “%(of)s” that you may see.") % {"of": said["of"]})
    if not _is_dated(what) and what is not What.CLEARANCES:
        _two_subjects(asked, reader)
    elif subject is None:
        asked.subject = agreements[0] if agreements and not said["of"] else None
    if asked.subject is not None and what is What.CLEARANCES:
        _two_clearances(asked, reader)
    elif asked.subject is not None and _is_dated(what):
        _two_days(asked, reader)
    return asked


def _is_dated(what: What) -> bool:
    return what in (What.DAYS, What.KNOWN)


def _subject(text: str, agreements: Sequence[Agreement], parties: Sequence[Party]) -> Subject | None:
    kind, _colon, slug = text.partition(":")
    rows: Sequence[Subject] = agreements if kind == "agreement" else parties if kind == "party" else ()
    return next((one for one in rows if one.slug == slug), None)


def _two_subjects(asked: Question, reader: User) -> None:
    rows: Sequence[Subject] = asked.agreements if asked.what is What.AGREEMENTS else asked.parties
    found = {one.slug: one for one in rows}
    for slug in filter(None, (asked.left, asked.right)):
        if slug not in found:
            asked.problems.append(_("There is no “%(of)s” that you may see.") % {"of": slug})
    if asked.left in found and asked.right in found:
        asked.sides = tuple(  # type: ignore[assignment]
            Side(label=str(found[slug]), reader=reader, subject=found[slug], time=asked.time)
            for slug in (asked.left, asked.right)
        )


def _two_days(asked: Question, reader: User) -> None:
    """Two days, each as known on itself; or one day, as known by two others."""
    today, days = asked.time.today, []
    for text in (asked.left, asked.right):
        day, problem = read_day(text, today)
        if problem:
            asked.problems.append(problem)
        days.append(day)
    first, second = days
    if first is None or second is None:
        return
    words = _("Known by %(day)s") if asked.what is What.KNOWN else "%(day)s"

    def side(day: date) -> Side:
        as_of = asked.time.day if asked.what is What.KNOWN else day
        return Side(
            label=words % {"day": day_words(day)},
            reader=reader,
            subject=asked.subject or asked.agreements[0],
            time=at(asked.time, as_of, day),
        )

    asked.sides = side(first), side(second)


def _two_clearances(asked: Question, reader: User) -> None:
    own = audience_of(reader)
    levels = [(str(level), level_words(level)) for level in Tlp.values if level <= own.level]
    if own.team_key:
        levels.append((OWN, _("My own clearance, with my teams")))
    asked.levels = levels
    for text in filter(None, (asked.left, asked.right)):
        if text not in dict(levels):
            said = _("You may compare clearances up to your own, %(level)s.") % {
                "level": level_words(own.level)
            }
            asked.problems.append(said)
            return

    def side(text: str) -> Side:
        plain = text != OWN and not (text == str(own.level) and not own.team_key)
        return Side(
            label=dict(levels)[text],
            reader=reader_cleared(int(text)) if plain else reader,
            subject=asked.subject or asked.agreements[0],
            time=asked.time,
            linked=not plain,
        )

    if asked.left and asked.right:
        asked.sides = side(asked.left), side(asked.right)
