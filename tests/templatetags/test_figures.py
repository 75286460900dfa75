"""Days and numbers in templates."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone

from tests.templatetags.show import show


def test_a_day_is_for_people_and_machines() -> None:
    assert show("{% day d %}", d=date(2020, 6, 8)) == '<time datetime="2020-06-08">8 Jun 2020</time>'
    assert show('{% day d "month" %}', d=date(2020, 6, 8)) == '<time datetime="2020-06">Jun 2020</time>'
    assert show("{% day d %}", d=None) == ""


def test_a_moment_is_shown_in_the_active_zone() -> None:
    late = datetime(2020, 6, 8, 21, 0, tzinfo=UTC)
    with timezone.override("Asia/Kabul"):
        assert "9 Jun 2020, 01:30" in show("{% moment m %}", m=late)
        assert "9 Jun 2020<" in show("{% day m %}", m=late)
    assert show("{% moment m %}", m=None) == ""


def test_shares_and_numbers() -> None:
    assert show("{% per_mille 245 %}") == "24.5\u00a0%"
    assert show("{% per_mille nothing %}", nothing=None) == "–"
    assert show("{{ 13000|figure }} {{ n|signed }}", n=-489) == "13,000 −489"
    assert show('{% measured 125 1 "km" %}') == "12.5 km"
    assert show("{% measured 8600 %}") == "8,600"
