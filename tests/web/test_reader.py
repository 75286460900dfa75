"""The reader: text with its citations, files, pictures of pages, words found; what a long document costs."""

import pytest
from lxml.html import document_fromstring

from tests import factories
from tests.services.evidence import PASSAGE, TEXT, accepted, analyst, drafted, duty, filed, submitted
from tests.web.sight import queries
from tracker.services import attachments

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def read(report, *pages, leaves=(), **fields):
    """An original of the report with these pages of text."""
    kept = factories.AttachmentFactory(report=report, pasted=False, **fields)
    for at, words in enumerate(pages):
        leaf = leaves[at] if leaves else None
        factories.TextPageFactory(attachment=kept, number=at + 1, text=words, leaf=leaf)
    return kept


def test_the_reader_marks_what_is_cited(client, reader):
    finding = accepted(commitment=duty(code="TAL-03"))
    page = text_of(client.get(f"/reports/{finding.report.reference}/"))
    assert f'id="{finding.reference}"' in page
    assert f'href="/findings/{finding.reference}/">{PASSAGE}</a>' in page
    mark = page.split(f"{PASSAGE}</a>")[1].split("</sup>")[0]
    for said in ("data-not-text", "#down", "Against", "<bdi>TAL-03</bdi>", "not assessed yet"):
        assert said in mark
    assert "waiting" not in mark
    assert 'data-start="11"' in page


def test_a_draft_is_shown_to_its_author_only(client, reader):
    finding = drafted(reader)
    address = f"/reports/{finding.report.reference}/"
    assert finding.reference in text_of(client.get(address))
    client.force_login(analyst())
    assert finding.reference not in text_of(client.get(address))
    assert client.get(f"/findings/{finding.reference}/").status_code == 404


def test_words_are_found_in_the_text_whatever_their_case(client, reader):
    report = filed(text="First page\f" + "x\f" * 22 + "Al-Qaeda here, and AL-QÁEDA there")
    page = text_of(client.get(f"/reports/{report.reference}/", {"find": "al-qaeda"}))
    assert "2 places" in page
    assert "AL-QÁEDA</mark> there" in page
    first = text_of(client.get(f"/reports/{report.reference}/", {"find": "al-qaeda", "page": "1"}))
    assert "<mark data-hit" not in first
    assert "?find=al-qaeda&amp;page=2" in first


