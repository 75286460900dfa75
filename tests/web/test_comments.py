"""Remarks on a finding: who is named and told, who can be named, removal and return, notifications."""

import pytest

from tests import factories
from tests.services.evidence import AT, analyst, manager, submitted
from tests.web.sight import queries
from tracker.models import Comment, Notification
from tracker.selectors import notifications as news
from tracker.selectors.comments import number_of
from tracker.services import comments, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(username="mina")
    client.force_login(user)
    return user


def text_of(response):
    return " ".join(response.content.decode().split())


def write(client, finding, text):
    return client.post(f"/findings/{finding.reference}/comment/", {"reason": text}, follow=True)


def told(user):
    return [one.notification.event_key for one in news.news(user)]


def number():
    """What the only remark is called in addresses."""
    return number_of(Comment.objects.get())


def test_who_is_named_and_may_read_it_is_told_once(client, reader):
    finding = submitted()
    parwin, low = manager(username="parwin.k"), analyst(username="low", level=0)
    finding.effective_marking = 2
    finding.marking = 2
    finding.save()
    page = write(client, finding, "@parwin.k. and @Parwin.K, see page 3; @low and @nobody, a@example.org")
    assert "Nobody of this name may read it: @low, @nobody." in text_of(page)
    assert told(parwin) == [f"comment.mention {finding.reference} {number()}"]
    assert not Notification.objects.filter(user__in=[low, reader]).exists()
    assert list(Comment.objects.get().mentions.all()) == [parwin]


def test_the_picker_offers_only_those_who_may_read_it(client, reader):
    team = factories.TeamFactory()
    inside = analyst(username="amina", audience=factories.AudienceFactory(level=4, teams=[team]))
    analyst(username="amin-outside")
    factories.UserFactory(username="amin-gone", is_active=False, roles=("analyst",))
    open_one, closed = submitted(), submitted()
    client.force_login(inside)
    closed.teams.add(team)
    closed.restricted = True
    closed.save()
    offered = text_of(client.get(f"/comments/{open_one.reference}/people/", {"q": "@amin"}))
    assert "amina" in offered
    assert "amin-outside" in offered
    assert "amin-gone" not in offered
    assert "amin-outside" not in text_of(client.get(f"/comments/{closed.reference}/people/?q=amin"))
    client.force_login(reader)
    assert client.get(f"/comments/{closed.reference}/people/").status_code == 404


def test_a_remark_is_removed_by_its_writer_and_comes_back(client, reader):
    finding = submitted()
    parwin = manager(username="parwin")
    write(client, finding, "Hello @parwin")
    removed = client.post(f"/comments/{finding.reference}/{number()}/remove/", follow=True)
    assert "Hello @parwin" in text_of(removed)
    assert "Restore" in text_of(removed)
    assert told(parwin) == []
    client.force_login(parwin)
    assert "Hello @parwin" not in text_of(client.get(f"/findings/{finding.reference}/"))
    assert client.post(f"/comments/{finding.reference}/{number()}/restore/").status_code == 404
    client.force_login(reader)
    client.post(f"/comments/{finding.reference}/{number()}/restore/")
    assert Comment.objects.get().removed_at is None
    assert len(told(parwin)) == 1


def test_an_administrator_removes_with_a_reason_and_others_cannot(client, reader):
    finding = submitted()
    comments.write(finding=finding, text="Something unkind", by=finding.author, at=AT)
    refused = text_of(client.post(f"/comments/{finding.reference}/{number()}/remove/", follow=True))
    assert "Only who wrote it" in refused
    client.force_login(factories.UserFactory(roles=("admin",)))
    assert "is empty" in text_of(
        client.post(f"/comments/{finding.reference}/{number()}/remove/", follow=True)
    )
    client.post(f"/comments/{finding.reference}/{number()}/remove/", {"reason": "Unkind."})
    assert Comment.objects.get().removal_reason == "Unkind."


def test_a_return_is_told_to_the_author_and_read_when_marked(client):
    finding = submitted()
    author = finding.author
    findings.send_back(finding=finding, by=analyst(username="rev"), at=AT, reason="Which day?")
    client.force_login(author)
    page = client.get("/notifications/")
    assert "came back to you" in text_of(page)
    assert "Which day?" in text_of(page)
    assert (page.context["unread"], news.unread(author)) == (1, 1)
    event = page.context["news"][0].notification.event_key
    read = client.post("/notifications/read/", {"event": event}, follow=True)
    assert "You have read everything." in text_of(read)
    assert news.unread(author) == 0


def test_nobody_marks_or_reads_what_others_were_told(client, reader):
    finding = submitted()
    findings.reject(finding=finding, by=analyst(), at=AT, reason="Another province.")
    event = Notification.objects.get().event_key
    client.post("/notifications/read/", {"event": event})
    assert Notification.objects.get().read_at is None
    assert "Nobody has told you anything yet" in text_of(client.get("/notifications/"))


def test_what_may_no_longer_be_seen_is_not_told(client):
    finding = submitted()
    parwin = manager(username="parwin", level=1)
    comments.write(finding=finding, text="@parwin", by=analyst(), at=AT)
    assert len(told(parwin)) == 1
    type(finding).objects.filter(pk=finding.pk).update(marking=3, effective_marking=3)
    assert told(parwin) == []
    assert news.unread(parwin) == 0


def test_as_many_queries_for_one_row_as_for_twenty(client, reader, django_assert_max_num_queries):
    def add():
        comments.write(finding=submitted(), text="@mina", by=analyst(), at=AT)

    add()
    one = queries(client, django_assert_max_num_queries, "/notifications/")
    for _number in range(19):
        add()
    assert queries(client, django_assert_max_num_queries, "/notifications/") == one
