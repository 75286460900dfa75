"""Answers what a day is called in the Solar and the lunar Hijri calendar; it must not read texts."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian
from persiantools.jdatetime import JalaliDate

from tracker.publishing.figures import NO_BREAK, digits

# Afghanistan's names: the documents read here are mostly from there.
SOLAR_MONTHS = [
    *(_("Hamal"), _("Sawr"), _("Jawza"), _("Saratan"), _("Asad"), _("Sunbula")),
    *(_("Mizan"), _("Aqrab"), _("Qaws"), _("Jadi"), _("Dalw"), _("Hut")),
]
LUNAR_MONTHS = [
    *(_("Muharram"), _("Safar"), _("Rabi I"), _("Rabi II"), _("Jumada I"), _("Jumada II")),
    *(_("Rajab"), _("Shaban"), _("Ramadan"), _("Shawwal"), _("Dhu al-Qada"), _("Dhu al-Hijja")),
]


def solar(day: date) -> str:
    """The day in the Solar Hijri calendar, such as 26 Sawr 1399; nothing before that calendar begins."""
    try:
        own = JalaliDate(day)  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError):
        return ""
    return _written(own.day, SOLAR_MONTHS[own.month - 1], own.year)


def lunar(day: date) -> str:
    """The day in the lunar Hijri calendar (Umm al-Qura); nothing outside the years its tables know."""
    try:
        own = Gregorian.fromdate(day).to_hijri()
    except (ValueError, OverflowError):
        return ""
    return _written(own.day, LUNAR_MONTHS[own.month - 1], own.year)


def _written(day: int, month: str | Promise, year: int) -> str:
    return digits(f"{day}{NO_BREAK}{month}{NO_BREAK}{year}")
