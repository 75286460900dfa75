"""The review queue: what waits, what accepting would do, decisions and their refusals, what a page costs."""

from datetime import date

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


def test_an_empty_queue_says_so(client, reader):
    assert "Nothing waits for review" in text_of(client.get("/review/"))


def test_one_is_shown_in_full_with_its_effect(client, reader):
    finding = submitted(commitment=duty(code="TAL-03"), statement="Operatives are there")
    page = text_of(client.get("/review/"))
    for words in (
        "1 finding waits for a second pair of eyes",
        f"<mark>{PASSAGE}</mark>",
        "Operatives are there",
        "If it is accepted",
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
    assert [row.pk for row, _ in client.get("/review/", {"agreement": slug}).context["rows"]] == [one.pk]
    assert [row.pk for row, _ in client.get("/review/", {"author": author}).context["rows"]] == [other.pk]
    page = client.get("/review/", {"agreement": slug, "author": author})
    assert "Nothing waits here" in text_of(page)
    gone = decide(client, one, "accept", agreement=slug)
    assert gone.redirect_chain[0][0] == f"/review/?agreement={slug}"


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
