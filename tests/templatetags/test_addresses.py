"""Addresses keep what the reader chose."""

from __future__ import annotations

from datetime import date

from tests.templatetags.show import show


def test_one_parameter_changes_and_the_others_stay() -> None:
    shown = show(
        "{% url_with as_of=day %}",
        "/commitments/?status=BREACHED&status=OVERDUE&page=3",
        day=date(2020, 7, 13),
    )
    assert shown == "?status=BREACHED&amp;status=OVERDUE&amp;as_of=2020-07-13"


def test_nothing_takes_a_parameter_out() -> None:
    assert (
        show("{% url_with as_of=None known_by='' %}", "/x/?as_of=2020-07-13&known_by=2020-08-01&q=a")
        == "?q=a"
    )


def test_a_page_may_be_asked_for() -> None:
    assert show("{% url_with page=4 %}", "/x/?q=a&page=3") == "?q=a&amp;page=4"


def test_one_value_of_several_is_taken_out() -> None:
    shown = show('{% url_without "status" "OVERDUE" %}', "/x/?status=BREACHED&status=OVERDUE&page=2")
    assert shown == "?status=BREACHED"


def test_another_page_keeps_the_day() -> None:
    shown = show('{% in_time "/parties/taliban/" %}', "/x/?as_of=2020-07-13&q=a")
    assert shown == "/parties/taliban/?as_of=2020-07-13"
    assert show('{% in_time "/parties/taliban/" %}', "/x/?q=a") == "/parties/taliban/"
    assert show('{% in_time "/x/?q=a#part" %}', "/x/?as_of=2020-07-13") == "/x/?q=a&amp;as_of=2020-07-13#part"


def test_a_form_carries_the_other_parameters() -> None:
    shown = show(
        '{% other_parameters "as_of" as kept %}'
        "{% for name, value in kept %}{{ name }}={{ value }};{% endfor %}",
        "/x/?as_of=2020-07-13&status=BREACHED&status=OVERDUE&page=2",
    )
    assert shown == "status=BREACHED;status=OVERDUE;"


def test_markup_in_an_address_stays_text() -> None:
    assert "<script" not in show("{% url_with page=2 %}", "/x/?q=<script>alert(1)</script>")


def test_the_navigation_knows_where_one_is() -> None:
    link = '{% nav_link "/commitments/" "Commitments" "c" count=count %}'
    assert 'aria-current="page"' in show(link, "/commitments/")
    assert 'aria-current="true"' in show(link, "/commitments/doha-2020/TAL-03/")
    assert "aria-current" not in show(link, "/parties/")
    assert "aria-current" not in show('{% nav_link "/" "Overview" %}', "/parties/")


def test_the_navigation_counts_what_waits_and_keeps_the_day() -> None:
    shown = show('{% nav_link "/review/" "Review" count=4 %}', "/x/?as_of=2020-07-13")
    assert "4<" in shown
    assert "waiting" in shown
    assert 'href="/review/?as_of=2020-07-13"' in shown
    assert "waiting" not in show('{% nav_link "/review/" "Review" count=0 %}')
