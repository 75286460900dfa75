"""Days and numbers in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from tracker.publishing import figures


@pytest.mark.parametrize(
    ("precision", "written"),
    [
        ("day", "8 Jun 2020"),
        ("month", "Jun 2020"),
        ("quarter", "2nd quarter 2020"),
        ("year", "2020"),
        ("about", "about 8 Jun 2020"),
    ],
)
def test_a_day_is_written_as_far_as_it_is_known(precision: str, written: str) -> None:
    assert figures.day(date(2020, 6, 8), precision) == written


def test_a_moment_has_its_minutes() -> None:
    kabul = datetime(2020, 6, 8, 14, 5, tzinfo=ZoneInfo("Asia/Kabul"))
    assert figures.moment(kabul) == "8 Jun 2020, 14:05"
    assert figures.day(kabul) == "8 Jun 2020"


def test_months() -> None:
    assert figures.month(date(2020, 6, 8)) == "June 2020"
    assert figures.long_day(date(2020, 6, 8)) == "8 June 2020"
    assert figures.short_month(date(2020, 9, 8)) == "Sep"


def test_numbers() -> None:
    assert figures.number(13000) == "13,000"
    assert figures.number(1250, decimals=2) == "12.50"
    assert figures.number(10**15 + 1, decimals=3) == "1,000,000,000,000.001"
    assert figures.signed(-489) == "−489"
    assert figures.signed(0) == "0"


@pytest.mark.parametrize(
    ("value", "exact", "whole"),
    [(245, "24.5 %", "25 %"), (240, "24 %", "24 %"), (0, "0 %", "0 %"), (1000, "100 %", "100 %")],
)
def test_shares(value: int, exact: str, whole: str) -> None:
    assert figures.per_mille(value).replace(figures.NO_BREAK, " ") == exact
    assert figures.per_mille(value, whole=True).replace(figures.NO_BREAK, " ") == whole


@pytest.mark.parametrize("language", ["en", "fr", "ar", "fa"])
def test_every_language_of_the_pages_writes_them(language: str) -> None:
    with translation.override(language):
        assert figures.day(date(2020, 6, 8))
        assert figures.number(13000)
        assert len(figures.short_month(date(2020, 9, 8))) <= 4


def test_persian_has_its_own_digits_and_the_months_of_kabul() -> None:
    with translation.override("fa"):
        assert figures.day(date(2020, 2, 8)) == "۸ فبروری ۲۰۲۰"
        assert figures.number(559) == "۵۵۹"
        assert figures.short_month(date(2020, 2, 8)) == "فبر"
