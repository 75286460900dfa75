"""The review queue: what waits, what accepting would do, decisions and their refusals, what a page costs."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories
from tests.services.evidence import AT, PASSAGE, accepted, analyst, duty, filed, manager, submitted
from tests.web.sight import queries
from tracker.models import Finding, ReassessmentRequest
from tracker.services import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def decide(client, finding, action, **fields):
    sent = {"action": action, "version": finding.version} | fields
    return client.post(f"/review/{finding.reference}/", sent, follow=True)


def listed(client, **query):
    """The findings in the queue as these filters and this order show it."""
    return [row["finding"] for row in client.get("/review/", query).context["rows"]]


def test_an_empty_queue_says_so(client, reader):
    assert "Nothing waits for review" in text_of(client.get("/review/"))


def test_one_is_shown_in_full_with_its_effect(client, reader):
    finding = submitted(commitment=duty(code="TAL-03"), statement="Operatives are there")
    page = text_of(client.get("/review/"))
    for words in (
        "1 finding waits for a second pair of eyes",
        f"<mark>{PASSAGE}</mark>",
        "Operatives are there",
        "If you accept it",
        "Weight against",
        "TAL-03",
        "The quote stands in the document, page 1.",
        "The same passage is cited by no other finding.",
    ):
        assert words in page
    assert finding.reference in page


def test_the_effect_names_the_status_that_changes(client, reader):
    commitment = duty("ACT", version__due_on=date(2099, 1, 1))
    source = factories.SourceFactory(reliability="A")
    submitted(commitment=commitment, stance="SUPPORTS", credibility="1", report=filed(source=source))
    effect = client.get("/review/").context["effect"]
    assert (effect.before.status, effect.after.status) == ("PENDING", "FULFILLED")
    assert (effect.weight_before, effect.weight_after, effect.speaks_against) == (0, 1000, False)


def test_an_origin_that_has_spoken_adds_no_weight(client, reader):
    old = accepted()
    submitted(commitment=old.commitment, origin=old.origin, severity=1)
    page = client.get("/review/")
    assert page.context["effect"].weight_before == page.context["effect"].weight_after
    assert "unchanged: the origin has spoken" in " ".join(text_of(page).split())


def test_accepting_computes_anew_and_the_tick_makes_it_a_backfill(client, reader):
    finding = submitted()
    page = decide(client, finding, "accept", backfill="on")
    assert f"{finding.reference} is accepted" in text_of(page)
    finding.refresh_from_db()
    assert (finding.state, finding.backfill, finding.accepted_on) == ("accepted", True, None)
    assert ReassessmentRequest.objects.get().backfill


def test_rejecting_and_sending_back_need_a_reason(client, reader):
    finding = submitted()
    for action in ("reject", "send-back"):
        refused = decide(client, finding, action, reason="")
        assert refused.status_code == 400
        assert "“Reason” is empty" in text_of(refused)
    assert "went back to its author" in text_of(decide(client, finding, "send-back", reason="Which day?"))
    finding.refresh_from_db()
    assert finding.state == "draft"
    other = submitted()
    assert "is rejected" in text_of(decide(client, other, "reject", reason="Another province."))


def test_a_refused_decision_keeps_the_reason_that_was_typed(client, reader):
    finding = submitted()
    response = decide(client, finding, "explode", reason="typed with care")
    assert response.status_code == 400
    assert "typed with care" in text_of(response)


def test_ones_own_finding_is_listed_but_not_decided(client, reader):
    finding = submitted(reader)
    page = text_of(client.get("/review/"))
    assert "1 is yours, so somebody else must take it" in page
    assert "Yours: another reviewer must take it" in page
    assert 'value="accept"' not in page
    response = decide(client, finding, "accept")
    assert response.status_code == 400
    assert "somebody else must review it" in text_of(response)
    finding.refresh_from_db()
    assert finding.state == "submitted"


def test_somebody_elses_is_shown_first(client, reader):
    submitted(reader)
    other = submitted()
    assert client.get("/review/").context["finding"] == other


@pytest.mark.parametrize("roles", [(), ("manager",), ("admin",)])
def test_without_the_role_one_reads_along(client, roles):
    finding = submitted()
    client.force_login(factories.UserFactory(roles=roles))
    page = text_of(client.get("/review/"))
    assert "Reviewing takes the role analyst" in page
    assert 'value="accept"' not in page
    assert decide(client, finding, "accept").status_code == 400


def test_a_finding_that_changed_meanwhile_is_not_accepted(client, reader):
    finding = submitted()
    seen = finding.version
    back = findings.take_back(finding=finding, by=finding.author, at=AT)
    findings.submit(finding=back, by=finding.author, at=AT)
    response = client.post(f"/review/{finding.reference}/", {"action": "accept", "version": seen})
    assert response.status_code == 409
    assert "Somebody else changed this" in text_of(response)
    assert Finding.objects.get().state == "submitted"


def test_two_reviewers_at_once_decide_once(client, reader):
    finding = submitted()
    findings.accept(finding=finding, by=analyst(), at=AT)
    response = client.post(f"/review/{finding.reference}/", {"action": "accept", "version": finding.version})
    assert response.status_code == 400
    assert "no longer waits for review" in text_of(response)


def test_filters_by_agreement_and_author_stay_in_the_address(client, reader):
    one, other = submitted(), submitted()
    slug, author = one.commitment.agreement.slug, other.author.username
    assert listed(client, agreement=slug) == [one]
    assert listed(client, author=author) == [other]
    assert listed(client, source=one.report.source.slug) == [one]
    assert listed(client, duty=f"{slug}/{one.commitment.code}") == [one]
    page = client.get("/review/", {"agreement": slug, "author": author})
    assert "Nothing waits here" in text_of(page)
    gone = decide(client, one, "accept", agreement=slug)
    assert gone.redirect_chain[0][0] == f"/review/?agreement={slug}"


def test_the_queue_is_ordered_as_asked_and_nonsense_asks_for_the_oldest(client, reader):
    first = submitted(commitment=duty(code="B-1"))
    second = submitted(commitment=duty(code="A-1"), report=filed(marking=2))
    Finding.objects.filter(pk=second.pk).update(submitted_at=AT + timedelta(hours=1))
    assert listed(client) == listed(client, sort="nonsense") == [first, second]
    assert listed(client, sort="newest") == listed(client, sort="marking") == [second, first]
    assert listed(client, sort="duty") == [second, first]
    assert listed(client, marking="2") == [second]


def test_the_next_one_opens_by_itself_where_one_was(client, reader):
    one, two, three = (submitted() for _ in range(3))
    submitted(reader)  # one's own is passed over
    for number, row in enumerate((one, two, three)):
        Finding.objects.filter(pk=row.pk).update(submitted_at=AT - timedelta(hours=9 - number))
    page = client.get("/review/", {"finding": two.reference, "sort": "oldest"})
    assert page.context["next"] == three.reference
    gone = decide(client, two, "accept", next=page.context["next"])
    assert gone.context["finding"] == three
    assert client.get("/review/", {"finding": three.reference}).context["next"] == one.reference


def test_what_one_may_not_see_does_not_wait(client):
    finding = submitted(report=filed(marking=4))
    client.force_login(analyst(level=1))
    assert "Nothing waits for review" in text_of(client.get("/review/"))
    assert client.post(f"/review/{finding.reference}/", {"action": "accept"}).status_code == 404
    client.force_login(manager(level=4))
    assert finding.reference in text_of(client.get("/review/"))


def test_checks_say_what_to_look_at_twice(client, reader):
    commitment = duty("METRIC", version__starts_on=date(2020, 6, 1))
    twin = submitted(excerpt="typed by hand", commitment=commitment, value_low=9999, report=filed())
    submitted(excerpt="typed by hand", report=twin.report)
    page = text_of(client.get("/review/", {"finding": twin.reference}))
    for words in (
        "The quote was not found in the text that could be read.",
        "The figures do not stand in the quote as digits.",
        "1 other finding cites the same passage.",
        "it will be shown, not counted",
    ):
        assert words in page


def test_as_many_queries_for_one_finding_as_for_twenty(client, reader, django_assert_max_num_queries):
    commitment = duty()
    first_one = submitted(commitment=commitment)
    address = f"/review/?finding={first_one.reference}"
    first = queries(client, django_assert_max_num_queries, address)
    for _number in range(19):
        factories.FindingFactory(submitted=True)
    assert queries(client, django_assert_max_num_queries, address) == first
    assert first <= 40


def test_two_reviewers_approve_one_after_the_other(client, reader):
    finding = submitted(commitment=duty(agreement=factories.AgreementFactory(reviewers_needed=2)))
    page = text_of(client.get("/review/"))
    assert "Two reviewers, never the author." in page
    assert "Approve" in page
    assert "one more reviewer must approve it" in text_of(decide(client, finding, "accept"))
    page = text_of(client.get("/review/", {"finding": finding.reference}))
    assert f"{reader.username} has approved it." in page
    assert 'value="accept"' not in page
    client.force_login(analyst())
    assert f"{finding.reference} is accepted" in text_of(decide(client, finding, "accept"))


def test_undo_is_offered_for_ten_seconds_and_brings_it_back(client, reader):
    finding = submitted()
    page = text_of(decide(client, finding, "accept"))
    assert f'name="finding" value="{finding.reference}"' in page.split("review/undo/")[1].split("</form>")[0]
    back = client.post("/review/undo/", {"finding": finding.reference}, follow=True)
    assert "1 finding waits for review again" in text_of(back)
    assert back.context["finding"] == finding
    assert "review/undo/" not in text_of(client.get("/review/"))


def test_undone_too_late_it_says_what_can_be_done_instead(client, reader, time_machine):
    finding = submitted()
    time_machine.move_to(datetime(2020, 7, 15, 9, tzinfo=UTC), tick=False)
    decide(client, finding, "accept")
    time_machine.shift(20)
    assert "review/undo/" not in text_of(client.get("/review/"))
    late = client.post("/review/undo/", {"finding": finding.reference}, follow=True)
    assert "Withdraw the finding on its own page instead." in text_of(late)
    assert Finding.objects.get().state == "accepted"


def test_nobody_undoes_what_somebody_else_decided(client, reader):
    finding = accepted()
    assert client.post("/review/undo/", {"finding": finding.reference}).status_code == 404
    assert client.post("/review/undo/", {"finding": "F-NOSUCH"}).status_code == 404
