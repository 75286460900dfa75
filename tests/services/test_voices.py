"""Voices: two entries that are one body are joined, and parted again; a preview says what that changes."""

from datetime import date, datetime

import pytest

from tests.factories import FindingFactory, OriginAliasFactory, OriginFactory, PartyFactory
from tests.services.evidence import AT, accepted, analyst, duty, filed, manager
from tests.services.ledgered import entries
from tracker.assessment import Status
from tracker.models import Finding, ReassessmentRequest, User
from tracker.selectors import supposing
from tracker.selectors.facts import assess_on_demand
from tracker.services import findings, voices
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2020, 7, 14)


def status_of(commitment, reader) -> Status:
    return assess_on_demand(commitment, reader, TODAY)[0].status


def two_voices(by):
    """A prohibition broken on the word of two origins that, together, would not do."""
    commitment = duty()
    one, two = OriginFactory(name="One"), OriginFactory(name="Two")
    said = [
        accepted(commitment=commitment, origin=origin, credibility="2", by=analyst(), report=filed(by))
        for origin in (one, two)
    ]
    return commitment, one, two, said


def test_merging_reassesses_what_rests_on_either_and_keeps_one_step(admin: User, at: datetime) -> None:
    earlier, origin, into = OriginFactory(), OriginFactory(), OriginFactory(slug="into")
    voices.merge(origin=earlier, into=origin, reason="One body.", by=admin, at=at)
    resting = FindingFactory(accepted=True, origin=earlier).commitment
    voices.merge(origin=origin, into=into, reason="One body.", by=admin, at=at)
    earlier.refresh_from_db()
    assert earlier.merged_into == into
    assert [row.commitment for row in ReassessmentRequest.objects.all()] == [resting]
    entry = entries(origin)[-1]
    assert (entry.action, entry.after, entry.reason) == (
        "origin.merge",
        {"merged_into": "into"},
        "One body.",
    )


def test_what_cannot_be_merged_is_refused(admin: User, at: datetime) -> None:
    one, two, three = OriginFactory(), OriginFactory(), OriginFactory()
    voices.merge(origin=one, into=two, reason="One body.", by=admin, at=at)
    for origin, into, words in (
        (three, three, "into itself"),
        (one, three, "was merged into"),
        (three, one, "Merge into that one"),
        (two, one, "Merge into that one"),
    ):
        with pytest.raises(Refused, match=words) as refused:
            voices.merge(origin=origin, into=into, reason="One body.", by=admin, at=at)
        assert refused.value.field == "merged_into"
    with pytest.raises(Refused, match="Say why"):
        voices.merge(origin=three, into=two, reason="", by=admin, at=at)


def test_the_preview_of_a_merge_is_what_then_happens():
    by = analyst()
    commitment, one, two, said = two_voices(by)
    plan = voices.plan_merge(by, one, two)
    assert plan == {said[0].reference: {"origin": two.slug}}
    duties = supposing.duties_touched(by, plan)
    assert duties == [commitment.pk]
    line = supposing.suppose(by, duties, plan, AT)[0]
    assert (line.voices_before, line.voices_after) == (2, 1)
    assert line.changed == (said[0].reference,)
    assert line.together == (tuple(sorted(one.reference for one in said)),)
    assert line.before.status is status_of(commitment, by) is Status.BREACHED
    assert line.status_changes
    seen = voices.rests_on(by, plan, AT, one, two)
    voices.merge(origin=one, into=two, reason="One body.", by=by, at=AT, seen=seen)
    assert status_of(commitment, by) is line.after.status
    assert ReassessmentRequest.objects.get().backfill


def test_a_preview_counts_only_what_its_reader_sees():
    by = analyst(level=0)
    commitment, one, two, _said = two_voices(by)
    hidden = FindingFactory(
        accepted=True, origin=one, commitment=commitment, marking=4, accepted_on=TODAY, published_on=TODAY
    )
    plan = voices.plan_merge(by, one, two)
    assert hidden.reference not in plan
    (line,) = supposing.suppose(by, supposing.duties_touched(by, plan), plan, AT)
    assert hidden.reference not in str(line)
    assert duty(marking=4).pk not in supposing.duties_touched(by, plan)


def test_a_merge_is_refused_when_somebody_changed_it_since_the_preview():
    by = analyst()
    commitment, one, two, _said = two_voices(by)
    seen = voices.rests_on(by, voices.plan_merge(by, one, two), AT, one, two)
    accepted(commitment=commitment, origin=OriginFactory(), report=filed(by))
    with pytest.raises(Refused, match="since you looked") as refusal:
        voices.merge(origin=one, into=two, reason="One body.", by=by, at=AT, seen=seen)
    assert refusal.value.field == "seen"
    one.refresh_from_db()
    assert one.merged_into is None


