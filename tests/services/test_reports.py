from datetime import date, timedelta

import pytest

from tests.factories.people import UserFactory
from tests.factories.sources import SourceFactory
from tests.services.evidence import AT, PUBLISHED_ON, TEXT, accepted, actions, analyst, duty, filed
from tracker.models import LedgerEntry, ReassessmentRequest, Report, TextPage
from tracker.services import attachments, reports
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def test_a_filed_report_keeps_the_pasted_text_as_an_original_with_pages():
    report = filed(text=TEXT + "\fSecond page")
    original = report.attachments.get()
    assert original.pasted
    assert attachments.path_of(original.sha256).read_text().endswith("Second page")
    assert [page.number for page in original.pages.all()] == [1, 2]
    assert original.pages.get(number=2).text == "Second page"
    assert actions(report) == ["report.file"]
    assert actions(original) == ["attachment.add"]


def test_several_files_are_kept_and_one_that_cannot_be_read_says_so():
    report = filed(text="", uploads=[("a.md", b"# Title\n\nWords"), ("scan.pdf", b"%PDF-1.7 ...")])
    assert {one.read_state for one in report.attachments.all()} == {"waiting"}
    attachments.read_waiting(at=AT)
    kept = {one.name: one for one in report.attachments.all()}
    assert kept["a.md"].content_type == "text/markdown; charset=utf-8"
    assert kept["scan.pdf"].content_type == "application/pdf"
    assert kept["scan.pdf"].text_problem == (
        "No text could be read from “scan.pdf”; it is kept as it is. The file is cut short. Ask for it again."
    )
    assert not TextPage.objects.filter(attachment=kept["scan.pdf"]).exists()


def test_a_report_without_any_text_is_a_reference():
    assert filed(text="").attachments.count() == 0


def test_the_marking_is_the_strictest_of_report_and_source():
    report = filed(source=SourceFactory(marking=2), marking=1)
    assert report.effective_marking == 2
    assert report.attachments.get().effective_marking == 2


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"title": " \x00 "}, "title", "“Title” is empty: please fill it in."),
        ({"title": "x" * 301}, "title", "at most 300 fit"),
        ({"published_on": AT.date() + timedelta(days=2)}, "published_on", "lies in the future"),
        ({"received_on": PUBLISHED_ON - timedelta(days=1)}, "received_on", "before it was published"),
        ({"received_on": AT.date() + timedelta(days=2)}, "received_on", "lies in the future"),
        ({"url": "javascript:alert(1)"}, "url", "begins with http"),
        ({"url": "https://a.example/" + "x" * 1000}, "url", "shorter"),
        ({"published_precision": "minute"}, "published_precision", "not one of the list"),
        ({"marking": 9}, "marking", "TLP 2.0"),
        ({"text": "x" * (5 * 1024 * 1024 + 1)}, "text", "at most 5 MB can be pasted"),
        ({"uploads": [("big.txt", b"x" * (10 * 1024 * 1024 + 1))]}, "uploads", "at most 10 MB are kept"),
        ({"uploads": [("empty.txt", b"")]}, "uploads", "there is nothing to keep"),
    ],
)
def test_what_cannot_be_filed_is_refused_in_a_sentence_and_leaves_nothing(fields, field, sentence):
    by = analyst()
    source = SourceFactory()
    entries = LedgerEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        filed(by, source=source, **fields)
    assert refusal.value.field == field
    assert sentence in refusal.value.sentence
    assert not Report.objects.exists()
    assert LedgerEntry.objects.count() == entries


@pytest.mark.parametrize("roles", [(), ("manager",)])
def test_only_analysts_and_administrators_file(roles):
    with pytest.raises(Refused, match="Only analysts and administrators"):
        filed(UserFactory(roles=roles))


def test_words_in_any_script_are_kept():
    report = filed(title="گزارش شورای امنیت", text="طالبان‎ — 報告 — Ünïcödé \ud800 end\x00", language="fa")
    assert report.title == "گزارش شورای امنیت"
    assert report.attachments.get().pages.get().text == "طالبان‎ — 報告 — Ünïcödé \ufffd end"


def test_an_edit_is_recorded_and_counted():
    report = filed()
    by = analyst()
    edited = reports.edit(report=report, version=1, changes={"title": "Another"}, by=by, at=AT)
    assert edited.version == 2
    entry = LedgerEntry.objects.get(action="report.edit")
    assert (entry.before, entry.after) == ({"title": "A release"}, {"title": "Another"})


def test_an_edit_that_changes_nothing_is_no_event():
    report = filed()
    assert (
        reports.edit(report=report, version=1, changes={"title": report.title}, by=analyst(), at=AT).version
        == 1
    )
    assert actions(report) == ["report.file"]


def test_a_stale_edit_gets_both_texts_and_writes_nothing():
    report = filed()
    reports.edit(report=report, version=1, changes={"title": "First"}, by=analyst(), at=AT)
    with pytest.raises(Stale) as refusal:
        reports.edit(report=report, version=1, changes={"title": "Second"}, by=analyst(), at=AT)
    assert (refusal.value.theirs, refusal.value.yours) == ({"title": "First"}, {"title": "Second"})
    assert Report.objects.get().title == "First"


def test_what_accepted_findings_copied_cannot_be_changed_under_them():
    finding = accepted()
    with pytest.raises(Refused, match="Accepted findings rest on this: 1"):
        reports.edit(
            report=finding.report, version=1, changes={"published_on": date(2020, 6, 1)}, by=analyst(), at=AT
        )


def test_a_stricter_marking_reaches_the_findings_and_asks_for_reassessment():
    finding = accepted(commitment=duty())
    ReassessmentRequest.objects.all().delete()
    reports.edit(report=finding.report, version=1, changes={"marking": 3}, by=analyst(), at=AT)
    finding.refresh_from_db()
    assert finding.effective_marking == 3
    assert ReassessmentRequest.objects.get().commitment_id == finding.commitment_id
