"""What the search holds follows each change in its transaction, and can be compared and made anew."""

from datetime import date

import pytest
from django.db import transaction

from tests import factories
from tests.services.evidence import AT, analyst, drafted, filed
from tracker.models import Report, SearchEntry, SearchText
from tracker.selectors.search import asking, finding
from tracker.services import attachments, findings, parties, reports, search, sources
from tracker.services.search import checking

pytestmark = pytest.mark.django_db


def found(asked, level=4):
    """The kinds and references of what somebody with that clearance finds."""
    reader = factories.UserFactory(level=level)
    places = finding.find(reader, asking.read(asked)).places
    return [(place.kind, SearchEntry.objects.get(pk=place.entry).reference) for place in places]


def off():
    """What differs; sources that a factory made are not known to the search."""
    return [line for line in search.differences() if not line.startswith("source")]


def test_a_filed_report_is_found_at_once_by_title_and_text():
    report = filed(title="Zanzibar release", text="Quiet in mombasa.")
    attachments.read_waiting(at=AT)
    assert found("zanzibar") == [("report", report.reference)]
    assert found("mombasa") == [("page", report.reference)]
    assert off() == []


def test_an_edit_moves_its_words_and_its_day():
    by = analyst()
    report = filed(by, title="Zanzibar release", text="Quiet in mombasa.")
    attachments.read_waiting(at=AT)
    report.refresh_from_db()
    changes = {"title": "Pemba release", "published_on": date(2020, 1, 2), "language": "fa"}
    reports.edit(report=report, version=report.version, changes=changes, by=by, at=AT)
    assert found("zanzibar") == []
    assert found("pemba") == [("report", report.reference)]
    assert set(SearchEntry.objects.filter(report=report).values_list("day", flat=True)) == {date(2020, 1, 2)}
    assert off() == []


def test_a_marking_counts_in_the_next_search():
    by = analyst()
    report = filed(by, title="Zanzibar release", text="Quiet in mombasa.")
    attachments.read_waiting(at=AT)
    assert found("zanzibar mombasa", level=1)
    report.refresh_from_db()
    reports.edit(report=report, version=report.version, changes={"marking": 3}, by=by, at=AT)
    assert found("zanzibar mombasa", level=2) == []
    assert len(found("zanzibar mombasa", level=3)) == 2


def test_what_is_removed_is_not_found():
    report = filed(title="Zanzibar release", text="Quiet in mombasa.")
    attachments.read_waiting(at=AT)
    Report.objects.filter(pk=report.pk).update(
        removed_at=AT, removed_by=report.recorded_by, removal_reason="Filed twice."
    )
    assert found("zanzibar mombasa") == []


def test_findings_and_drafts():
    author = analyst()
    draft = drafted(author, statement="Zanzibar left")
    assert found("zanzibar") == []
    places = finding.find(author, asking.read("zanzibar")).places
    assert [place.kind for place in places] == ["finding"]
    findings.submit(finding=draft, by=author, at=AT)
    assert found("zanzibar") == [("finding", draft.reference)]


def test_a_row_that_is_deleted_leaves_nothing():
    author = analyst()
    draft = drafted(author, statement="Zanzibar left")
    assert SearchEntry.objects.filter(kind="finding").exists()
    draft.delete()
    assert not SearchEntry.objects.filter(kind="finding").exists()
    assert not SearchText.objects.filter(head__contains="zanzibar").exists()
    assert checking._words_agree()


def test_names_of_parties_come_and_go():
    party = parties.create(slug="northland", name="Northland", kind="state", by=None, at=AT)
    alias = parties.add_alias(party=party, name="شمالستان", by=None, at=AT)
    parties.add_identifier(party=party, scheme="wikidata", value="Q889", by=None, at=AT)
    assert found("شمالستان") == found("q889") == [("party", "northland")]
    parties.remove_alias(alias=alias, by=None, at=AT)
    assert found("شمالستان") == []
    assert list(search.differences()) == []


def test_a_change_that_fails_leaves_what_was_found():
    by = analyst()
    source = sources.create(slug="times", name="Zanzibar Times", kind="press", by=by, at=AT)
    changes = {"name": "Pemba Times"}
    with transaction.atomic():
        sources.edit(source=source, version=source.version, changes=changes, by=by, at=AT)
        assert found("pemba") == [("source", "times")]
        transaction.set_rollback(True)
    assert found("zanzibar") == [("source", "times")]
    assert found("pemba") == []


@pytest.fixture
def strayed():
    """Rows that were written past the services: one missing, one that differs, one with another day."""
    kept = [factories.ReportFactory(title=f"Zanzibar {number}") for number in range(4)]
    for report in kept[1:]:
        search.refresh(report)
    Report.objects.filter(pk=kept[1].pk).update(title="Pemba")
    Report.objects.filter(pk=kept[2].pk).update(published_on="2020-01-01")
    return kept


def test_differences_are_told_and_mended(strayed):
    told = [line for line in search.differences() if line.startswith("report")]
    assert sorted(told) == sorted(
        [
            f"report {strayed[0].reference} is missing",
            f"report {strayed[1].reference} differs",
            f"report {strayed[2].reference} differs",
        ]
    )
    search.rebuild()
    assert list(search.differences()) == []
    assert len(found("zanzibar")) == 3
    assert found("pemba") == [("report", strayed[1].reference)]


def test_a_second_refresh_writes_nothing(django_assert_max_num_queries):
    report = filed(text="Quiet in mombasa.")
    with django_assert_max_num_queries(10) as counted:
        search.refresh(report)
    assert not [
        one for one in counted.captured_queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
    ]


def test_the_words_own_table_is_compared_too(strayed):
    search.rebuild()
    assert checking._words_agree()
    if SearchText.objects.db == "default" and transaction.get_connection().vendor == "sqlite":
        with transaction.get_connection().cursor() as cursor:
            cursor.execute("DROP TRIGGER tracker_searchtext_changed")
        SearchText.objects.filter(entry__report=strayed[1]).update(body="kilwa")
        assert not checking._words_agree()
        assert "does not agree" in list(search.differences())[-1]
        search.rebuild()
        assert list(search.differences()) == []
