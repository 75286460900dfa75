"""Calendars: what is written is read again as it was said, whatever the words; folded, escaped."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tracker.models import Agreement, Commitment, CommitmentVersion
from tracker.publishing import icalendars
from tracker.publishing.plain_text import one_line
from tracker.selectors.deadlines import Deadline, Sort

pytestmark = pytest.mark.once
SITE, CHANGED = "https://servanda.example.org", datetime(2020, 7, 14, 9, 0, 30, 5, tzinfo=UTC)


def deadline(title="Withdraw all forces", sort=Sort.DUE, **more):
    agreement = Agreement(slug="accord", title="The Accord")
    duty = Commitment(agreement=agreement, code="N-01", title=title)
    duty.current = CommitmentVersion(
        kind="ACT", due_on=date(2021, 5, 1), deadline_rule="signature + 14 months"
    )
    said = {
        "name": "due/accord/N-01",
        "day": date(2021, 5, 1),
        "sequence": 3,
        "changed_at": CHANGED,
        "marking": 0,
    }
    return Deadline(commitment=duty, sort=sort, **said | more)


def read(days, name="Mine"):
    document = icalendars.written(days, name=name, site=SITE)
    for line in document.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    assert document.endswith(b"END:VCALENDAR\r\n")
    return Calendar.from_ical(document)


def test_an_event_says_what_a_calendar_needs():
    [event] = read([deadline()]).walk("VEVENT")
    assert event["UID"] == "due/accord/N-01@servanda.example.org"
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.decoded("DTSTART") == date(2021, 5, 1)
    assert event.decoded("DTEND") == date(2021, 5, 2)
    assert event["SUMMARY"] == "Due: N-01 Withdraw all forces"
    assert event["SEQUENCE"] == 3
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP") == CHANGED.replace(microsecond=0)
    assert (event["STATUS"], event["TRANSP"], event["CLASS"]) == ("CONFIRMED", "TRANSPARENT", "PUBLIC")
    assert event["URL"] == f"{SITE}/commitments/accord/N-01/"
    assert "signature + 14 months" in event["DESCRIPTION"]
    assert event.subcomponents == []


@pytest.mark.parametrize(
    ("marking", "word"),
    [(0, "PUBLIC"), (1, "PRIVATE"), (2, "PRIVATE"), (3, "CONFIDENTIAL"), (4, "CONFIDENTIAL")],
)
def test_the_class_follows_the_marking(marking, word):
    [event] = read([deadline(marking=marking)]).walk("VEVENT")
    assert event["CLASS"] == word
    assert str(event["CATEGORIES"].cats[0]).startswith("TLP:")


def test_what_no_longer_holds_is_cancelled_and_says_little():
    [event] = read([deadline(sort=Sort.REPLY, cancelled=True, party="Southland")]).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    assert "Southland" not in event["SUMMARY"]


def test_the_words_are_the_owners_language():
    with translation.override("fa"):
        [event] = read([deadline("خروج نیروها", sort=Sort.LAPSE, reference="L-7K3Q9D")]).walk("VEVENT")
    assert "خروج نیروها" in event["SUMMARY"]
    assert "L-7K3Q9D" in event["SUMMARY"]
    assert event["URL"] == f"{SITE}/rulings/L-7K3Q9D/"


@given(title=st.text(max_size=300), name=st.text(max_size=120))
def test_any_title_survives_the_way_there_and_back(title, name):
    calendar = read([deadline(title)], name)
    [event] = calendar.walk("VEVENT")
    assert event["SUMMARY"] == f"Due: {one_line(f'N-01 {title}')}"
    assert calendar["X-WR-CALNAME"] == one_line(name)
    assert len(calendar.subcomponents) == 1


@given(party=st.text(max_size=200), code=st.text(min_size=1, max_size=40))
def test_any_party_and_any_code_too(party, code):
    one = deadline(sort=Sort.REPLY, party=party)
    one.commitment.code = code
    [event] = read([one]).walk("VEVENT")
    assert one_line(party) in event["SUMMARY"]
    assert event["URL"].isascii()


def test_the_version_follows_all_that_is_written():
    one = deadline()
    said = (
        ("Mine", SITE, "en"),
        ("Other", SITE, "en"),
        ("Mine", "https://e.org", "en"),
        ("Mine", SITE, "fa"),
    )
    versions = {icalendars.version_of([one], *rest) for rest in said}
    versions |= {
        icalendars.version_of([deadline(**more)], "Mine", SITE, "en")
        for more in ({"title": "x"}, {"sequence": 4}, {"marking": 1}, {"cancelled": True})
    }
    assert len(versions) == 8
    assert icalendars.version_of([deadline()], *said[0]) in versions
