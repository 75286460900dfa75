"""Several findings decided at once: what is safe together, what it would move, what is left and why."""

from datetime import date

import pytest

from tests import factories
from tests.services.evidence import AT, analyst, drafted, duty, filed, submitted
from tests.web.sight import queries
from tracker.models import Comment, Finding
from tracker.services import findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst()
    client.force_login(user)
    return user


@pytest.fixture
def report():
    return filed(source=factories.SourceFactory(reliability="A"))


def text_of(response):
    return " ".join(response.content.decode().split())


def chosen(client, rows):
    return client.get("/review/several/", {"finding": [one.reference for one in rows]})


def decide(client, rows, action, **more):
    sent = {"finding": [one.reference for one in rows], "action": action} | more
    sent = {f"version-{one.reference}": one.version for one in rows} | sent
    return client.post("/review/several/decide/", sent, follow=True)


def states(rows):
    return [Finding.objects.get(pk=one.pk).state for one in rows]


def test_the_preview_names_the_statuses_that_move_and_accepts_them(client, reader, report):
    due = {"version__due_on": date(2099, 1, 1)}
    rows = [
        submitted(report=report, commitment=duty("ACT", **due), stance="SUPPORTS", credibility="1")
        for _ in range(3)
    ]
    page = chosen(client, rows)
    assert [flip.after.value for flip in page.context["flips"]] == ["FULFILLED"] * 3
    assert "All 3 findings can be accepted together." in text_of(page)
    assert "3 findings are accepted." in text_of(decide(client, rows, "accept"))
    assert states(rows) == ["accepted"] * 3
    # And all of them come back together.
    back = client.post("/review/undo/", {"finding": [one.reference for one in rows]}, follow=True)
    assert "3 findings wait for review again" in text_of(back)
    assert states(rows) == ["submitted"] * 3


def test_what_is_not_safe_together_says_why_and_stays(client, reader, report):
    two = duty(agreement=factories.AgreementFactory(reviewers_needed=2))
    twice = duty(agreement=factories.AgreementFactory(second_grading_pm=1000))
    shared = duty()
    given = {
        "good": submitted(report=report),
        "own": submitted(reader, report=report),
        "two reviewers": submitted(report=report, commitment=two),
        "second grade": submitted(report=report, commitment=twice),
        "says yes": submitted(report=report, commitment=shared, stance="SUPPORTS"),
        "says no": submitted(report=report, commitment=shared),
    }
    page = text_of(chosen(client, given.values()))
    assert "1 of 6 can be accepted together" in page
    for words in (
        "Yours: another reviewer must take it.",
        "asks for two reviewers",
        "waits for a second grade",
        "says something else of the same duty",
    ):
        assert words in page
    answer = text_of(decide(client, given.values(), "accept"))
    assert "1 finding is accepted." in answer
    assert f"{given['own'].reference} was left as it is. Yours:" in answer
    assert states(given.values()) == ["accepted"] + ["submitted"] * 5


def test_of_several_sources_and_origins_none_is_accepted(client, reader):
    rows = [submitted(), submitted()]
    assert "neither of one source nor of one origin" in text_of(chosen(client, rows))
    decide(client, rows, "accept")
    assert states(rows) == ["submitted", "submitted"]
    origin = factories.OriginFactory()
    rows = [submitted(origin=origin), submitted(origin=origin)]
    decide(client, rows, "accept")
    assert states(rows) == ["accepted", "accepted"]


def test_one_that_changed_since_the_preview_is_left(client, reader, report):
    rows = [submitted(report=report), submitted(report=report)]
    answer = text_of(decide(client, rows, "accept", **{f"version-{rows[0].reference}": "1"}))
    assert f"{rows[0].reference} was left as it is. Somebody else changed this" in answer
    assert states(rows) == ["submitted", "accepted"]


