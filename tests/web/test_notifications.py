"""What one was told of, and the rules: filters, marking, paging, one's own rules, mail, and no leak."""

import re
from datetime import timedelta

import pytest

from tests import factories
from tests.services.reassessing import START, accepted, audience, duty, reassessed
from tests.web.sight import queries
from tracker.models import Letter, Notification, NotificationRule
from tracker.selectors import notifications as selector
from tracker.services.notifications import tell

pytestmark = pytest.mark.django_db

LATER = START + timedelta(days=20)
RULES = "/notifications/rules/"
SETTINGS = {"mail": "daily", "time_zone": "Asia/Kabul", "quiet_from": "", "quiet_to": ""}


@pytest.fixture
def reader(client):
    person = factories.UserFactory(roles=("manager",), username="mina")
    client.force_login(person)
    return person


def text_of(response):
    return " ".join(response.content.decode().split())


def told(reader, **made):
    """Something the reader was told of."""
    return factories.NotificationFactory(user=reader, **made)


def broken(reader, marking=0):
    """A breach that the reader's rule told of."""
    commitment = duty()
    reassessed(commitment, LATER - timedelta(days=1))
    accepted(commitment, LATER, stance="CONTRADICTS", reliability="A", credibility="1", marking=marking)
    reassessed(commitment, LATER)
    return commitment


def test_a_change_stands_there_with_its_day_and_leads_to_it(client, reader):
    factories.NotificationRuleFactory(user=reader)
    commitment = broken(reader)
    page = text_of(client.get("/notifications/"))
    assert "1 is new." in page
    assert f"{commitment.code}, {commitment.title}: “Unverified” became “Breached” on" in page
    link = re.search(r'<a href="([^"]*as_of=2020-03-21[^"]*)"', page)[1].replace("&amp;", "&")
    assert client.get(link).status_code == 200


def test_what_is_unread_comes_first_and_filters_hold(client, reader):
    read = told(reader, read_at=factories.NOW)
    new = told(reader, created_at=factories.NOW - timedelta(days=1))
    shown = [one.notification for one in client.get("/notifications/").context["news"]]
    assert shown == [new, read]
    slug = read.commitment.agreement.slug
    for query, found in (
        ({"unread": "1"}, [new]),
        ({"agreement": slug}, [read]),
        ({"kind": "deadline"}, [new, read]),
        ({"kind": "change"}, []),
        ({"kind": "nonsense"}, [new, read]),
    ):
        answer = client.get("/notifications/", query)
        assert [one.notification for one in answer.context["news"]] == found
    assert "Nothing of this kind" in text_of(client.get("/notifications/", {"kind": "brief"}))


def test_one_the_ticked_or_all_are_marked(client, reader):
    rows = [told(reader) for _each in range(4)]
    keys = [row.event_key for row in rows]
    client.post("/notifications/read/", {"one": keys[0], "event": keys[1]})
    assert selector.unread(reader) == 3
    answer = client.post("/notifications/read/", {"event": keys[1:3], "kind": "deadline"}, follow=True)
    assert answer.redirect_chain[0][0] == "/notifications/?kind=deadline"
    assert "2 are marked as read." in text_of(answer)
    assert "Tick what you have read first." in text_of(client.post("/notifications/read/", {}, follow=True))
    client.post("/notifications/read/", {"all": "1"})
    assert selector.unread(reader) == 0


def test_pages_hold_25(client, reader):
    for _each in range(26):
        told(reader)
    assert len(client.get("/notifications/").context["news"]) == 25
    assert len(client.get("/notifications/", {"page": 2}).context["news"]) == 1


def test_nothing_out_of_sight_is_shown_or_counted(client, reader):
    factories.NotificationRuleFactory(user=reader)
    commitment = broken(reader, marking=2)
    reader.audience = audience(1)
    reader.save()
    page = text_of(client.get("/notifications/"))
    assert commitment.code not in page
    assert "Nobody has told you anything yet" in page
    assert client.get("/notifications/").context["unread"] == 0
    client.post("/notifications/read/", {"all": "1"})
    assert Notification.objects.get().read_at is None


def test_as_many_queries_for_one_row_as_for_twenty(client, reader, django_assert_max_num_queries):
    told(reader)
    one = queries(client, django_assert_max_num_queries, "/notifications/")
    for _each in range(19):
        told(reader)
    assert queries(client, django_assert_max_num_queries, "/notifications/") == one
    factories.NotificationRuleFactory(user=reader)
    one = queries(client, django_assert_max_num_queries, RULES)
    for _each in range(19):
        factories.NotificationRuleFactory(
            user=reader, agreement=factories.AgreementFactory(), party=factories.PartyFactory()
        )
    assert queries(client, django_assert_max_num_queries, RULES) == one


def test_the_offer_is_of_the_chosen_agreements_else_of_all(client, reader):
    assert "Begin with bad news of all you may see" in text_of(client.get(RULES))
    client.post(f"{RULES}offer/")
    rule = NotificationRule.objects.get()
    assert (rule.agreement, rule.changes, rule.deadlines) == (None, True, True)
    assert rule.statuses == ["BREACHED", "REVERSED", "OVERDUE", "DISPUTED", "AT_RISK"]
    assert "You have rules already" in text_of(client.post(f"{RULES}offer/", follow=True))
    rule.delete()
    chosen, hidden = factories.AgreementFactory(), factories.AgreementFactory(marking=4, effective_marking=4)
    reader.audience = audience(1)
    reader.save()
    reader.chosen.set([chosen, hidden])
    client.post(f"{RULES}offer/")
    assert NotificationRule.objects.get().agreement == chosen


