"""What roll-ups say in words: a portfolio's headline, the note under it, the sentences of an agreement."""

import pytest
from django.utils import translation

from tracker.assessment import Headline, RollUp, Status
from tracker.models import StatusChange
from tracker.publishing import rollups


def rolled(headline="CONCERNS", breaches=(), **counts):
    found = {Status(name): number for name, number in counts.items()}
    return RollUp(
        n=sum(found.values()),
        counts=found,
        worst=min(found, key=lambda status: status.rank, default=None),
        headline=Headline(headline),
        implementation_pm=None,
        coverage_pm=None,
        essential_breaches=tuple(breaches),
    )


@pytest.mark.parametrize(
    ("headlines", "says"),
    [
        ([], "No agreement is tracked yet"),
        (["CONCERNS"], "Concerns in one agreement"),
        (
            ["INSUFFICIENT_INFORMATION", "CONCERNS"],
            "Concerns in one agreement; too little known about the other",
        ),
        (["ON_TRACK", "IN_BREACH", "ON_TRACK"], "One agreement in breach; 2 agreements on track"),
        (["CONCERNS", "CONCERNS"], "Concerns in 2 agreements"),
        (
            ["EMPTY", "COMPLETED", "AT_RISK", "CONCERNS"],
            "Concerns in one agreement; one agreement at risk; one agreement completed",
        ),
    ],
)
def test_the_headline_of_a_portfolio(headlines, says):
    assert rollups.portfolio_headline([Headline(one) for one in headlines]) == says


def test_every_headline_and_status_has_its_words():
    assert set(rollups.CLAUSES) == set(Headline)
    assert set(rollups.COUNTED) == set(Status)


@pytest.mark.parametrize(
    ("roll_up", "says"),
    [
        (rolled(BREACHED=2, OVERDUE=4, FULFILLED=7), "2 breached, 4 overdue"),
        (rolled("INSUFFICIENT_INFORMATION", UNVERIFIED=2, AT_RISK=1), "2 of 3 not verified"),
        (rolled("ON_TRACK", ON_TRACK=1, FULFILLED=2), "1 on track, 2 fulfilled"),
        (rolled("EMPTY"), ""),
    ],
)
def test_the_note_names_the_counts_that_brought_it_about(roll_up, says):
    assert rollups.note(roll_up) == says


def test_the_lead_says_what_is_wrong_essential_and_unknown():
    told = rollups.lead(rolled(BREACHED=1, OVERDUE=2, UNVERIFIED=3, FULFILLED=1))
    assert told == [
        "Of 7 duties: 1 breached and 2 overdue.",
        "No essential duty is in breach.",
        "3 cannot be verified.",
    ]
    told = rollups.lead(rolled("IN_BREACH", ["accord/N-1"], BREACHED=1))
    assert told[1] == "An essential duty is in breach: \u2068N-1\u2069."
    assert rollups.lead(rolled("EMPTY")) == ["There is no duty here to judge."]
    assert rollups.lead(rolled("ON_TRACK", ON_TRACK=2)) == [
        "No duty is breached, overdue, disputed or at risk."
    ]


def test_lists_and_numbers_are_the_readers_own():
    with translation.override("fa"):
        assert "۲" in rollups.note(rolled(BREACHED=2))
        assert "،" in rollups.joined(["a", "b", "c"])


@pytest.mark.parametrize(
    ("reasons", "says"),
    [
        ([["DEADLINE_PASSED", "2020-03-10"], ["WEIGHT", 1, 0, 1]], ["The deadline passed on 10 Mar 2020."]),
        ([["WEIGHT", 500, 0, 500]], ["Weight for compliance 500, against it 0, net +500."]),
        (
            [["BREACH_NOT_MATERIAL"], ["WEIGHT", 0, 700, -700]],
            ["Weight for compliance 0, against it 700, net −700."],
        ),
        ([], []),
    ],
)
def test_why_a_status_changed(reasons, says):
    assert rollups.change_sentences(StatusChange(reasons=reasons)) == says
