"""Tags that write days and numbers; what they look like is decided in publishing."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tracker.publishing import calendars, figures, joints

register = template.Library()


@register.simple_tag
def day(value: date | None, precision: str = "day") -> SafeString | str:
    """A day as far as it is known, for people and machines; nothing for no day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    machine = {"month": value.isoformat()[:7], "year": value.isoformat()[:4]}.get(
        precision, value.isoformat()
    )
    return format_html('<time datetime="{}">{}</time>', machine, figures.day(value, precision))


@register.simple_tag
def moment(value: datetime | None) -> SafeString | str:
    """A moment in the active time zone, to the minute; nothing for none."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), figures.moment(local))


@register.simple_tag
def per_mille(value: int | None, whole: bool = False) -> str:
    """A share in per mille as a percentage; a dash for none."""
    return "–" if value is None else figures.per_mille(value, whole=whole)


@register.filter
def figure(value: int | float | None) -> str:
    """A number with the reader's digits and separators; a dash for none."""
    return "–" if value is None else figures.number(value)


@register.simple_tag
def measured(value: int | None, decimals: int = 0, unit: str = "") -> str:
    """A stored reading (an integer scaled by 10^decimals) with its unit; a dash for none."""
    if value is None:
        return "–"
    return f"{figures.number(value, decimals=decimals)} {unit}".strip()


@register.filter
def own_digits(text: object) -> str:
    """A text, such as an age that Django has written, with the reader's digits."""
    return figures.digits(str(text))


@register.simple_tag
def comma() -> str:
    """The comma of the reader's language, with its space."""
    return joints.comma()


@register.simple_tag
def semicolon() -> str:
    """The semicolon of the reader's language, with its space."""
    return joints.semicolon()


@register.filter
def signed(value: int | None) -> str:
    """A number with its sign; a dash for none."""
    return "–" if value is None else figures.signed(value)


@register.filter
def month_name(value: date) -> str:
    """A month with its year, in full."""
    return figures.month(value)


@register.filter
def long_day(value: date) -> str:
    """A day with its month in full."""
    return figures.long_day(value)


@register.filter
def solar_hijri(value: date) -> str:
    """A day in the Solar Hijri calendar; nothing outside its years."""
    return calendars.solar(value)


@register.filter
def lunar_hijri(value: date) -> str:
    """A day in the lunar Hijri calendar; nothing outside the years its tables know."""
    return calendars.lunar(value)
