"""Answers how days and numbers are written in the reader's language; it must not know what they mean."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, get_month_names, get_quarter_names
from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext

from tracker.publishing.joints import comma

NO_BREAK = "\u00a0"
# Persian is read here mostly by Afghans, whose month names differ from those used in Iran.
_LOCALES = {"fa": "fa_AF", "prs": "fa_AF", "en-gb": "en"}
_DIGITS = {"arabext": "۰۱۲۳۴۵۶۷۸۹", "arab": "٠١٢٣٤٥٦٧٨٩"}


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language).replace("-", "_"))


def locale() -> Locale:
    """The CLDR locale of the active language."""
    return _locale((get_language() or "en").lower())


def digits(text: str) -> str:
    """The text with its ASCII digits in the reader's own."""
    own = _DIGITS.get(locale().default_numbering_system)
    return text.translate(str.maketrans("0123456789", own)) if own else text


@lru_cache(maxsize=4096)  # a list counts in the same few numbers
def _plain(value: int | float, written_in: Locale) -> str:
    own = _DIGITS.get(written_in.default_numbering_system)
    text = format_decimal(value, "#,##0.###", locale=written_in, numbering_system="default")
    return text.translate(str.maketrans("0123456789", own)) if own else text


def number(value: int | float, *, decimals: int = 0) -> str:
    """A number with the reader's digits and separators; an integer scaled by 10^decimals when given."""
    if decimals:
        pattern = "#,##0." + "0" * decimals
        return digits(
            format_decimal(
                Decimal(value).scaleb(-decimals), pattern, locale=locale(), numbering_system="default"
            )
        )
    return _plain(value, locale())


def per_mille(value_pm: int, *, whole: bool = False) -> str:
    """A share in per mille as a percentage: 245 is "24.5 %"; `whole` rounds half up to whole per cent."""
    shown = number((value_pm + 5) // 10) if whole else number(value_pm / 10)
    return f"{shown}{NO_BREAK}%"


def signed(value: int) -> str:
    """A number with its sign, a true minus included; zero has none."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{number(abs(value))}"


def day(value: date, precision: str = "day") -> str:
    """A day as far as it is known: "8 Jun 2020", "Jun 2020", "2nd quarter 2020", "about 8 Jun 2020"."""
    if isinstance(value, datetime):
        value = value.date()
    if precision == "month":
        return digits(format_date(value, "MMM y", locale=locale()))
    if precision == "quarter":
        name = get_quarter_names("wide", locale=locale())[(value.month - 1) // 3 + 1]
        return digits(f"{name} {value.year}")
    if precision == "year":
        return digits(str(value.year))
    shown = digits(format_date(value, "d MMM y", locale=locale()))
    if precision == "about":
        return gettext("about %(day)s") % {"day": shown}
    return shown


def long_day(value: date) -> str:
    """A day with its month in full: "8 June 2020"."""
    return digits(format_date(value, "d MMMM y", locale=locale()))


def month(value: date) -> str:
    """A month with its year: "June 2020"."""
    return digits(format_date(value, "LLLL y", locale=locale()))


def short_month(value: date) -> str:
    """A month's short name, without its year: "Jun"."""
    names = get_month_names("abbreviated", context="stand-alone", locale=locale())
    name = str(names[value.month]).rstrip(".")
    # Some languages have no short names; the ruler has room for four Latin letters, or three joined ones.
    room = 3 if locale().text_direction == "rtl" else 4
    return name if len(name) <= room else name[:3]


def moment(value: datetime) -> str:
    """A moment in its own zone, to the minute: "8 Jun 2020, 14:05"."""
    time = format_datetime(value, "HH:mm", locale=locale(), tzinfo=value.tzinfo)
    return f"{day(value)}{comma()}{digits(time)}"