def test_all_go_back_with_one_comment_that_is_needed(client, reader):
    rows = [submitted(), submitted(), submitted(reader)]
    refused = decide(client, rows, "send-back", reason=" ")
    assert refused.status_code == 400
    assert "Say why" in text_of(refused)
    answer = text_of(decide(client, rows, "send-back", reason="Which day?"))
    assert "2 findings went back." in answer
    assert "somebody else must review it" in answer
    assert states(rows) == ["draft", "draft", "submitted"]
    assert [one.text for one in Comment.objects.all()] == ["Which day?"] * 2


def test_with_nothing_chosen_one_is_told_how(client, reader):
    assert "Choose findings that wait first" in text_of(client.get("/review/several/", follow=True))


def test_it_takes_the_role(client):
    client.force_login(factories.UserFactory(roles=("manager",)))
    assert client.get("/review/several/").status_code == 403


def test_as_many_queries_for_one_finding_as_for_twenty(client, reader, report, django_assert_max_num_queries):
    commitment = duty()
    rows = [submitted(report=report, commitment=commitment)]
    first = queries(client, django_assert_max_num_queries, f"/review/several/?finding={rows[0].reference}")
    rows += [
        factories.FindingFactory(submitted=True, report=report, commitment=commitment, stance="CONTRADICTS")
        for _ in range(19)
    ]
    address = "/review/several/?" + "&".join(f"finding={one.reference}" for one in rows)
    assert queries(client, django_assert_max_num_queries, address) == first


# One's own


def test_ones_own_drafts_and_returns_with_their_reasons_and_bulk_submit(client, reader):
    draft, returned = drafted(reader), submitted(reader)
    findings.send_back(finding=returned, by=analyst(), at=AT, reason="Which day?")
    bare = findings.draft(
        report=draft.report, commitment=duty(), stance="SUPPORTS", credibility="2",
        observed_to=draft.observed_to, excerpt=draft.excerpt, by=reader, at=AT,
    )  # fmt: skip
    page = client.get("/review/mine/")
    assert [row.finding for row in page.context["returned"]] == [returned]
    assert "Which day?" in text_of(page)
    sent = {"finding": [draft.reference, returned.reference, bare.reference, submitted().reference]}
    answer = text_of(client.post("/review/mine/submit/", sent, follow=True))
    assert "2 findings are submitted." in answer
    assert f"{bare.reference} was left as it is. Say who knows this first-hand" in answer
    assert states([draft, returned, bare]) == ["submitted", "submitted", "draft"]


def test_removed_drafts_and_rejected_ones_come_back(client, reader):
    draft, rejected = drafted(reader), submitted(reader)
    findings.reject(finding=rejected, by=analyst(), at=AT, reason="Another province.")
    assert "Another province." in text_of(client.get("/review/mine/"))
    client.post(f"/review/{draft.reference}/remove/")
    answer = client.post(f"/review/{rejected.reference}/remove/", follow=True)
    assert "is empty" in text_of(answer)
    client.post(f"/review/{rejected.reference}/remove/", {"reason": "Filed by mistake."})
    assert client.get(f"/findings/{rejected.reference}/").status_code == 404
    assert "Filed by mistake." in text_of(client.get("/review/mine/"))
    for one in (draft, rejected):
        assert "is restored" in text_of(client.post(f"/review/{one.reference}/restore/", follow=True))
    assert not Finding.objects.filter(removed_at__isnull=False).exists()


def test_the_list_of_ones_own_costs_the_same_for_one_and_twenty(
    client, reader, django_assert_max_num_queries
):
    def add():
        factories.FindingFactory(author=reader)
        back = submitted(reader)
        findings.send_back(finding=back, by=analyst(), at=AT, reason="Which day?")
        factories.FindingFactory(author=reader, rejected=True)

    add()
    one = queries(client, django_assert_max_num_queries, "/review/mine/")
    for _number in range(5):
        add()
    assert queries(client, django_assert_max_num_queries, "/review/mine/") == one
