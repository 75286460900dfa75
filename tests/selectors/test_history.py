"""History in words: who, when, what, before and after, why; as far as the reader is cleared."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import tracker
from tests.factories import (
    NOW,
    AgreementFactory,
    AnchorFactory,
    CommitmentFactory,
    FindingFactory,
    PartyFactory,
    UserFactory,
)
from tracker.selectors import history
from tracker.selectors.actions import ACTIONS
from tracker.services import agreements, anchors, findings, parties

SERVICES = Path(tracker.__file__).parent / "services"


def test_every_action_of_the_services_has_words_and_no_words_are_left_over() -> None:
    recorded = set()
    for path in SERVICES.rglob("*.py"):
        recorded |= set(re.findall(r'action(?:: str)? ?= ?"([a-z_]+\.[a-z_]+)"', path.read_text()))
    assert recorded - set(ACTIONS) == set(), "actions without words"
    assert set(ACTIONS) - recorded == set(), "words for actions that are gone"


@pytest.mark.django_db
def test_an_entry_in_words() -> None:
    by, party = UserFactory(username="ahmad"), PartyFactory(kind="state")
    parent = PartyFactory(slug="whole")
    changes = {"kind": "armed_group", "parent": parent, "description": "x" * 400}
    parties.edit(party=party, version=1, changes=changes, by=by, at=NOW)
    [entry] = history.history_of(by, party)
    assert (entry.who, entry.at, entry.what) == ("ahmad", NOW, "Party changed")
    shown = {one.label: (one.before, one.after) for one in entry.differences}
    assert shown["Kind"] == ("State", "Armed group")
    assert shown["Part of"] == ("", "whole")
    assert len(shown["Description"][1]) == history.LONGEST


@pytest.mark.django_db
def test_rows_recorded_by_number_are_named_in_one_query_a_model() -> None:
    by = UserFactory(roles=("analyst",))
    rows = [FindingFactory(author=by) for _ in range(3)]
    for row in rows:
        for number in range(2):
            other = CommitmentFactory(agreement=row.commitment.agreement)
            findings.edit(finding=row, version=number + 1, changes={"commitment": other}, by=by, at=NOW)
    with CaptureQueriesContext(
        connection,
    ) as few:
        entries = history.history_of(by, rows[0])
    assert len(entries) == 2
    assert any(
        other.code in one.after for entry in history.history_of(by, rows[2]) for one in entry.differences
    )
    assert len(few) <= 6


@pytest.mark.django_db
def test_what_is_said_of_a_line_is_in_the_history_of_its_owner() -> None:
    by, agreement = UserFactory(), AgreementFactory()
    role = agreements.add_party(agreement=agreement, party=PartyFactory(), role="monitor", by=by, at=NOW)
    assert history.history_of(by, role) == history.history_of(by, agreement)
    assert history.history_of(by, agreement)[0].what == "Party added"


@pytest.mark.django_db
def test_a_reader_without_the_clearance_sees_nothing() -> None:
    by, agreement = UserFactory(level=4), AgreementFactory(marking=4)
    agreements.edit(agreement=agreement, version=1, changes={"title": "New"}, by=by, at=NOW)
    assert history.history_of(by, agreement)
    assert history.history_of(UserFactory(level=3), agreement) == []


@pytest.mark.django_db
def test_the_reason_and_the_order() -> None:
    by, anchor = UserFactory(), AnchorFactory(happened_on=None)
    commitment = CommitmentFactory(
        agreement=anchor.agreement, version__kind="ACT", version__deadline_rule=f"{anchor.code} + 1 day"
    )
    for version, day in enumerate((date(2020, 9, 12), date(2020, 9, 13)), start=1):
        anchors.move(anchor=anchor, version=version, happened_on=day, reason=f"It is {day}.", by=by, at=NOW)
    assert [entry.reason for entry in history.history_of(by, anchor)] == [
        "It is 2020-09-13.",
        "It is 2020-09-12.",
    ]
    [latest, _first] = history.history_of(by, commitment)
    assert latest.what == "Due day moved with its anchor"
    assert [(one.label, one.before, one.after) for one in latest.differences] == [
        ("Due", "2020-09-13", "2020-09-14")
    ]
