"""Feeds of changes: valid Atom whatever the words, ids that stay, the marking in a category."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.models import Agreement, Commitment, StatusChange
from tracker.publishing import atom
from tracker.publishing.plain_text import one_line

pytestmark = pytest.mark.once
SITE, MADE = "https://servanda.example.org", datetime(2020, 7, 14, 9, 0, 0, 7, tzinfo=UTC)
NS = {"a": atom.ATOM}


def change(title="Withdraw all forces", **more):
    agreement = Agreement(slug="accord", title="The Accord", time_zone="Asia/Kabul")
    said = {
        "from_status": "PENDING",
        "to_status": "BREACHED",
        "effective_on": date(2020, 7, 13),
        "recorded_at": MADE,
    }
    duty = Commitment(agreement=agreement, code="N-01", title=title)
    return StatusChange(commitment=duty, **said | more)


def written(changes, title="Mine", causes=None, marking=2):
    return atom.written(
        changes,
        causes or {},
        title=title,
        key="abc",
        made_at=MADE,
        marking=marking,
        site=SITE,
        own_address=f"{SITE}/feeds/key.atom",
        language="en",
    )


def test_an_entry_says_what_changed_where_and_leads_to_that_day():
    parsed = feedparser.parse(written([change()]))
    assert not parsed.bozo
    [entry] = parsed.entries
    assert entry.title == "N-01 Withdraw all forces: Pending → Breached (The Accord)"
    assert entry.link == f"{SITE}/commitments/accord/N-01/?as_of=2020-07-13"
    assert (
        entry.id == "tag:servanda.example.org,2020-07-14:changes/accord/N-01/2020-07-13/BREACHED/090000000007"
    )
    assert entry.updated == "2020-07-14T09:00:00Z"
    assert [(tag.term, tag.scheme) for tag in entry.tags] == [("TLP:AMBER", atom.TLP_SCHEME)]
    assert "13 Jul 2020" in entry.summary


def test_the_feed_is_atom_with_all_it_must_have():
    root = ET.fromstring(written([change()]))
    assert root.tag == f"{{{atom.ATOM}}}feed"
    for place in (root, root.find("a:entry", NS)):
        for name in ("id", "title", "updated"):
            assert place.find(f"a:{name}", NS).text, name
    assert {link.get("rel") for link in root.findall("a:link", NS)} == {"self", "alternate"}
    assert root.find("a:author/a:name", NS).text == "Servanda"
    assert root.find("a:rights", NS).text == "TLP:AMBER"
    empty = feedparser.parse(written([]))
    assert not empty.bozo
    assert (empty.feed.updated, empty.entries) == ("2020-07-14T09:00:00Z", [])


def test_a_correction_is_an_entry_of_its_own_that_says_so():
    later = MADE + timedelta(days=40)
    first, corrected = change(), change(recorded_at=later, backfill=True)
    entries = feedparser.parse(written([corrected, first])).entries
    assert len({entry.id for entry in entries}) == 2
    assert "corrects" in entries[0].summary
    assert entries[0].link.endswith("?as_of=2020-07-13&known_by=2020-08-23")


def test_the_id_of_an_entry_does_not_follow_its_words():
    renamed = change("Another title")
    renamed.commitment.agreement.title = "Another Accord"
    assert atom.name_of(renamed, "e.org") == atom.name_of(change(), "e.org")


@given(title=st.text(max_size=300), name=st.text(max_size=120), cause=st.text(max_size=50))
def test_any_words_make_a_valid_feed(title, name, cause):
    root = ET.fromstring(written([change(title, cause=cause)], title=name))
    said = root.find("a:entry/a:title", NS).text
    assert said.startswith(one_line(f"N-01 {title}:")[:300])
    assert (root.find("a:title", NS).text or "") == one_line(name)
