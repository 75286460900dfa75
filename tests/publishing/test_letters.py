"""Letters leave through a real mail server: once, to one person, with what they may see when it is sent."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests import factories
from tests.post_office import bodies, post_office
from tests.services.evidence import AT, analyst, submitted
from tests.services.reassessing import START, accepted, audience, duty, noon, reassessed
from tracker.models import Finding, Letter, Notification
from tracker.publishing import letters as mail
from tracker.services import comments, findings, letters, notification_rules
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LATER = START + 20 * DAY
NOW = noon(LATER)


@pytest.fixture
def office():
    with post_office() as one:
        yield one


def listener(level=4, mail="at_once", **fields):
    reader = factories.UserFactory(audience=audience(level), mail=mail, **fields)
    factories.NotificationRuleFactory(user=reader)
    return reader


def breached(marking=0, **fields):
    commitment = duty()
    for name, value in fields.items():
        setattr(commitment, name, value)
    commitment.save()
    reassessed(commitment, LATER - DAY)
    accepted(commitment, LATER, stance="CONTRADICTS", reliability="A", credibility="1", marking=marking)
    reassessed(commitment, LATER)
    return commitment


def send(at=NOW):
    for number in letters.due(at=at):
        mail.post(number, at=at)


def test_a_breach_reaches_its_reader_once(office):
    reader, commitment = listener(), breached()
    for _again in range(3):
        send()
    ((recipients, message),) = office.taken
    assert recipients == [reader.email]
    assert message["Subject"] == "Servanda: one change"
    assert message["To"] == reader.email
    assert message["From"] == "servanda@localhost"
    assert message["List-Unsubscribe"] == "<http://localhost:8000/notifications/rules/>"
    text = bodies(message)
    assert f"{commitment.code}, {commitment.title}" in text["text/plain"]
    assert "became “Breached” on 21 Mar 2020" in text["text/plain"].replace("\xa0", " ")
    assert (
        f"/commitments/{commitment.agreement.slug}/{commitment.code}/?as_of=2020-03-21" in text["text/plain"]
    )
    assert '<html lang="en" dir="ltr">' in text["text/html"]
    assert "src=" not in text["text/html"]
    assert Letter.objects.get().state == "sent"


def test_several_events_go_into_one_digest(office):
    listener(mail="daily", time_zone="Asia/Kabul")
    for _number in range(3):
        breached()
    letter = Letter.objects.get()
    assert letter.due_at == datetime(2020, 3, 22, 2, 30, tzinfo=UTC)
    send(letter.due_at - MINUTE)
    assert not office.taken
    send(letter.due_at)
    assert office.messages[0]["Subject"] == "Servanda: 3 changes"


def test_a_weekly_letter_leaves_on_monday(office):
    listener(mail="weekly", time_zone="America/New_York")
    breached()
    assert Letter.objects.get().due_at == datetime(2020, 3, 23, 11, 0, tzinfo=UTC)


def test_quiet_hours_put_it_off_and_sending_asks_again(office):
    reader = listener(quiet_from=time(22), quiet_to=time(6), time_zone="UTC")
    breached()
    reader.quiet_from, reader.quiet_to = time(11), time(13, 30)
    reader.save()
    send()
    assert not office.taken
    assert Letter.objects.get().due_at == NOW + 90 * MINUTE
    send(NOW + 90 * MINUTE)
    assert len(office.taken) == 1


def test_what_is_above_green_is_not_written_out(office):
    listener()
    hidden = breached(marking=2)
    send()
    message = office.messages[0]
    assert message["Subject"] == "Servanda: one change"
    for text in bodies(message).values():
        assert "above TLP:GREEN" in text
        assert hidden.code not in text
        assert hidden.title not in text
        assert "Breached" not in text


def test_who_was_cleared_down_meanwhile_gets_nothing(office):
    reader = listener()
    breached(marking=2)
    reader.audience = audience(1)
    reader.save()
    send()
    assert not office.taken
    assert Letter.objects.get().state == "needless"


def test_only_what_may_still_be_seen_is_counted(office):
    reader = listener(mail="daily")
    breached(marking=2)
    breached()
    reader.audience = audience(1)
    reader.save()
    send(Letter.objects.get().due_at)
    assert office.messages[0]["Subject"] == "Servanda: one change"


def test_a_removed_remark_is_not_mailed(office):
    reader = factories.UserFactory(username="parwin", roles=("manager",), mail="at_once")
    writer = analyst()
    row = comments.write(finding=submitted(), text="@parwin the secret word", by=writer, at=AT)
    comments.remove(comment=row, by=writer, at=AT)
    send(AT)
    assert not office.taken
    comments.restore(comment=row, by=writer, at=AT)
    assert Notification.objects.get(user=reader).letter.state == "needless"


def test_findings_sent_back_are_mailed_too(office):
    finding = submitted(analyst(username="writer", mail="at_once"))
    findings.send_back(finding=finding, by=analyst(), at=AT, reason="Which day?")
    send(AT)
    text = bodies(office.messages[0])["text/plain"]
    assert f"{finding.reference} came back to you." in text
    assert "Which day?" in text


def test_a_server_that_fails_is_tried_again_with_the_same_name_and_then_parked(office):
    listener()
    breached()
    office.refuses = ["451 busy", "451 busy"]
    moment = NOW
    for wait in (timedelta(minutes=5), timedelta(hours=1)):
        send(moment)
        send(moment + wait - MINUTE)
        moment += wait
        assert "answered with the error 451" in Letter.objects.get().last_error
    send(moment)
    assert len(office.taken) == 1
    assert office.messages[0]["Message-ID"] == mail.message_id(Letter.objects.get())


def test_three_failures_park_it_until_an_administrator_releases_it(office):
    listener()
    breached()
    office.refuses = ["550 no"] * 3
    for wait in (0, 10, 120, 400):
        send(NOW + wait * MINUTE)
    letter = Letter.objects.get()
    assert (letter.state, letter.attempts) == ("parked", 3)
    with pytest.raises(Refused, match="Only administrators"):
        letters.release(letter=letter, by=letter.user, at=NOW)
    letters.release(letter=letter, by=factories.UserFactory(roles=("admin",)), at=NOW + DAY)
    send(NOW + DAY)
    assert len(office.taken) == 1


def test_no_server_at_all_is_a_sentence(settings):
    with post_office():
        listener()
        breached()
        letter = Letter.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    send()
    letter.refresh_from_db()
    assert "does not answer" in letter.last_error
    assert letter.state == "waiting"


def test_a_letter_taken_up_by_two_workers_leaves_once(office):
    listener()
    breached()
    number = Letter.objects.get().pk
    assert letters.claim(letter_id=number, at=NOW) is not None
    mail.post(number, at=NOW + MINUTE)
    assert not office.taken
    mail.post(number, at=NOW + 5 * MINUTE)  # the first one died
    assert len(office.taken) == 1


def test_without_mail_no_letter_waits(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    reader = listener()
    breached()
    assert Notification.objects.filter(user=reader).count() == 1
    assert not Letter.objects.exists()
    with pytest.raises(Refused, match="EMAIL_URL"):
        letters.ask_test(by=reader, at=NOW)


def test_a_mail_in_a_script_from_right_to_left(office):
    listener(language="fa")
    breached()
    send()
    html = bodies(office.messages[0])["text/html"]
    assert '<html lang="fa" dir="rtl">' in html


@pytest.mark.parametrize("address", ["a@b.org\nBcc: all@example.org", "a@b.org, c@d.org", "name", "@"])
def test_no_address_carries_another_header(address):
    reader = factories.UserFactory(email="")
    with pytest.raises(Refused, match="mail address"):
        notification_rules.settle(changes={"email": address}, by=reader, at=NOW)


def test_a_test_mail_is_sent_once_a_minute(office):
    reader = factories.UserFactory(quiet_from=time(0), quiet_to=time(23, 59))
    letters.ask_test(by=reader, at=NOW)
    with pytest.raises(Refused, match="a moment ago"):
        letters.ask_test(by=reader, at=NOW)
    send()
    assert office.messages[0]["Subject"] == "Servanda: test"
    assert "the test mail you asked for" in bodies(office.messages[0])["text/plain"]


def test_a_retold_event_is_mailed_anew_where_its_first_letter_is_gone(office):
    finding = submitted(analyst(username="writer", mail="at_once"))
    rejecter = analyst()
    findings.reject(finding=finding, by=rejecter, at=AT, reason="Another province.")
    send(AT)
    Notification.objects.all().delete()
    Finding.objects.update(state="submitted", rejected_at=None, rejected_by=None, rejection_reason="")
    finding.refresh_from_db()
    findings.reject(finding=finding, by=rejecter, at=AT + MINUTE, reason="Another province.")
    send(AT + MINUTE)
    assert len(office.taken) == 2
