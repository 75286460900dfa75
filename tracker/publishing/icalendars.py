"""Writes days that a reader waits for as an iCalendar (RFC 5545); it must not know who reads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.models.choices import Tlp
from tracker.publishing import figures
from tracker.publishing.plain_text import clean, one_line
from tracker.selectors.deadlines import Deadline, Sort

if TYPE_CHECKING:
    from icalendar import Event

PRODUCT = "-//Servanda//Deadlines//EN"
ASKED_EVERY = timedelta(hours=6)  # what we ask calendar readers to do; they may ask more often
# Before the title of the duty, so that a narrow calendar shows what the day is.
WORDS: dict[Sort, str | Promise] = {
    Sort.DUE: gettext_lazy("Due: %(duty)s"),
    Sort.AGREED: gettext_lazy("Due, as the parties say: %(duty)s"),
    Sort.ENDS: gettext_lazy("Ends: %(duty)s"),
    Sort.REPLY: gettext_lazy("Reply of %(party)s due: %(duty)s"),
    Sort.LAPSE: gettext_lazy("Ruling %(reference)s lapses: %(duty)s"),
}
CLASSES = {Tlp.CLEAR: "PUBLIC", Tlp.GREEN: "PRIVATE", Tlp.AMBER: "PRIVATE"}  # the rest is CONFIDENTIAL


def version_of(days: Sequence[Deadline], name: str, site: str, language: str) -> str:
    """What is the same as long as the calendar is the same; cheaper than writing it."""
    told: list[tuple[object, ...]] = [(name, site, language, PRODUCT)]
    for one in days:
        title = f"{one.commitment.code} {one.commitment.title} {one.commitment.agreement.title}"
        when = (one.day, one.sequence, one.changed_at, one.cancelled)
        told.append((one.name, one.sort, title, *when, one.marking, one.reference, one.party))
    return hashlib.sha256(repr(told).encode("utf-8", "backslashreplace")).hexdigest()


def written(days: Sequence[Deadline], *, name: str, site: str) -> bytes:
    """The calendar in the active language. `name` is what the reader called it; `site` the product's address,
    without a slash at its end."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for one in days:
        calendar.add_component(_event(one, site))
    found: bytes = calendar.to_ical()
    return found


def summary(one: Deadline) -> str:
    """What stands in the calendar on the day; one that no longer holds says nothing but that."""
    if one.cancelled and one.sort is Sort.REPLY:
        return _("No reply is awaited any more: %(duty)s") % {"duty": _duty(one)}
    said = str(WORDS[one.sort]) % {
        "duty": _duty(one),
        "party": one_line(one.party),
        "reference": one.reference,
    }
    return _("No longer: %(what)s") % {"what": said} if one.cancelled else said


def _duty(one: Deadline) -> str:
    return one_line(f"{one.commitment.code} {one.commitment.title}")


def _event(one: Deadline, site: str) -> Event:
    """An all-day event without an alarm; it takes up nobody's time."""
    from icalendar import Event

    event = Event()
    changed = one.changed_at.astimezone(UTC).replace(microsecond=0)
    event.add("uid", one_line(f"{one.name}@{site.partition('://')[2]}"))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", one.sequence)
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", summary(one))
    event.add("description", clean(_description(one)))
    event.add("url", page_of(one, site))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", CLASSES.get(Tlp(one.marking), "CONFIDENTIAL"))
    event.add("categories", [str(Tlp(one.marking).label)])
    return event


def page_of(one: Deadline, site: str) -> str:
    """The address of the page about it."""
    if one.sort is Sort.LAPSE:
        return f"{site}/rulings/{one.reference}/"
    return site + quote(f"/commitments/{one.commitment.agreement.slug}/{one.commitment.code}/")


def _description(one: Deadline) -> str:
    told = [one_line(one.commitment.agreement.title), str(Tlp(one.marking).label)]
    version = one.commitment.current if one.sort in (Sort.DUE, Sort.AGREED) else None
    if version is not None and one.sort is Sort.AGREED and version.due_on:
        told.insert(
            1, _("The rule gives %(day)s; the parties say this day.") % {"day": figures.day(version.due_on)}
        )
    elif version is not None and one.sort is Sort.DUE and version.deadline_rule:
        told.insert(1, _("Deadline: %(rule)s") % {"rule": version.deadline_rule})
    return "\n".join(told)
