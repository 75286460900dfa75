"""Commitments, anchors, origins, people and reports are entered and changed by their services."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.admin.posting import lines, sentences, url
from tests.factories import (
    AnchorFactory,
    AudienceFactory,
    CommitmentFactory,
    OriginFactory,
    PartyFactory,
    SourceFactory,
)
from tests.services.ledgered import actions
from tracker.models import (
    Anchor,
    Commitment,
    Report,
    Team,
    User,
)

pytestmark = pytest.mark.django_db

COMMITMENT = {
    "code": "USG-02",
    "title": "Reduce forces",
    "kind": "ACT",
    "starts_on": "2020-02-29",
    "starts_precision": "day",
    "deadline_rule": "signature + 135 days",
    "grace_days": 0,
    "weight": 1,
    "decimals": 0,
    "tolerance_pm": 0,
    "profile": "linear",
    "prior_mb": 0,
    "marking": 0,
}


def test_a_commitment_is_added_with_its_definition_and_parties(browser: Client) -> None:
    anchor = AnchorFactory(code="signature", happened_on=date(2020, 2, 29))
    form = COMMITMENT | {"agreement": anchor.agreement_id, "obligors": [PartyFactory().pk]}
    response = browser.post(url("commitment", "add"), form)
    assert response.status_code == 302, response.context["errors"]
    commitment = Commitment.objects.get()
    assert commitment.current is not None
    assert commitment.current.due_on == date(2020, 7, 13)
    assert "commitment.define" in actions(commitment)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"deadline_rule": "signature + -3 days"}, "cannot be read at character 13"),
        ({"deadline_rule": "2020-02-30"}, "this day does not exist"),
        ({"deadline_rule": "2020-01-01"}, "before it starts on 2020-02-29"),
        ({"kind": "METRIC"}, "needs a baseline and a target"),
        ({"starts_on": "2020-02-30"}, "valid date"),
        ({"code": ""}, "required"),
    ],
)
def test_a_commitment_that_cannot_be_is_answered_in_a_sentence(
    wrong: dict[str, str], words: str, browser: Client
) -> None:
    anchor = AnchorFactory(code="signature", happened_on=date(2020, 2, 29))
    form = COMMITMENT | {"agreement": anchor.agreement_id, "obligors": [PartyFactory().pk]} | wrong
    assert words in sentences(browser.post(url("commitment", "add"), form))
    assert not Commitment.objects.exists()


def definition(**changed: Any) -> dict[str, Any]:
    form = {**COMMITMENT, "kind": "CONTINUING", "deadline_rule": "", "retroactive": ""}
    return form | changed


def test_saving_a_version_records_the_next_one(browser: Client) -> None:
    commitment = CommitmentFactory()
    first = commitment.current
    form = definition(weight=3, next_reason="It weighs more.")
    assert first is not None
    response = browser.post(url("commitmentversion", "change", first.pk), form)
    assert response.status_code == 302, response.context["errors"]
    commitment.refresh_from_db()
    assert commitment.current is not None
    assert (commitment.current.number, commitment.current.weight) == (2, 3)
    first.refresh_from_db()
    assert first.weight == 1
    form = definition(weight=4, next_reason="More still.", read_number=1)
    stale = browser.post(url("commitmentversion", "change", first.pk), form)
    assert "Now stored: “3”. You wrote: “4”." in sentences(stale)
    assert commitment.versions.count() == 2
    read = stale.context["adminform"].form["read_number"].value()
    chosen = browser.post(url("commitmentversion", "change", first.pk), form | {"read_number": read})
    assert chosen.status_code == 302
    assert commitment.versions.get(number=3).weight == 4


def test_an_anchor_moves_with_a_reason_and_its_deadlines_follow(browser: Client) -> None:
    anchor = AnchorFactory(code="talks", label="Talks", happened_on=None)
    commitment = CommitmentFactory(
        agreement=anchor.agreement, version__kind="ACT", version__deadline_rule="talks + 1 day"
    )
    form = {"label": "Talks", "note": "", "happened_on": "2020-09-12", "precision": "day"}
    without = browser.post(url("anchor", "change", anchor.pk), form | {"read_version": 1})
    assert "Say why the anchor moves" in sentences(without)
    done = browser.post(
        url("anchor", "change", anchor.pk), form | {"read_version": 1, "reason": "They began."}
    )
    assert done.status_code == 302
    told = browser.get(done["Location"]).content.decode()
    assert f"{commitment.code} {commitment.title}: the deadline moved from no day to 2020-09-13." in told
    commitment.refresh_from_db()
    assert commitment.current is not None
    assert commitment.current.due_on == date(2020, 9, 13)
    assert Anchor.objects.get().version == 2


def test_an_origin_is_merged_with_a_reason(browser: Client) -> None:
    origin, into = OriginFactory(), OriginFactory()
    form = lines("aliases") | {
        "slug": origin.slug,
        "name": origin.name,
        "marking": 0,
        "merged_into": into.pk,
        "reason": "One body.",
        "read_version": 1,
    }
    assert browser.post(url("origin", "change", origin.pk), form).status_code == 302
    assert actions(origin) == ["origin.merge"]


def test_people_are_made_given_roles_and_closed(browser: Client, admin: User) -> None:
    form = {
        "username": "nasrin",
        "password": "kabul-river-2020",
        "roles": ["analyst"],
        "audience": AudienceFactory(level=2).pk,
    }
    response = browser.post(url("user", "add"), form)
    assert response.status_code == 302, response.context["errors"]
    user = User.objects.get(username="nasrin")
    assert user.check_password("kabul-river-2020")
    change = {
        "username": "nasrin",
        "time_zone": "Asia/Kabul",
        "calendar": "gregorian",
        "audience": user.audience_id,
        "roles": ["manager", "admin"],
        "is_active": "",
        "mail": "never",
        "reason": "She left.",
    }
    assert browser.post(url("user", "change", user.pk), change).status_code == 302
    user.refresh_from_db()
    assert (user.is_staff, user.is_active) == (True, False)
    assert actions(user) == ["person.create", "person.edit", "person.set_roles", "person.deactivate"]
    own = change | {"username": "ahmad", "roles": ["analyst"], "is_active": "on", "time_zone": "UTC"}
    assert "Nobody else is an administrator" in sentences(browser.post(url("user", "change", admin.pk), own))


def test_a_report_is_filed_with_its_text(browser: Client) -> None:
    form = {
        "title": "Eleventh report",
        "source": SourceFactory().pk,
        "published_on": "2020-05-27",
        "published_precision": "day",
        "language": "en",
        "marking": 0,
        "text": "Between 400 and 600 fighters.",
    }
    response = browser.post(url("report", "add"), form)
    assert response.status_code == 302, response.context["errors"]
    assert Report.objects.get().attachments.get().pasted


def test_teams_and_audiences_and_no_parameters(browser: Client) -> None:
    assert browser.post(url("team", "add"), {"name": "North", "slug": "north"}).status_code == 302
    team = Team.objects.get()
    form = {"level": 4, "teams": [team.pk]}
    assert browser.post(url("audience", "add"), form).status_code == 302
    assert "already" in sentences(browser.post(url("audience", "add"), form))
    # Numbers are published from a what-if alone, with the list of what they change.
    assert browser.get(url("parameters", "add")).status_code == 403
    assert "/what-if/" in browser.get(url("parameters", "changelist")).content.decode()
