"""The landing page: counts, agreements, what is broken and on whose word, what changed or is late, gaps."""

from datetime import date, timedelta

import pytest
import time_machine as clock
from django.urls import reverse

from tests import factories
from tests.factories.moments import NOW, SIGNED_ON, TODAY
from tests.web.sight import assessed, queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mid_july():
    with clock.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader():
    return factories.UserFactory(level=1, roles=("manager",))


@pytest.fixture
def page(client, reader):
    client.force_login(reader)

    def get(query="", status=200):
        response = client.get("/" + query)
        assert response.status_code == status
        return response.content.decode()

    return get


def test_anonymous_is_sent_to_the_login(client):
    response = client.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


def test_nothing_tracked_says_what_to_expect(page):
    assert "No agreement is tracked yet" in page()


def test_it_says_the_answer_then_shows_it(page, reader):
    finding = factories.FindingFactory(accepted=True, stance="CONTRADICTS", reliability="A", credibility="2")
    finding.commitment.title = "Leave the bases"
    finding.commitment.save()
    assessed(reader, commitment=finding.commitment, result={"used_against": [finding.reference]})
    html = page()
    assert "Concerns in one agreement" in html
    assert "Leave the bases" in html
    assert finding.origin.name in html
    assert 'title="Source A, information 2"' in html


def test_a_finding_the_reader_may_not_see_lends_no_word(page, reader):
    finding = factories.FindingFactory(accepted=True, stance="CONTRADICTS", effective_marking=3)
    assessed(reader, commitment=finding.commitment, result={"used_against": [finding.reference]})
    assert finding.origin.name not in page()


def test_a_commitment_above_the_clearance_is_not_there(page, reader):
    assessed(reader, title="Secret duty", marking=3)
    html = page()
    assert "Secret duty" not in html
    assert "0 duties" in html


def test_late_duties_with_their_days(page, reader):
    due = TODAY - timedelta(days=34)
    assessed(
        reader, "OVERDUE", rank=2, version__kind="ACT", version__due_on=due, title="Release the prisoners"
    )
    html = page()
    late = html.split('id="s-late"')[1].split("</section>")[0]
    assert "Release the prisoners" in late
    assert '<td class="sv-num">34</td>' in late
    assert "Nothing falls due in the next 90 days" in late


def test_what_is_due_in_90_days(page, reader):
    for days, title in ((90, "Soon enough"), (91, "Too far")):
        assessed(
            reader,
            "PENDING",
            rank=7,
            version__kind="ACT",
            version__due_on=TODAY + timedelta(days=days),
            title=title,
        )
    due = page().split("What is due in the next 90 days?")[1].split("</section>")[0]
    assert "Soon enough" in due
    assert "Too far" not in due


def test_gaps_say_why_it_is_not_known(page, reader):
    assessed(reader, "UNVERIFIED", rank=5, confidence="NONE", code="NONE-1")
    own = factories.FindingFactory(accepted=True, interest="OBL")
    assessed(
        reader, "ON_TRACK", rank=8, commitment=own.commitment, result={"reasons": [["SELF_REPORTED_ONLY"]]}
    )
    stale = factories.FindingFactory(accepted=True)
    assessed(reader, "AT_RISK", rank=4, commitment=stale.commitment, result={"reasons": [["STALE", 300]]})
    factories.ClauseFactory(agreement=own.commitment.agreement, withheld=True, text="")
    gaps = page().split('id="s-gaps"')[1].split("</section>")[0]
    for words in ("Nobody looked", "NONE-1", "Only the obligor says so", "Gone stale", "part of the text is"):
        assert words in gaps


@pytest.mark.parametrize(("period", "shown"), [("7", False), ("30", True), ("90", True), ("x", True)])
def test_changes_of_a_period(page, reader, period, shown):
    perspective = assessed(reader, title="Changed duty", status="FULFILLED", rank=10)
    factories.StatusChangeFactory(
        perspective=perspective,
        to_status="FULFILLED",
        effective_on=TODAY - timedelta(days=10),
        reasons=[["DEADLINE_PASSED", "2020-03-10"], ["WEIGHT", 1000, 0, 1000]],
    )
    changed = page(f"?changed={period}").split('id="s-changed"')[1].split("</section>")[0]
    assert ("Changed duty" in changed) == shown
    assert ("The deadline passed on 10 Mar 2020." in changed) == shown
    if not shown:
        assert "Nothing changed in the last 7 days." in changed
        assert "The last change was on" in changed


