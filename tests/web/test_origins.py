"""Origins: the register, one body as one voice, joined and parted with what that changes shown before."""

from urllib.parse import urlencode

import pytest

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed, manager, submitted
from tests.web.sight import queries
from tracker.models import Finding, Origin
from tracker.services import voices

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def spoken(by, **origins):
    """A prohibition broken on the word of two origins: a status that hangs on their being two."""
    commitment = duty()
    one, two = factories.OriginFactory(name="Desk one"), factories.OriginFactory(name="Desk two")
    said = [
        accepted(commitment=commitment, origin=origin, credibility="2", by=analyst(), report=filed(by))
        for origin in (one, two)
    ]
    return commitment, one, two, said


def test_an_origin_shows_its_words_as_one_voice(client, reader):
    commitment, one, two, said = spoken(reader)
    factories.OriginAliasFactory(origin=one, name="میز")
    voices.merge(origin=two, into=one, reason="One desk.", by=reader, at=factories.NOW)
    page = text_of(client.get(f"/origins/{one.slug}/"))
    for words in ("Desk one", "میز", "Desk two", commitment.code, said[0].reference, said[1].reference):
        assert words in page
    assert "2 findings, counted once" in page
    below = text_of(client.get(f"/origins/{two.slug}/"))
    assert "It speaks with the voice of" in below
    assert "undo the merge" in below


def test_review_shows_what_is_the_same_voice_already(client, reader):
    commitment, one, _two, said = spoken(reader)
    waiting = submitted(commitment=commitment, origin=one, by=analyst(), report=filed(reader))
    page = text_of(client.get("/review/", {"finding": waiting.reference}))
    assert "The same voice" in page
    assert said[0].reference in page
    assert said[1].reference not in page
    assert "2 findings, counted once" in page


def test_the_past_shows_only_what_counted_then(client, reader):
    _commitment, one, _two, said = spoken(reader)
    page = text_of(client.get(f"/origins/{one.slug}/", {"as_of": "2020-06-10"}))
    assert said[0].reference not in page
    assert "It spoke on no duty then" in page
    assert "One voice with another" not in page


def test_what_is_hidden_stays_hidden(client, reader):
    hidden = factories.OriginFactory(name="Hidden cell", marking=4)
    assert client.get(f"/origins/{hidden.slug}/").status_code == 404
    one = factories.OriginFactory(name="Seen", merged_into=hidden)
    page = text_of(client.get(f"/origins/{one.slug}/"))
    assert "Hidden cell" not in page
    assert "the voice of another origin" in page
    assert "Hidden cell" not in text_of(client.get(f"/origins/{one.slug}/part/"))
    factories.OriginFactory(name="Secret desk", marking=4, merged_into=one)
    assert "Secret desk" not in text_of(client.get(f"/origins/{one.slug}/"))


def test_an_origin_is_entered_and_corrected(client, reader):
    said = {"name": "Ministry of Peace", "aliases": "MoP\nوزارت صلح\nMoP", "party": "", "source": ""}
    response = client.post("/origins/new/", said | {"marking": "0"})
    assert response.status_code == 302
    row = Origin.objects.get(slug="ministry-of-peace")
    assert {one.name for one in row.aliases.all()} == {"MoP", "وزارت صلح"}
    party = factories.PartyFactory()
    changed = {"name": "Ministry", "aliases": "وزارت صلح", "party": party.pk, "marking": "1", "version": "1"}
    assert client.post("/origins/ministry-of-peace/edit/", changed).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.party, row.marking, row.version) == ("Ministry", party, 1, 2)
    assert [one.name for one in row.aliases.all()] == ["وزارت صلح"]
    stale = client.post("/origins/ministry-of-peace/edit/", changed | {"name": "Mine"})
    assert stale.status_code == 409
    assert "Saved meanwhile" in text_of(stale)
    assert 'value="Mine"' in text_of(stale)


def test_what_cannot_be_is_said_at_its_field(client, reader):
    party, source = factories.PartyFactory(), factories.SourceFactory()
    said = {"name": "Both", "party": party.pk, "source": source.pk, "marking": "0"}
    response = client.post("/origins/new/", said)
    assert response.status_code == 422
    assert "a party or a source, not both" in text_of(response)
    assert 'value="Both"' in text_of(response)
    assert client.post("/origins/new/", {"name": "new", "marking": "0"}).status_code == 302
    assert Origin.objects.get(name="new").slug.startswith("origin-")


def test_a_manager_reads_but_does_not_keep_the_register(client):
    client.force_login(manager())
    row = factories.OriginFactory()
    assert client.get("/origins/new/").status_code == 403
    for verb in ("edit", "merge", "split", "part"):
        assert client.get(f"/origins/{row.slug}/{verb}/").status_code == 403
    assert "Enter an origin" not in text_of(client.get("/origins/"))


