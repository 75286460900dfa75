"""Each code of the method says itself in a sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import translation

from tracker.assessment.enums import (
    Band,
    Confidence,
    ExclusionCode,
    FactorCode,
    Headline,
    ReasonCode,
    Status,
)
from tracker.publishing import explanations
from tracker.publishing.crosswalk import CROSSWALK, other_scales

# Arguments as the method gives them, in its order; a code that is not named here takes none.
ARGUMENTS: dict[ReasonCode, list[object]] = {
    ReasonCode.CLOSED: ["superseded by a new agreement"],
    ReasonCode.NOT_IN_FORCE: ["2020-02-29"],
    ReasonCode.REPERFORMED: ["2020-05-01"],
    ReasonCode.REVERSAL_REPORTED: [400],
    ReasonCode.DUE: ["2020-07-13"],
    ReasonCode.DEADLINE_PASSED: ["2020-07-13"],
    ReasonCode.LATE_PERFORMANCE_REPORTED: [700],
    ReasonCode.TARGET_REACHED: ["2020-06-18"],
    ReasonCode.SCHEDULE: [523, 800],
    ReasonCode.BREACH_NOT_CEASED: ["2020-06-18"],
    ReasonCode.PERIOD_ENDED: ["2021-08-31"],
    ReasonCode.SUSPENDED_BY: ["USG-01", "USG-02"],
    ReasonCode.SUSPENSION_BARRED_HUMANITARIAN: ["USG-01"],
    ReasonCode.SUSPENSION_AVAILABLE_NOT_INVOKED: ["USG-01"],
    ReasonCode.PREREQUISITE_UNMET: ["TAL-08"],
    ReasonCode.PREREQUISITE_OWN: ["USG-01"],
    ReasonCode.WEIGHT: [70, 559, -489],
    ReasonCode.CONFLICT: [341],
    ReasonCode.STALE: [352],
}
SENTENCE = re.compile(r"^\S.*[.]$")


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_has_a_sentence(code: ReasonCode) -> None:
    sentence = explanations.reason_sentence(code, ARGUMENTS.get(code, []))
    assert SENTENCE.match(sentence)
    assert "%(" not in sentence
    for argument in ARGUMENTS.get(code, []):
        if isinstance(argument, str) and not argument.startswith("20"):
            assert argument in sentence


def test_reason_sentences_differ() -> None:
    said = [explanations.reason_sentence(code, ARGUMENTS.get(code, [])) for code in ReasonCode]
    assert len(set(said)) == len(ReasonCode)


def test_a_reason_writes_its_figures() -> None:
    assert explanations.reason_sentence("WEIGHT", [70, 1559, -1489]) == (
        "Weight for compliance 70, against it 1,559, net −1,489."
    )
    assert explanations.reason_sentence(ReasonCode.DUE, [date(2020, 7, 13)]) == "It is due on 13 Jul 2020."
    assert "52.3\u00a0%" in explanations.reason_sentence("SCHEDULE", ["523", "800"])
    assert "1 day old" in explanations.reason_sentence("STALE", [1])


def test_a_reason_with_the_wrong_arguments_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        explanations.reason_sentence("WEIGHT", [70])
    with pytest.raises(ValueError, match="NO_SUCH_CODE"):
        explanations.reason_sentence("NO_SUCH_CODE")


def test_codes_of_duties_keep_their_direction() -> None:
    sentence = explanations.reason_sentence("SUSPENDED_BY", ["USG-01", "USG-02"])
    assert "\u2068USG-01\u2069, \u2068USG-02\u2069" in sentence


def test_every_word_of_the_method_is_there() -> None:
    assert set(explanations.STATUS_SENTENCES) == set(Status)
    assert set(explanations.HEADLINES) == set(explanations.HEADLINE_SENTENCES) == set(Headline)
    assert set(explanations.BANDS) == set(Band)
    assert set(explanations.CONFIDENCE_SENTENCES) == set(Confidence)
    assert set(explanations.EXCLUSION_SENTENCES) == set(ExclusionCode)
    assert set(explanations.FACTORS) == set(FactorCode)


@pytest.mark.parametrize("code", ExclusionCode)
def test_every_exclusion_has_a_sentence(code: ExclusionCode) -> None:
    assert SENTENCE.match(explanations.exclusion_sentence(code))


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_sentence_and_a_letter_of_its_own(status: Status) -> None:
    assert SENTENCE.match(explanations.status_sentence(status))
    letters = explanations.STATUS_LETTERS
    assert [known for known in Status if letters[known] == letters[status]] == [status]


def test_likelihood_and_confidence_are_never_in_one_sentence() -> None:
    """ICD 203: the two are kept apart."""
    words = {str(word).lower() for word in explanations.BANDS.values()}
    for sentence in explanations.CONFIDENCE_SENTENCES.values():
        assert not words & set(re.findall(r"[a-z ]+", str(sentence).lower()))


def test_a_factor_says_by_how_much() -> None:
    assert explanations.factor_words("COUNTERPARTY", 500_000) == "the counterparty's word: \u2066× 0.5\u2069"


@pytest.mark.parametrize("status", Status)
def test_every_status_is_in_exactly_one_row_of_the_crosswalk(status: Status) -> None:
    assert [row for row in CROSSWALK if status in row.statuses] == [other_scales(status)]


def test_sentences_follow_the_language_of_the_reader() -> None:
    with translation.override("fa"):
        assert "۱٬۵۵۹" in explanations.reason_sentence("WEIGHT", [70, 1559, -1489])