def test_a_past_day_is_read_from_the_history(page, reader):
    perspective = assessed(reader, "BREACHED")
    perspective.spans.all().delete()
    factories.StatusSpanFactory(
        perspective=perspective, status="PENDING", to_on=SIGNED_ON + timedelta(days=9)
    )
    factories.StatusSpanFactory(perspective=perspective, status="BREACHED", from_on=date(2020, 3, 10))
    assert "one agreement not in force yet" in page("?as_of=2020-03-05").lower()
    assert "Concerns in one agreement" in page("?as_of=2020-03-12")


def test_a_day_without_history_offers_hindsight(page, reader):
    assessed(reader, "BREACHED")
    html = page("?as_of=2019-01-01")
    assert "One duty has no status stored for this day." in html
    assert "known_by=2020-07-14" in html


@pytest.mark.parametrize("query", ["?as_of=2020-02-30", "?as_of=2021-01-01", "?known_by=never"])
def test_a_bad_day_is_refused_in_a_sentence(page, query):
    html = page(query, status=400)
    assert "That day cannot be shown." in html
    assert "the present is shown." in html


def test_since_the_last_visit(page, reader):
    factories.LastSeenFactory(user=reader, agreement=None, seen_at=NOW - timedelta(days=40))
    perspective = assessed(reader)
    factories.StatusChangeFactory(
        perspective=perspective, effective_on=TODAY - timedelta(days=60), recorded_at=NOW - timedelta(days=1)
    )
    html = page()
    assert "You last looked on" in html
    assert "since then one duty changed" in html
    assert perspective.commitment.title in page("?changed=visit").split('id="s-changed"')[1]


def test_the_work_behind_it(page):
    factories.FindingFactory(submitted=True)
    factories.ReassessmentRequestFactory(parked=True)
    work = page().split('id="s-work"')[1]
    assert "one finding" in work
    assert "the oldest since" in work


def test_old_findings_that_no_longer_count_are_a_gap(page, reader):
    finding = factories.FindingFactory(accepted=True)
    commitment = finding.commitment
    assessed(
        reader, "UNVERIFIED", rank=5, commitment=commitment, result={"reasons": [["NO_EFFECTIVE_EVIDENCE"]]}
    )
    assert "Nothing that counts" in page()


def test_the_demonstration_offers_its_days(page, settings):
    settings.DEMO = True
    html = page()
    for day in ("2020-07-14",):  # the others lie after the clock of this test
        assert f"as_of={day}" in html


@pytest.mark.parametrize("query", ["", "?as_of=2020-06-01"])
def test_as_many_queries_for_one_row_as_for_twenty(client, reader, query, django_assert_max_num_queries):
    client.force_login(reader)

    def add():
        finding = factories.FindingFactory(accepted=True, stance="CONTRADICTS")
        perspective = assessed(
            reader,
            commitment=finding.commitment,
            result={"used_against": [finding.reference], "reasons": [["STALE", 300]]},
        )
        factories.StatusChangeFactory(perspective=perspective, cause=finding.reference)

    add()
    client.get(reverse("overview"))  # the first look of a session notes it
    one = queries(client, django_assert_max_num_queries, "/" + query)
    for _ in range(19):
        add()
    assert queries(client, django_assert_max_num_queries, "/" + query) == one
    assert one <= (12 if query else 9)


def test_the_last_change_of_each_agreement_counts_the_duties_of_its_day(page, reader):
    agreement = factories.AgreementFactory()
    for days in (5, 5, 9):
        perspective = assessed(reader, agreement=agreement)
        factories.StatusChangeFactory(perspective=perspective, effective_on=TODAY - timedelta(days=days))
    other = assessed(reader)
    factories.StatusChangeFactory(perspective=other, effective_on=TODAY - timedelta(days=50))
    agreements = " ".join(page().split('id="s-agr"')[1].split("</section>")[0].split())
    assert '2 duties, <time datetime="2020-07-09">' in agreements
    assert 'one duty, <time datetime="2020-05-25">' in agreements


def test_a_reader_of_a_team_sees_its_duties_once(client):
    team = factories.TeamFactory(slug="north")
    second = factories.TeamFactory(slug="south")
    audience = factories.AudienceFactory(level=3, teams=[team, second])
    member = factories.UserFactory(audience=audience)
    commitment = factories.CommitmentFactory(title="Team duty", restricted=True)
    commitment.teams.set([team, second])
    perspective = assessed(member, commitment=commitment)
    factories.StatusChangeFactory(perspective=perspective, effective_on=TODAY)
    client.force_login(member)
    html = client.get("/").content.decode()
    assert "one duty, on" in " ".join(html.split())
    assert html.split('id="s-changed"')[1].split("</section>")[0].count("Team duty") == 1
    client.force_login(factories.UserFactory(level=3))
    assert "Team duty" not in client.get("/").content.decode()