def test_a_merge_is_shown_before_it_is_done(client, reader):
    commitment, one, two, said = spoken(reader)
    page = client.get(f"/origins/{one.slug}/merge/", {"into": "desk TWO"})
    shown = text_of(page)
    assert "1 status would change" in shown
    assert "become one voice" in shown
    assert "One voice with another: <bdi>Desk one</bdi></h1>" in shown
    assert "Merge them</button>" in shown
    assert said[1].reference in shown
    assert commitment.code in shown
    one.refresh_from_db()
    assert one.merged_into is None
    confirm = {"into": two.slug, "reason": "One desk.", "seen": page.context["preview"].seen}
    response = client.post(f"/origins/{one.slug}/merge/", confirm)
    assert response["Location"] == f"/origins/{two.slug}/"
    one.refresh_from_db()
    assert one.merged_into == two


def test_a_merge_is_refused_when_something_moved_since(client, reader):
    commitment, one, two, _said = spoken(reader)
    seen = client.get(f"/origins/{one.slug}/merge/", {"into": two.slug}).context["preview"].seen
    accepted(commitment=commitment, report=filed(reader))
    confirm = {"into": two.slug, "reason": "One desk, I am sure.", "seen": seen}
    response = client.post(f"/origins/{one.slug}/merge/", confirm)
    assert response.status_code == 409
    assert "since you looked" in text_of(response)
    assert "One desk, I am sure." in text_of(response)
    again = confirm | {"seen": response.context["preview"].seen}
    assert client.post(f"/origins/{one.slug}/merge/", again).status_code == 302


def test_a_merge_needs_a_reason_and_somebody_known(client, reader):
    _commitment, one, two, _said = spoken(reader)
    assert client.get(f"/origins/{one.slug}/merge/", {"into": "nobody"}).status_code == 400
    assert client.get(f"/origins/{one.slug}/merge/", {"into": one.slug}).context["preview"] is None
    seen = client.get(f"/origins/{one.slug}/merge/", {"into": two.slug}).context["preview"].seen
    response = client.post(f"/origins/{one.slug}/merge/", {"into": two.slug, "seen": seen})
    assert response.status_code == 422
    assert "Say why" in text_of(response)


def test_a_merge_is_undone_after_it_was_shown(client, reader):
    _commitment, one, two, said = spoken(reader)
    voices.merge(origin=one, into=two, reason="One desk.", by=reader, at=factories.NOW)
    page = client.get(f"/origins/{one.slug}/part/")
    assert "would speak apart" in text_of(page)
    assert said[0].reference in text_of(page)
    confirm = {"reason": "Two after all.", "seen": page.context["preview"].seen}
    assert client.post(f"/origins/{one.slug}/part/", confirm).status_code == 302
    one.refresh_from_db()
    assert one.merged_into is None
    assert client.get(f"/origins/{one.slug}/part/").status_code == 302


def test_words_are_moved_to_a_new_origin(client, reader):
    _commitment, one, _two, said = spoken(reader)
    alias = factories.OriginAliasFactory(origin=one)
    asked = {"to": "Somebody Else", "findings": said[0].reference, "aliases": alias.pk}
    page = client.get(f"/origins/{one.slug}/split/?{urlencode(asked)}")
    assert page.status_code == 200
    assert not Origin.objects.filter(name="Somebody Else").exists()
    confirm = asked | {"reason": "They said it.", "seen": page.context["preview"].seen}
    response = client.post(f"/origins/{one.slug}/split/", confirm, follow=True)
    assert "1 finding waits for review in its new place." in text_of(response)
    row = Origin.objects.get(name="Somebody Else")
    proposed = Finding.objects.get(supersedes=said[0])
    assert (proposed.origin, proposed.state, proposed.author) == (row, "submitted", reader)
    alias.refresh_from_db()
    assert alias.origin == row


def test_nothing_chosen_is_said(client, reader):
    _commitment, one, two, said = spoken(reader)
    page = client.get(f"/origins/{one.slug}/split/", {"to": two.slug})
    assert page.status_code == 400
    assert "Choose at least one finding or name" in text_of(page)
    foreign = client.get(f"/origins/{one.slug}/split/", {"to": two.slug, "findings": said[1].reference})
    assert foreign.status_code == 400


def test_a_preview_comes_in_parts(client, reader, monkeypatch):
    monkeypatch.setattr("tracker.web.supposing.AT_ONCE", 1)
    one, two = factories.OriginFactory(), factories.OriginFactory()
    for _number in range(3):
        accepted(origin=one, by=analyst(), report=filed(reader))
    page = client.get(f"/origins/{one.slug}/merge/", {"into": two.slug})
    assert "1 of 3 duties worked out" in text_of(page)
    part = client.get(
        f"/origins/{one.slug}/merge/", {"into": two.slug, "part": "3"}, headers={"HX-Request": "true"}
    )
    assert "<h1" not in text_of(part)
    assert "worked out" not in text_of(part)
    assert len(part.context["preview"].lines) == 1


def test_the_pages_cost_the_same_for_1_and_20(client, reader, django_assert_max_num_queries):
    one = accepted(by=analyst(), report=filed(reader)).origin
    before = [
        queries(client, django_assert_max_num_queries, at) for at in ("/origins/", f"/origins/{one.slug}/")
    ]
    for _number in range(20):
        accepted(origin=one, by=analyst(), report=filed(reader))
        factories.OriginAliasFactory(origin=factories.OriginFactory(source=factories.SourceFactory()))
    after = [
        queries(client, django_assert_max_num_queries, at) for at in ("/origins/", f"/origins/{one.slug}/")
    ]
    assert before == after
