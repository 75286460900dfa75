"""Plain values in cells: formulas are defused and numbers are not, and types are kept."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publishing.tables import cells, columns

pytestmark = pytest.mark.once
KABUL = ZoneInfo("Asia/Kabul")
TEXT = columns.text("words", "Words", str)


def column(kind):
    return columns.Column(key="one", label="One", value=str, kind=columns.Kind(kind))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u3000=1",
        "\ufeff=1",
        "\u200b=1",
        "\u2066=1",
        "＝1+1",
        "＋1",
        "－cmd",
        "＠A1",
        "-",
        "=cmd|'/C calc'!A0",
        '=HYPERLINK("http://x")',
    ],
)
def test_what_begins_like_a_formula_is_defused_wherever_it_stands(text):
    assert cells.defused(text) == f"'{text}"
    assert cells.as_csv(TEXT, text, UTC) == f"'{text}"
    assert cells.as_xlsx(TEXT, text, UTC).startswith("'")
    assert cells.as_json(TEXT, text, UTC) == text


@pytest.mark.parametrize(
    "text", ["-5", "+5", "-5.25", "-1,200", "-12 %", "5", "a=b", "plain", "", "–", "’=1"]
)
def test_numbers_and_plain_words_are_left_alone(text):
    assert cells.defused(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula_after_it(text):
    begins = cells.defused(text).lstrip()
    assert not begins.startswith(("=", "@")), text
    assert cells.defused(cells.defused(text)) == cells.defused(text)


def test_negative_numbers_stay_numbers():
    number = column("integer")
    assert (
        cells.as_csv(number, -5, UTC),
        cells.as_xlsx(number, -5, UTC),
        cells.as_json(number, -5, UTC),
    ) == (
        "-5",
        -5,
        -5,
    )


def test_each_kind_of_value_in_each_kind_of_file():
    at = datetime(2021, 5, 2, 20, 30, 5, tzinfo=UTC)
    shown = "2021-05-03T01:00:05+04:30"
    for kind, value, told in (
        ("day", date(2021, 5, 2), ("2021-05-02", date(2021, 5, 2), "2021-05-02")),
        (
            "moment",
            at,
            (shown, at.astimezone(KABUL).replace(tzinfo=None), shown),
        ),
        ("boolean", False, ("no", False, False)),
        ("per_mille", 245, ("24.5%", 0.245, 245)),
        ("per_mille", 1000, ("100%", 1.0, 1000)),
        ("integer", 0, ("0", 0, 0)),
    ):
        one = column(kind)
        written = (cells.as_csv(one, value, KABUL), cells.as_xlsx(one, value, KABUL))
        assert (*written, cells.as_json(one, value, KABUL)) == told
        assert cells.as_csv(one, None, KABUL) == ""
        assert cells.as_xlsx(one, None, KABUL) is cells.as_json(one, None, KABUL) is None


def test_people_read_words_and_programs_codes():
    status = columns.text("status", "Status", str, words={"AT_RISK": "At risk"})
    assert cells.as_csv(status, "AT_RISK", UTC) == cells.as_xlsx(status, "AT_RISK", UTC) == "At risk"
    assert cells.as_json(status, "AT_RISK", UTC) == "AT_RISK"


def test_what_no_workbook_holds_is_left_out():
    assert cells.as_xlsx(TEXT, "a\x00b\x0bc\ud800d\uffff", UTC) == "abcd"
    assert len(cells.as_xlsx(TEXT, "x" * 40_000, UTC)) == cells.LONGEST_IN_XLSX
