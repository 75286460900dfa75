"""What a new reading of an original does to the findings that cite it: their words are looked for again."""

import pytest

from tests.services.evidence import AT, accepted, analyst, drafted, filed
from tests.services.scripted import of_pages
from tracker.models import LedgerEntry
from tracker.services import attachments

pytestmark = pytest.mark.django_db
QUOTE = "about 400 to 600 armed operatives remain"


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def cited(scripted, *texts: str, quote: str = QUOTE, state: str = "draft"):
    """A finding that cites a page of a file with these pages."""
    by = analyst()
    report = filed(by, text="", uploads=[("a.pdf", b"%PDF any")])
    scripted(of_pages(*texts))
    attachments.read_waiting(at=AT)
    page = next(page for page in report.attachments.get().pages.all() if quote in page.text)
    start = page.text.rindex(quote)
    make = accepted if state == "accepted" else drafted
    finding = make(report=report, excerpt=quote, page=page, start_offset=start, end_offset=start + len(quote))
    assert (finding.page, finding.start_offset) == (page, start)
    return finding


def read_anew(finding, scripted, *texts: str) -> None:
    scripted(of_pages(*texts))
    one = finding.report.attachments.get()
    attachments.read_again(attachment=one, by=analyst(), at=AT)
    attachments.read_waiting(at=AT)
    finding.refresh_from_db()


@pytest.mark.parametrize("state", ["draft", "accepted"])
@pytest.mark.parametrize(
    ("texts", "number", "shown"),
    [
        (("New cover", f"Moved: {QUOTE}."), 2, QUOTE),
        (
            ("About 400  to\n600 armed oper-\natives re\u00admain.",),
            1,
            "About 400  to\n600 armed oper-\natives re\u00admain",
        ),
        (("Once about 1400 to 600 armed operatives remain", f"then {QUOTE}"), 2, QUOTE),
        ((f"{QUOTE} here", "x", f"{QUOTE} there", "y"), 3, QUOTE),
        (("It is about 400 to 600 armed", "operatives remain there."), 1, "about 400 to 600 armed"),
    ],
)
def test_a_citation_is_found_again_by_its_words(scripted, state, texts, number, shown):
    finding = cited(scripted, "Cover", "Preface", f"Here {QUOTE}.", state=state)
    read_anew(finding, scripted, *texts)
    assert not finding.quote_lost
    assert finding.page.number == number
    assert finding.page.text[finding.start_offset : finding.end_offset] == shown
    assert finding.excerpt == QUOTE
    entry = LedgerEntry.objects.filter(action="finding.anchor").get()
    assert entry.object_ref == finding.reference


@pytest.mark.parametrize(
    "text", ["About 400 to 900 armed operatives remain.", "about 40.0 to 600 armed operatives remain", ""]
)
def test_a_quote_that_is_gone_is_flagged_and_found_when_it_comes_back(scripted, text):
    finding = cited(scripted, f"Here {QUOTE}.", state="accepted")
    read_anew(finding, scripted, text, "Other words.")
    assert finding.quote_lost
    assert (finding.start_offset, finding.excerpt) == (None, QUOTE)
    lost = LedgerEntry.objects.filter(action="attachment.read").latest("seq")
    assert lost.after["quotes_lost"] == [finding.reference]
    read_anew(finding, scripted, "Other words.", f"And again {QUOTE}.")
    assert not finding.quote_lost
    assert finding.page.number == 2


def test_the_same_text_read_again_moves_nothing(scripted):
    finding = cited(scripted, "Cover", f"Here {QUOTE}.")
    before = finding.page_id
    read_anew(finding, scripted, "Cover", f"Here {QUOTE}.")
    assert finding.page_id == before
    assert not LedgerEntry.objects.filter(action="finding.anchor").exists()