def test_markup_in_a_text_is_text(client, reader):
    report = filed(title="<b>T</b>", text="<script>alert(1)</script> & more")
    page = text_of(client.get(f"/reports/{report.reference}/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page


def test_right_to_left_text_is_read_in_its_own_direction(client, reader):
    report = filed(text="طالبان و القاعده", language="fa")
    page = text_of(client.get(f"/reports/{report.reference}/"))
    assert 'lang="fa" dir="auto"' in page
    assert "طالبان و القاعده" in page


# Citations


def test_what_waits_says_so_where_it_is_cited(client, reader):
    finding = submitted(commitment=duty(code="TAL-03"), stance="SUPPORTS")
    page = text_of(client.get(f"/reports/{finding.report.reference}/"))
    mark = page.split(f"{PASSAGE}</a>")[1].split("</sup>")[0]
    assert "#up" in mark
    assert "waiting for review" in mark
    assert "is-submitted" in page


def test_overlapping_citations_each_lead_to_their_finding(client, reader):
    report, origin = filed(), factories.OriginFactory()
    wide = submitted(report=report, origin=origin)
    narrow = submitted(report=report, origin=origin, excerpt="600 armed")
    page = text_of(client.get(f"/reports/{report.reference}/"))
    for one in (wide, narrow):
        assert page.count(f'id="{one.reference}"') == 1
        assert f'data-not-text href="/findings/{one.reference}/"' in page
    assert f'several" id="{narrow.reference}" href="/findings/{narrow.reference}/">600 armed</a>' in page


def test_a_block_holds_the_stored_text_and_nothing_else(client, reader):
    report, origin = filed(), factories.OriginFactory()
    for excerpt in (PASSAGE, "600 armed", "about 400"):
        submitted(report=report, origin=origin, excerpt=excerpt)
    page = document_fromstring(client.get(f"/reports/{report.reference}/", {"find": "armed"}).content)
    for mark in page.xpath("//*[@data-not-text]"):
        mark.drop_tree()
    for block in page.xpath("//*[@data-start]"):
        start, words = int(block.get("data-start")), block.text_content()
        assert TEXT[start : start + len(words)] == words


def test_a_finding_whose_words_are_gone_says_so(client, reader):
    finding = submitted()
    assert "no longer in the text" not in text_of(client.get(f"/reports/{finding.report.reference}/"))
    finding.quote_lost, finding.page, finding.start_offset, finding.end_offset = True, None, None, None
    finding.save()
    assert "no longer in the text" in text_of(client.get(f"/reports/{finding.report.reference}/"))


def test_a_cited_finding_opens_the_part_it_stands_in(client, reader):
    report = filed(text="")
    read(report, *(f"Page {n}" for n in range(1, 50)))
    late = read(report, *(f"Other {n}" for n in range(1, 50)), name="other.txt")
    words = late.pages.get(number=45)
    finding = submitted(report=report, excerpt="Other 45", page=words, start_offset=0, end_offset=8)
    page = text_of(client.get(f"/reports/{report.reference}/", {"said": finding.reference}))
    assert f'id="{finding.reference}"' in page


# Files


def test_files_are_tabs_and_those_inside_a_mail_follow_it(client, reader):
    report = filed(text="")
    mail = read(report, "Dear all", name="mail.eml")
    other = read(report, "Other words", name="other.txt")
    inside = read(report, "The annex", name="annex.pdf", parent=mail)
    page = text_of(client.get(f"/reports/{report.reference}/"))
    tabs = page.split('class="sv-tabs"')[1].split("</nav>")[0]
    assert tabs.index("mail.eml") < tabs.index("annex.pdf") < tabs.index("other.txt")
    assert "Inside the mail" in tabs
    assert ("Dear all" in page, "The annex" in page) == (True, False)
    for kept, words in ((inside, "The annex"), (other, "Other words")):
        assert words in text_of(client.get(f"/reports/{report.reference}/", {"file": kept.sha256[:12]}))


def test_a_file_that_is_being_read_is_asked_for_until_its_text_is_there(client, reader):
    report = filed(text="")
    kept = factories.AttachmentFactory(report=report, pasted=False, read_state="waiting", read_at=None)
    address = f"/reports/{report.reference}/"
    assert "The text is being read…" in text_of(client.get(address))
    asks = {"HX-Request": "true", "HX-Target": "reader-main"}
    assert client.get(address, headers=asks).status_code == 204
    kept.read_state, kept.read_at = "read", kept.stored_at
    kept.save()
    factories.TextPageFactory(attachment=kept, text="At last")
    answer = client.get(address, headers=asks)
    assert "At last" in text_of(answer)
    assert "being read" not in text_of(answer)


def test_a_file_without_text_says_why_and_can_be_cited_by_hand(client, reader):
    report = filed(text="")
    read(report, read_state="no_text", text_problem="It holds pictures only.")
    page = text_of(client.get(f"/reports/{report.reference}/"))
    assert "It holds pictures only." in page
    assert "type the passage by hand" in page


# Pictures of pages


@pytest.fixture
def drawn(tmp_path, settings):
    """Draws so many pages of an original."""
    settings.MEDIA_ROOT = str(tmp_path)

    def draw(kept, number):
        folder = attachments.drawing.folder_of(kept.sha256)
        folder.mkdir(parents=True)
        for leaf in range(1, number + 1):
            (folder / f"{leaf}.webp").write_bytes(b"RIFF picture %d" % leaf)
        kept.page_images = kept.leaves = number
        kept.save()
        return kept

    return draw


def test_pages_stand_beside_their_pictures(client, reader, drawn):
    report = filed(text="")
    kept = drawn(read(report, "First", "Rest of the first", "Third", leaves=(1, 1, 3)), 3)
    page = text_of(client.get(f"/reports/{report.reference}/", {"view": "both"}))
    assert 'data-view="both"' in page
    sheets = page.split("data-sheet=")[1:]
    assert ["First" in sheets[0], "Rest of the first" in sheets[0], "Third" in sheets[2]] == [True] * 3
    assert "No words could be read on this page" in sheets[1]
    for number, sheet in enumerate(sheets, start=1):
        assert f"/pages/{kept.sha256}/{number}.webp" in sheet
    assert 'loading="lazy"' in sheets[0]


def test_pages_without_words_are_shown_as_they_look(client, reader, drawn):
    report = filed(text="")
    drawn(read(report, read_state="no_text", text_problem="It holds pictures only."), 2)
    page = text_of(client.get(f"/reports/{report.reference}/"))
    assert 'data-view="original"' in page
    assert "It holds pictures only." in page
    assert page.count("<img") == 2


def test_a_picture_is_served_for_good_and_only_to_who_may_see_it(client, reader, drawn):
    report = filed(text="", marking=3)
    kept = drawn(read(report, "x", marking=3), 1)
    address = f"/reports/{report.reference}/pages/{kept.sha256}/1.webp"
    assert client.get(address).status_code == 404
    client.force_login(analyst(level=3))
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"RIFF picture 1"
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    for wrong in (f"{kept.sha256}/2.webp", f"{kept.sha256}/0.webp", f"{'0' * 64}/1.webp"):
        assert client.get(f"/reports/{report.reference}/pages/{wrong}").status_code == 404


# Long documents


def test_a_page_is_gone_to_by_its_number(client, reader):
    report = filed(text="")
    read(report, *(f"Page {n}" for n in range(1, 301)))
    address = f"/reports/{report.reference}/"
    response = client.get(address, {"at": "257"})
    assert response["Location"] == f"{address}?page=13#page-257"
    assert "Page 257" in text_of(client.get(response["Location"]))
    assert client.get(address, {"at": "9999"})["Location"].endswith("#page-300")
    assert client.get(address, {"at": "x"}).status_code == 200


def test_a_document_of_300_pages_costs_what_one_of_one_page_does(
    client, reader, django_assert_max_num_queries
):
    short, long = filed(text=""), filed(text="")
    read(short, TEXT)
    read(long, *([TEXT] * 300))
    counted = [
        queries(client, django_assert_max_num_queries, f"/reports/{one.reference}/") for one in (short, long)
    ]
    assert counted[0] == counted[1]
    assert len(text_of(client.get(f"/reports/{long.reference}/"))) < 60_000
