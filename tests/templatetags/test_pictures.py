"""The drawings: their figures, their words, and that they turn round in right-to-left languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from tests.templatetags.show import show
from tracker.assessment.enums import Band
from tracker.templatetags import pictures


def widths(shown: str, shape: str) -> list[float]:
    return [float(found) for found in re.findall(rf'class="{shape}"[^>]*? width="([\d.]+)"', shown)]


def test_likelihood_is_a_word_a_figure_and_the_scale() -> None:
    shown = show('{% likelihood 245 "unlikely" "LOW" %}')
    assert "Unlikely" in shown
    assert "24.5\u00a0%" in shown
    assert shown.count('class="b on"') == 1
    assert shown.count('class="b"') == len(Band) - 1
    assert 'd="M98.0 0v17"' in shown


def test_without_confidence_there_is_no_likelihood() -> None:
    for said in (
        show('{% likelihood 500 "roughly even chance" "NONE" %}'),
        show('{% likelihood_word "roughly even chance" "NONE" %}'),
    ):
        assert "500" not in said
        assert "even" not in said
        assert "o confidence, so no likelihood" in said


@pytest.mark.parametrize("band", Band)
def test_every_band_marks_its_own_part(band: Band) -> None:
    shown = show("{% likelihood 500 band %}", band=band)
    marks = re.findall(r'class="(b(?: on)?)"', shown)
    assert marks.index("b on") == list(Band).index(band)


def test_a_score_is_never_shown_without_its_coverage() -> None:
    shown = show("{% score 550 730 %}")
    assert re.sub(r"<[^>]+>", "", shown).strip() == "55\u00a0% done, of the 73\u00a0% we can judge"
    assert 'class="sc-cov" width="730"' in shown
    assert 'y="5" width="401"' in shown


@pytest.mark.parametrize(("implementation", "coverage"), [(None, None), (None, 0), (550, None), (550, 0)])
def test_a_score_of_nothing_is_words(implementation: int | None, coverage: int | None) -> None:
    shown = show("{% score i c %}", i=implementation, c=coverage)
    assert "nothing can be judged" in shown
    assert "%" not in shown


def test_statuses_are_stacked_worst_first_and_fill_the_bar() -> None:
    shown = show("{% status_bar counts %}", counts={"FULFILLED": 7, "BREACHED": 2, "PENDING": 0})
    assert re.findall(r'<rect class="([\w-]+)"', shown) == ["st-breached", "st-fulfilled"]
    assert sum(widths(shown, r"st-[\w-]+")) == pytest.approx(1000, abs=0.2)
    assert "Pending" not in shown
    assert "Breached" in shown


def test_counts_may_lead_to_the_list() -> None:
    shown = show('{% tally counts "/commitments/?agreement=doha-2020" %}', counts={"AT_RISK": 5})
    assert 'href="/commitments/?agreement=doha-2020&amp;status=AT_RISK"' in shown


def test_no_duties_is_words() -> None:
    assert "no duties" in show("{% status_bar counts %}", counts={})


def test_the_balance_says_its_figures() -> None:
    shown = show('{% balance 70 559 -489 "st-at-risk" %}')
    assert "Against 559, for 70, net −489; established at 600, leaning at 90" in shown
    assert widths(shown, "ag") == [pytest.approx(559 * 0.56, abs=0.1)]
    assert widths(shown, "fo") == [pytest.approx(70 * 0.56, abs=0.1)]


def test_a_heavy_balance_stays_on_the_paper() -> None:
    shown = show("{% balance 0 4000 -4000 %}")
    assert all(0 <= float(x) <= 760 for x in re.findall(r' x="([-\d.]+)"', shown))


def test_the_balance_of_nothing_is_drawn() -> None:
    assert widths(show("{% balance 0 0 0 %}"), "ag") == [0]


def test_drawings_turn_round() -> None:
    with translation.override("en"):
        straight = re.search(
            r'class="ag" x="([\d.]+)" y="26" width="([\d.]+)"', show("{% balance 70 559 -489 %}")
        )
    with translation.override("fa"):
        turned = re.search(
            r'class="ag" x="([\d.]+)" y="26" width="([\d.]+)"', show("{% balance 70 559 -489 %}")
        )
    assert straight
    assert turned
    assert float(turned[1]) == pytest.approx(760 - float(straight[1]) - float(straight[2]), abs=0.2)


def test_a_weight_is_drawn_against_the_largest() -> None:
    assert widths(show("{% weight_bar 357 559 %}"), "bar-a") == [pytest.approx(357.6, abs=0.1)]
    assert widths(show('{% weight_bar 70 559 "for" %}'), "bar-f") == [pytest.approx(70.1, abs=0.1)]
    assert "bar-a" not in show("{% weight_bar None 559 %}")


@dataclass
class Month:
    day: date
    count: int
    is_as_of: bool = False
    is_known_by: bool = False


def test_the_ruler_names_years_where_they_begin() -> None:
    months = [Month(date(2020, month, 28), 0) for month in (11, 12)] + [Month(date(2021, 1, 31), 6)]
    drawn = pictures.ruler(months)
    assert [month["text"] for month in drawn] == ["2020", "Dec", "2021"]
    assert [month["step"] for month in drawn] == [0, 0, 6]


def test_many_changes_still_fit_the_ruler() -> None:
    drawn = pictures.ruler([Month(date(2020, 1, 31), 1), Month(date(2020, 2, 29), 600)])
    assert [month["step"] for month in drawn] == [1, 6]
