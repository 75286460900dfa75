from datetime import date, timedelta

import pytest

from tests.factories.people import UserFactory
from tests.factories.reports import TextPageFactory
from tests.factories.sources import OriginFactory
from tests.services.evidence import (
    AT,
    PASSAGE,
    SEEN_ON,
    TEXT,
    accepted,
    actions,
    analyst,
    drafted,
    duty,
    filed,
    said,
    submitted,
)
from tracker.models import Finding, LedgerEntry
from tracker.services import findings
from tracker.services.refusals import Refused, Stale

pytestmark = pytest.mark.django_db


def refused(call, **arguments) -> Refused:
    entries, rows = LedgerEntry.objects.count(), Finding.objects.count()
    with pytest.raises(Refused) as refusal:
        call(at=AT, **arguments)
    assert (LedgerEntry.objects.count(), Finding.objects.count()) == (entries, rows)
    return refusal.value


def figures(bound: str, low: int | None = None, high: int | None = None) -> dict[str, object]:
    return {"bound": bound, "value_low": low, "value_high": high}


# Drafting


def test_a_quoted_passage_is_found_in_the_text_with_its_place():
    finding = drafted(excerpt="about  400 to\n600 armed operatives")
    assert finding.excerpt == PASSAGE
    assert finding.page.number == 1
    assert finding.page.text[finding.start_offset : finding.end_offset] == PASSAGE
    assert actions(finding) == ["finding.draft"]


def test_a_marked_place_is_kept_with_the_words_that_stand_there():
    report = filed()
    page = report.attachments.get().pages.get()
    start = TEXT.index("400")
    finding = drafted(report=report, excerpt="", page=page, start_offset=start, end_offset=start + 10)
    assert finding.excerpt == "400 to 600"


def test_a_place_that_does_not_hold_the_words_is_corrected_by_the_words():
    report = filed()
    page = report.attachments.get().pages.get()
    finding = drafted(report=report, page=page, start_offset=0, end_offset=5)
    assert finding.start_offset == TEXT.index(PASSAGE)


def test_a_passage_typed_by_hand_stays_without_a_place():
    finding = drafted(excerpt="words from a scan")
    assert (finding.excerpt, finding.page, finding.start_offset) == ("words from a scan", None, None)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("METRIC", figures("", 8600), figures("exact", 8600)),
        ("METRIC", figures("at_most", 9000), figures("at_most", None, 9000)),
        ("METRIC", figures("range", 1, 2), figures("range", 1, 2)),
        ("PROHIBITION", figures("range", 400, 600), figures("")),
        ("PROHIBITION", {"reversal": True, "repudiation": True}, {"reversal": False, "repudiation": False}),
        ("ACT", {"reversal": True}, {"reversal": True}),
        ("ACT", {"stance": "SUPPORTS", "reversal": True}, {"reversal": False}),
        ("ACT", {"stance": "SUPPORTS", "extent": 2}, {"extent": None}),
        ("ACT", {"stance": "PARTIAL", "extent": 2}, {"extent": 2}),
        ("ACT", {"event_on": SEEN_ON}, {"event_on": SEEN_ON}),
        ("CONTINUING", {"event_on": SEEN_ON}, {"event_on": None}),
        ("ACT", {"reliability_reason": "why"}, {"reliability_reason": ""}),
    ],
)
def test_only_what_fits_the_kind_is_kept(kind, given, kept):
    finding = drafted(commitment=duty(kind), **given)
    finding.refresh_from_db()
    assert {name: getattr(finding, name) for name in kept} == kept


