"""Parts of a line are joined in the script of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tracker.publishing import figures, joints


@pytest.mark.parametrize(("language", "comma", "semicolon"), [("en", ", ", "; "), ("fa", "، ", "؛ ")])
def test_joints_of_a_language(language: str, comma: str, semicolon: str) -> None:
    with override(language):
        assert joints.comma() == comma
        assert joints.semicolon() == semicolon
        drawn = Template("{% load servanda %}a{% comma %}b{% semicolon %}c").render(Context())
    assert drawn == f"a{comma}b{semicolon}c"


def test_a_moment_and_an_age_in_dari() -> None:
    with override("fa"):
        assert figures.moment(datetime(2020, 3, 8, 14, 5, tzinfo=UTC)) == "۸ مارچ ۲۰۲۰، ۱۴:۰۵"
        assert figures.short_month(date(2020, 3, 8)) == "مار"
        shown = Template("{% load servanda %}{{ text|own_digits }}").render(Context({"text": "2 دقیقه"}))
    assert shown == "۲ دقیقه"
