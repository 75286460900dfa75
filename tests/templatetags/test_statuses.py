"""Each status and headline has a label, a colour, a shape and a sentence; nothing is said by colour alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from tests.templatetags.show import show
from tracker.assessment.enums import Confidence, Headline, Stance, Status
from tracker.models.choices import Tlp
from tracker.templatetags import statuses

STATIC = Path(settings.BASE_DIR) / "tracker" / "static" / "tracker"


@pytest.fixture(scope="module")
def shapes() -> str:
    return (STATIC / "js" / "shapes.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def css() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").glob("*.css")))


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_label_a_colour_a_shape_and_a_sentence(
    status: Status, shapes: str, css: str
) -> None:
    name = statuses.status_class(status).removeprefix("st-")
    assert str(statuses.status_word(status))
    for variable in (f"--st-{name}:", f"--fl-{name}:", f"--on-{name}:"):
        assert css.count(variable) == 2, f"{variable} is needed in the light and in the dark theme"
    assert f".st-{name}{{" in css
    assert re.search(rf"^  {status}: \[\{{ d: ", shapes, re.MULTILINE)
    assert statuses.status_sentence(status)


def test_no_two_statuses_share_a_shape(shapes: str) -> None:
    drawn = re.findall(r"^  [A-Z_]+: (\[\{ d: .*\]),$", shapes, re.MULTILINE)
    assert len(set(drawn)) == len(Status)


@pytest.mark.parametrize("headline", Headline)
def test_every_headline_has_a_word_a_sentence_and_a_borrowed_shape(headline: Headline) -> None:
    shown = show("{% headline code %}|{{ code|headline_sentence }}", code=headline)
    assert (statuses.HEADLINE_SHAPES[headline] is None) == (headline is Headline.EMPTY)
    assert ("<svg" in shown) == (headline is not Headline.EMPTY)
    assert re.search(r"<span>\w", shown)


def test_a_badge_is_shape_then_word() -> None:
    shown = show('{% status "FULFILLED" late=True %}')
    assert shown.index("sprite.svg#st-fulfilled") < shown.index("Fulfilled") < shown.index("late")
    assert 'class="sv-st st-fulfilled"' in shown


def test_no_status_is_a_dash() -> None:
    assert "–" in show("{% status nothing %}", nothing=None)


def test_a_shape_alone_keeps_its_word_for_those_who_listen() -> None:
    assert 'visually-hidden">At risk<' in show('{% status_glyph "AT_RISK" %}')
    assert "At risk" not in show('{% status_glyph "AT_RISK" hidden_word=False %}')


def test_an_unknown_status_is_an_error() -> None:
    with pytest.raises(ValueError, match="SHINY"):
        show('{% status "SHINY" %}')


@pytest.mark.parametrize(("letter", "weak"), [("A", False), ("B", False), ("C", True), ("F", True)])
def test_a_grade_is_spoken_and_weak_from_c(letter: str, weak: bool) -> None:
    shown = show("{% grade letter 2 %}", letter=letter)
    assert f"Source {letter}, information 2" in shown
    assert ("weak" in shown) == weak


@pytest.mark.parametrize("confidence", Confidence)
def test_confidence_is_bars_and_a_word(confidence: Confidence) -> None:
    shown = show("{% confidence code %}", code=confidence)
    assert f"#conf-{statuses.CONFIDENCE_BARS[confidence]}" in shown
    assert confidence.value.capitalize() in shown


@pytest.mark.parametrize("level", Tlp)
def test_a_marking_is_written_left_to_right(level: Tlp) -> None:
    shown = show("{% tlp level %}", level=level.value)
    assert 'dir="ltr"' in shown
    assert f">{level.label}<" in shown


@pytest.mark.parametrize("stance", Stance)
def test_a_stance_is_a_triangle_and_a_word(stance: Stance) -> None:
    shown = show("{% stance code %}", code=stance)
    assert f"#{statuses.STANCE_SHAPES[stance]}" in shown
    assert str(statuses.STANCE_WORDS[stance]) in shown


def test_a_stance_says_how_serious_and_whether_it_counts() -> None:
    assert "Against: serious<" in show('{% stance "CONTRADICTS" 2 %}')
    assert "Partly: minimum extent, not counted<" in show('{% stance "PARTIAL" extent=1 counted=False %}')
    assert "Neutral: not counted<" in show('{% stance "NEUTRAL" counted=False %}')
    assert "For<" in show('{% stance "SUPPORTS" 2 %}')


@pytest.mark.parametrize(
    ("count", "shown"), [(4, "4 findings, counted once"), (1, ""), (None, "counted once")]
)
def test_counted_once(count: int | None, shown: str) -> None:
    assert shown in (said := show("{% counted_once count %}", count=count))
    assert shown or not said


def test_a_change_breaks_before_the_arrow_only() -> None:
    shown = show('{% flow "BREACHED" "FULFILLED" new_late=True %}')
    assert shown.index("Breached") < shown.index('class="sv-to"') < shown.index("Fulfilled")
    assert 'visually-hidden">to<' in shown
    assert "sv-to" not in show('{% flow None "PENDING" %}')


def test_a_ruling_stands_in_its_own_tag() -> None:
    shown = show('{% ruling "FULFILLED" day %}', day=date(2022, 2, 8))
    assert "sv-ruling" in shown
    assert 'until <time datetime="2022-02-08">8 Feb 2022</time>' in shown


def test_a_comma_may_follow_a_part() -> None:
    assert show('{% status "PENDING" %}, ').endswith("</span>, ")


def test_reasons_are_said_from_each_form_they_come_in() -> None:
    assert "13 Jul 2020" in show("{{ reason|sentence }}", reason=["DUE", "2020-07-13"])
    assert "13 Jul 2020" in show("{{ reason|sentence }}", reason={"code": "DUE", "arguments": ["2020-07-13"]})


def test_text_is_escaped() -> None:
    assert "<b>" not in show("{{ reason|sentence }}", reason=["CLOSED", "<b>waived</b>"])
    assert "<b>" not in show('{% icon "x" label=label %}', label='"><b>')
