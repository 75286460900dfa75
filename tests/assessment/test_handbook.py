"""The method page and its tables keep pace with the code."""

from dataclasses import fields
from pathlib import Path

import pytest

from tests.assessment.examples import cases
from tracker.assessment import (
    DEFAULT,
    Band,
    Confidence,
    ExclusionCode,
    FactorCode,
    Headline,
    Interest,
    Kind,
    Parameters,
    ReasonCode,
    Status,
    reference,
)
from tracker.assessment.handbook import handbook
from tracker.assessment.reference import ArgumentKind
from tracker.assessment.reference_numbers import PARAMETERS

pytestmark = pytest.mark.once

PAGE = Path(__file__).parents[2] / "docs" / "method.md"


def test_the_page_is_the_one_made_from_the_tables() -> None:
    made = handbook()
    assert PAGE.read_text(encoding="utf-8") == made, (
        "Make it again: python -m tracker.assessment.handbook > docs/method.md"
    )


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (reference.STATUSES, Status),
        (reference.REASONS, ReasonCode),
        (reference.EXCLUSIONS, ExclusionCode),
        (reference.CONFIDENCES, Confidence),
        (reference.HEADLINES, Headline),
        (reference.FACTORS, FactorCode),
        (reference.KINDS, Kind),
        (reference.INTERESTS, Interest),
    ],
)
def test_every_code_has_a_meaning_and_stands_on_the_page(table: dict[str, object], codes: type) -> None:
    page = handbook()
    assert list(table) == list(codes)
    assert all(f"`{code}`" in page for code in codes)


def test_every_number_is_explained() -> None:
    assert list(PARAMETERS) == [field.name for field in fields(Parameters)]
    assert len(Band) == len(DEFAULT.band_limits_pm) + 1


def test_reasons_carry_the_arguments_the_table_names() -> None:
    types = {ArgumentKind.DAY: str, ArgumentKind.TEXT: str, ArgumentKind.IDS: str}
    for _, expected in cases():
        for result in expected["results"].values():
            for code, *arguments in result["reasons"]:
                kinds = reference.REASONS[ReasonCode(code)].arguments
                if kinds == (ArgumentKind.IDS,):
                    kinds = kinds * len(arguments)
                assert [type(one) for one in arguments] == [types.get(kind, int) for kind in kinds]