def test_a_rule_is_added_changed_and_deleted(client, reader):
    commitment = factories.CommitmentFactory()
    party = factories.CommitmentPartyFactory(commitment=commitment, role="obligor").party
    sent = {
        "agreement": commitment.agreement.slug,
        "party": party.slug,
        "changes": "on",
        "statuses": ["BREACHED"],
        "least_confidence": "MODERATE",
        "mail": "weekly",
    }
    assert "The rule is added." in text_of(client.post(RULES, sent, follow=True))
    rule = NotificationRule.objects.get()
    assert (rule.agreement, rule.party, rule.statuses) == (commitment.agreement, party, ["BREACHED"])
    assert (rule.deadlines, rule.least_confidence, rule.mail) == (False, "MODERATE", "weekly")
    address = f"{RULES}{rule.reference}/"
    assert f'value="{party.slug}" selected' in client.get(address).content.decode()
    client.post(address, {"deadlines": "on"})
    rule.refresh_from_db()
    assert (rule.agreement, rule.changes, rule.deadlines, rule.statuses) == (None, False, True, [])
    client.post(f"{address}delete/")
    assert not NotificationRule.objects.exists()


def test_a_rule_that_tells_nothing_is_refused_with_what_was_typed(client, reader):
    answer = client.post(RULES, {"statuses": ["REVERSED"]})
    assert answer.status_code == 422
    assert "Tick at least one of them." in text_of(answer)
    assert 'value="REVERSED" id="id_statuses_1" checked' in answer.content.decode()
    assert client.post(RULES, {"changes": "on", "statuses": ["NEWS"]}).status_code == 422


def test_rules_of_others_and_agreements_out_of_sight_are_not_there(client, reader):
    rule = factories.NotificationRuleFactory()
    for address in (f"{RULES}{rule.reference}/", f"{RULES}{rule.reference}/delete/"):
        assert client.post(address).status_code == 404
    hidden = factories.AgreementFactory(marking=4, effective_marking=4, title="The hidden one")
    reader.audience = audience(1)
    reader.save()
    own = factories.NotificationRuleFactory(user=reader, agreement=hidden)
    assert client.post(RULES, {"changes": "on", "agreement": hidden.slug}).status_code == 422
    assert "The hidden one" not in text_of(client.get(RULES))
    assert client.get(f"{RULES}{own.reference}/").status_code == 404


def test_mail_is_chosen_and_quiet_hours_come_in_pairs(client, reader):
    client.post(f"{RULES}mail/", SETTINGS | {"quiet_from": "22:00", "quiet_to": "06:30"})
    reader.refresh_from_db()
    assert (reader.mail, reader.time_zone, f"{reader.quiet_to:%H:%M}") == ("daily", "Asia/Kabul", "06:30")
    answer = client.post(f"{RULES}mail/", SETTINGS | {"quiet_from": "22:00"})
    assert answer.status_code == 422
    assert "Quiet hours need a beginning and an end" in text_of(answer)
    assert client.post(f"{RULES}mail/", SETTINGS | {"time_zone": "Mars"}).status_code == 422


def test_one_gives_an_address_once(client, reader):
    type(reader).objects.filter(pk=reader.pk).update(email="")
    assert 'name="email"' in client.get(RULES).content.decode()
    bad = client.post(f"{RULES}mail/", SETTINGS | {"email": "mina@"})
    assert bad.status_code == 422
    client.post(f"{RULES}mail/", SETTINGS | {"email": "mina@example.org"})
    reader.refresh_from_db()
    assert reader.email == "mina@example.org"
    client.post(f"{RULES}mail/", SETTINGS | {"email": "other@example.org"})
    reader.refresh_from_db()
    assert reader.email == "mina@example.org"


def test_who_wants_no_mail_any_more_gets_none_that_waits(client, reader):
    letter = factories.LetterFactory(user=reader)
    client.post(f"{RULES}mail/", SETTINGS | {"mail": "never"})
    letter.refresh_from_db()
    assert letter.state == "needless"


def test_without_mail_the_page_says_how_to_set_it_up(client, reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = text_of(client.get(RULES))
    assert "EMAIL_URL" in page
    assert "Send me a test mail" not in page
    assert "sends no mail" in text_of(client.post(f"{RULES}test/", follow=True))


def test_a_test_mail_waits_as_a_letter(client, reader):
    assert "is on its way" in text_of(client.post(f"{RULES}test/", follow=True))
    assert Letter.objects.get().user == reader
    factories.LetterFactory(user=reader, parked=True, last_error="The mail server said no.")
    assert "The mail server said no." in text_of(client.get(RULES))


def test_only_who_signed_in(client):
    for address in ("/notifications/", RULES):
        assert client.get(address).status_code == 302


def test_a_brief_that_is_ready_leads_to_it_and_is_nobody_elses(client, reader):
    brief = factories.BriefFactory(user=reader, audience=reader.audience)
    tell([reader, factories.UserFactory()], event=f"brief:{brief.reference}", at=factories.NOW, brief=brief)
    page = text_of(client.get("/notifications/", {"kind": "brief"}))
    assert f'href="/briefs/{brief.reference}/"' in page
    other = Notification.objects.exclude(user=reader).get().user
    assert selector.news(other) == []