def test_a_merge_is_undone_for_one_origin_alone():
    by = analyst()
    commitment, one, two, _said = two_voices(by)
    voices.merge(origin=one, into=two, reason="One body.", by=by, at=AT)
    one.refresh_from_db()
    plan = voices.plan_part(by, one)
    (line,) = supposing.suppose(by, supposing.duties_touched(by, plan), plan, AT)
    assert (line.voices_before, line.voices_after) == (1, 2)
    assert line.after.status is Status.BREACHED
    voices.part(origin=one, reason="They are two.", by=by, at=AT, seen=voices.rests_on(by, plan, AT, one))
    one.refresh_from_db()
    assert one.merged_into is None
    assert status_of(commitment, by) is Status.BREACHED
    assert entries(one)[-1].before == {"merged_into": two.slug}
    with pytest.raises(Refused, match="speaks for itself"):
        voices.part(origin=one, reason="Again.", by=by, at=AT)


def test_moving_proposes_findings_in_place_and_moves_names_at_once():
    by, reviewer = analyst(), analyst()
    commitment, one, two, said = two_voices(by)
    voices.merge(origin=one, into=two, reason="One body.", by=by, at=AT)
    alias = OriginAliasFactory(origin=two, name="Another name")
    new = OriginFactory(name="New")
    chosen = list(supposing.in_force(by).filter(reference=said[1].reference))
    plan = voices.plan_move(chosen, new)
    (line,) = supposing.suppose(by, supposing.duties_touched(by, plan), plan, AT)
    assert (line.voices_before, line.voices_after) == (1, 2)
    done = voices.move(
        origin=two, to=new, chosen=chosen, aliases=[alias], reason="A body of its own.", by=by, at=AT,
        seen=voices.rests_on(by, plan, AT, two),
    )  # fmt: skip
    alias.refresh_from_db()
    said[1].refresh_from_db()
    assert alias.origin == new
    assert (said[1].origin, said[1].state) == (two, "accepted")
    (proposed,) = done.findings
    assert (proposed.origin, proposed.state, proposed.supersedes) == (new, "submitted", said[1])
    assert (proposed.excerpt, proposed.credibility) == (said[1].excerpt, said[1].credibility)
    assert proposed.comments.get().text == "A body of its own."
    assert status_of(commitment, by) is line.before.status
    findings.accept(finding=proposed, by=reviewer, at=AT)
    assert status_of(commitment, by) is line.after.status
    assert Finding.objects.get(pk=said[1].pk).state == "superseded"


def test_moving_leaves_what_is_proposed_already_and_says_so():
    by = analyst()
    _commitment, one, two, _said = two_voices(by)
    chosen = list(supposing.in_force(by).filter(origin=one))
    given = {"origin": one, "to": two, "chosen": chosen, "reason": "It is theirs.", "by": by, "at": AT}
    assert len(voices.move(**given).findings) == 1
    again = voices.move(**given)
    assert not again.findings
    assert "is proposed in its place already" in again.left[0][1]


def test_the_side_an_origin_is_on_follows_it():
    by = analyst()
    party = PartyFactory()
    finding = accepted(commitment=duty(obligors=[party]), report=filed(by))
    obligor = OriginFactory(party=party)
    chosen = list(supposing.in_force(by).filter(pk=finding.pk))
    assert voices.plan_move(chosen, obligor)[finding.reference]["interest"] == "OBL"
    done = voices.move(origin=finding.origin, to=obligor, chosen=chosen, reason="It is.", by=by, at=AT)
    assert done.findings[0].interest == "OBL"


def test_what_cannot_be_moved_is_refused():
    by = analyst()
    _commitment, one, two, said = two_voices(by)
    given = {"origin": one, "to": two, "reason": "It is theirs.", "by": by, "at": AT}
    for fields, words in (
        ({"chosen": []}, "Choose at least one"),
        ({"chosen": [said[1]]}, "no longer an accepted finding"),
        ({"chosen": [said[0]], "to": one}, "belong to this origin already"),
        ({"chosen": [said[0]], "to": OriginFactory(merged_into=two)}, "was itself merged into"),
        ({"chosen": [said[0]], "reason": " "}, "Say why"),
        ({"chosen": [said[0]], "by": manager()}, "Only analysts and administrators"),
    ):
        with pytest.raises(Refused, match=words):
            voices.move(**(given | fields))
