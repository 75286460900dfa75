"""What somebody is typing: kept for them alone, within bounds, until it is sent or old."""

from datetime import timedelta

import pytest

from tests import factories
from tests.services.evidence import AT, analyst
from tracker.models import Draft, LedgerEntry
from tracker.selectors import drafts as selector
from tracker.services import drafts
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db
FIELDS = {"title": ["Monitors report"], "kinds": ["a", "b"], "none": []}


def test_the_last_words_are_kept_for_their_writer_alone():
    own, other = analyst(), analyst()
    drafts.keep(key="report-new", fields={"title": ["Mon"]}, by=own, at=AT)
    drafts.keep(key="report-new", fields=FIELDS, by=own, at=AT + timedelta(seconds=2))
    assert selector.own(own, "report-new").fields == FIELDS
    assert selector.own(own, "report-new").saved_at == AT + timedelta(seconds=2)
    assert selector.own(other, "report-new") is None
    assert not drafts.let_go(key="report-new", by=other)
    assert drafts.let_go(key="report-new", by=own)
    assert not Draft.objects.exists()
    assert not LedgerEntry.objects.exists()


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("", FIELDS),
        ("k" * 201, FIELDS),
        ("k", {"title": "no list"}),
        ("k", {"title": [1]}),
        ("k", {"title": [{"deep": "er"}]}),
        ("k", {str(number): ["x"] for number in range(drafts.MOST_FIELDS + 1)}),
        ("k", {"text": ["x" * drafts.MOST_BYTES]}),
    ],
)
def test_what_is_no_draft_or_too_large_is_refused(key, fields):
    with pytest.raises(Refused):
        drafts.keep(key=key, fields=fields, by=analyst(), at=AT)


def test_one_draft_too_many_is_refused_and_none_is_pushed_out():
    own = analyst()
    for number in range(drafts.MOST_DRAFTS):
        factories.DraftFactory(user=own, key=f"f{number}")
    with pytest.raises(Refused, match="100 unsent forms"):
        drafts.keep(key="another", fields=FIELDS, by=own, at=AT)
    drafts.keep(key="f0", fields=FIELDS, by=own, at=AT)
    assert Draft.objects.filter(user=own).count() == drafts.MOST_DRAFTS


def test_old_drafts_are_forgotten():
    factories.DraftFactory(saved_at=AT)
    kept = factories.DraftFactory(saved_at=AT + timedelta(days=1))
    assert drafts.clean_up(at=AT + drafts.KEPT_FOR + timedelta(hours=1)) == 1
    assert Draft.objects.get() == kept