@pytest.mark.parametrize(
    ("kind", "given", "field"),
    [
        ("ACT", {"stance": "PERHAPS"}, "stance"),
        ("ACT", {"credibility": "7"}, "credibility"),
        ("ACT", {"interest": "XYZ"}, "interest"),
        ("ACT", {"severity": 3}, "severity"),
        ("ACT", {"marking": 5}, "marking"),
        ("ACT", {"stance": "PARTIAL"}, "extent"),
        ("ACT", {"reliability": "B"}, "reliability_reason"),
        ("ACT", {"reliability": "G", "reliability_reason": "why"}, "reliability"),
        ("ACT", {"observed_to": AT.date() + timedelta(days=2)}, "observed_to"),
        ("ACT", {"observed_from": SEEN_ON + timedelta(days=1)}, "observed_from"),
        ("ACT", {"observed_precision": "hour"}, "observed_precision"),
        ("ACT", {"event_on": SEEN_ON + timedelta(days=1)}, "event_on"),
        ("ACT", {"statement": "x" * 301}, "statement"),
        ("ACT", {"excerpt": "x" * 5001}, "excerpt"),
        ("METRIC", {"bound": "roughly", "value_low": 1}, "bound"),
        ("METRIC", {"bound": "range", "value_low": 1}, "value_high"),
        ("METRIC", {"bound": "at_least", "value_high": 1}, "value_low"),
        ("METRIC", {"bound": "range", "value_low": 2, "value_high": 1}, "value_low"),
        ("METRIC", {"value_low": 2**63}, "value_low"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(kind, given, field):
    by = analyst()
    report, commitment, origin = filed(by), duty(kind), OriginFactory()
    refusal = refused(
        findings.draft, report=report, commitment=commitment, origin=origin, by=by, **said(**given)
    )
    assert refusal.field == field
    assert refusal.sentence.endswith((".", "!"))


def test_a_passage_that_runs_over_two_pages_is_refused():
    by = analyst()
    report = filed(by, text="one two\fthree four")
    page = report.attachments.get().pages.get(number=1)
    refusal = refused(
        findings.draft, report=report, commitment=duty(), by=by,
        **said(excerpt="two\nthree", page=page, start_offset=4, end_offset=5),
    )  # fmt: skip
    assert "within a page" in refusal.sentence


def test_a_page_of_another_report_is_refused():
    by = analyst()
    refusal = refused(
        findings.draft, report=filed(by), commitment=duty(), by=by, **said(page=TextPageFactory())
    )
    assert refusal.field == "page"


def test_a_duty_without_definition_takes_no_finding():
    by = analyst()
    commitment = duty()
    commitment.current = None
    commitment.save()
    assert (
        "no definition"
        in refused(findings.draft, report=filed(by), commitment=commitment, by=by, **said()).sentence
    )


@pytest.mark.parametrize("roles", [(), ("manager",), ("admin",)])
def test_only_analysts_propose(roles):
    report, commitment = filed(), duty()
    refusal = refused(
        findings.draft, report=report, commitment=commitment, by=UserFactory(roles=roles), **said()
    )
    assert "Only analysts" in refusal.sentence


def test_inexact_days_stand_for_their_span_but_never_for_tomorrow():
    finding = drafted(
        observed_from=date(2020, 2, 15), observed_to=date(2020, 5, 2), observed_precision="month"
    )
    assert (finding.observed_from, finding.observed_to) == (date(2020, 2, 1), date(2020, 5, 31))
    finding = drafted(observed_to=date(2020, 7, 1), observed_precision="year")
    assert finding.observed_to == date(2020, 7, 14)


def test_the_same_passage_may_say_two_things_but_the_same_thing_only_once():
    by = analyst()
    first = drafted(by)
    again = {"report": first.report, "commitment": first.commitment, "origin": first.origin}
    refusal = refused(findings.draft, by=by, **again, **said())
    assert first.reference in refusal.sentence
    findings.draft(by=by, at=AT, **again, **said(severity=1))
    findings.draft(by=analyst(), at=AT, **again, **said())
    assert Finding.objects.count() == 3


def test_a_stale_edit_gets_both_texts():
    finding = drafted()
    findings.edit(finding=finding, version=1, changes={"statement": "mine"}, by=finding.author, at=AT)
    with pytest.raises(Stale) as refusal:
        findings.edit(finding=finding, version=1, changes={"statement": "other"}, by=finding.author, at=AT)
    assert (refusal.value.theirs, refusal.value.yours) == ({"statement": "mine"}, {"statement": "other"})


def test_only_the_author_edits_and_only_a_draft():
    finding = drafted()
    edit = {"version": 1, "changes": {"statement": "x"}}
    assert "Only its author" in refused(findings.edit, finding=finding, by=analyst(), **edit).sentence
    waiting = findings.submit(finding=finding, by=finding.author, at=AT)
    edit["version"] = waiting.version
    assert "Take it back first" in refused(findings.edit, finding=waiting, by=finding.author, **edit).sentence
    back = findings.take_back(finding=waiting, by=finding.author, at=AT)
    assert (back.state, back.submitted_at) == ("draft", None)
    done = accepted()
    assert "never changed" in refused(findings.edit, finding=done, by=done.author, **edit).sentence


def test_submitting_needs_an_origin_and_words():
    by = analyst()
    finding = findings.draft(report=filed(by), commitment=duty(), by=by, at=AT, **said())
    assert refused(findings.submit, finding=finding, by=by).field == "origin"
    wordless = drafted(by, excerpt="", report=finding.report)
    assert refused(findings.submit, finding=wordless, by=by).field == "excerpt"


def test_a_removed_draft_can_be_brought_back_unless_it_was_said_anew():
    finding = drafted()
    author = finding.author
    findings.remove(finding=finding, by=author, at=AT)
    row = Finding.objects.get()
    assert (row.removed_by, row.removal_reason) == (author, "Discarded by its author.")
    assert LedgerEntry.objects.get(action="finding.remove").reason == "Discarded by its author."
    assert "Restore it first" in refused(findings.submit, finding=row, by=author).sentence
    same = drafted(author, finding.origin, report=finding.report, commitment=finding.commitment)
    assert "said exactly this already" in refused(findings.restore, finding=row, by=author).sentence
    findings.remove(finding=same, by=author, at=AT)
    assert findings.restore(finding=row, by=author, at=AT).removed_at is None


def test_what_waits_or_counts_is_not_removed_and_strangers_remove_nothing():
    waits = submitted()
    assert (
        "Take it back first"
        in refused(findings.remove, finding=waits, by=waits.author, reason="not now").sentence
    )
    counts = accepted()
    refusal = refused(findings.remove, finding=counts, by=counts.author, reason="not mine")
    assert "never removed" in refusal.sentence
    draft = drafted()
    refusal = refused(findings.remove, finding=draft, by=analyst(), reason="not mine")
    assert "Only its author" in refusal.sentence


# Reviewing
