"""The search: what the page shows of each kind, filters, paging, bad input, what it costs, who sees it."""

import pytest

from tests import factories
from tests.web.sight import queries
from tracker.services import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = factories.UserFactory(level=1)
    client.force_login(user)
    return user


@pytest.fixture
def get(client, reader):
    def fetch(status=200, **asked):
        response = client.get("/search/", asked)
        assert response.status_code == status, asked
        return response.content.decode().split("<main")[1].split("</main>")[0]

    return fetch


def kept(thing):
    """The thing with what the search holds of it, as a service leaves it."""
    search.refresh(thing)
    return thing


def document(title="A release", texts=("Fighters remain in twelve provinces.",), **made):
    report = factories.ReportFactory(title=title, **made)
    attachment = factories.AttachmentFactory(report=report, pasted=True)
    for text in texts:
        factories.TextPageFactory(attachment=attachment, text=text)
    kept(report)
    kept(attachment)
    return report


def test_anonymous_is_sent_to_the_login(client):
    assert client.get("/search/?q=x").status_code == 302


def test_every_kind_is_found_and_leads_to_its_page(get):
    agreement = kept(factories.AgreementFactory(slug="accord-1", title="The zanzibar accord"))
    party = factories.PartyFactory(name="Northland", slug="northland")
    factories.PartyAliasFactory(party=party, name="Zanzibar")
    source = kept(factories.SourceFactory(name="Zanzibar Times", slug="times"))
    origin = kept(factories.OriginFactory(name="Zanzibar monitors", slug="monitors"))
    commitment = kept(factories.CommitmentFactory(agreement=agreement, code="ZED-01", title="Leave zanzibar"))
    kept(factories.ClauseFactory(agreement=agreement, reference="Part One", text="About zanzibar."))
    report = document("Zanzibar release", ["All of zanzibar is quiet."], source=source)
    file = kept(factories.AttachmentFactory(report=report, pasted=False, name="zanzibar.pdf"))
    finding = kept(
        factories.FindingFactory(
            submitted=True, commitment=commitment, report=report, statement="Zanzibar left"
        )
    )
    kept(party)
    html = get(q="zanzibar", stay="1")
    page = report.attachments.get(pasted=True)
    for address in (
        "/agreements/accord-1/",
        "/agreements/accord-1/#s-text",
        "/commitments/accord-1/ZED-01/",
        "/parties/northland/",
        "/sources/times/",
        f"/origins/{origin.slug}/",
        f"/reports/{report.reference}/",
        f"/reports/{report.reference}/?file={file.sha256[:12]}",
        f"/reports/{report.reference}/?file={page.sha256[:12]}&amp;at=1&amp;find=zanzibar",
        f"/findings/{finding.reference}/",
    ):
        assert f'href="{address}"' in html, address
    assert "10 results" in html


def test_what_was_looked_for_is_marked_and_nothing_of_the_text_is_markup(get):
    document("<b>Plain</b> words", ["They said <script>x</script> & left\nthe “bases” in <i>May</i>."])
    html = get(q="script bases")
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "“<mark>bases</mark>”" in html
    assert "&lt;i&gt;May&lt;/i&gt;" in html
    assert "<script>x" not in html
    assert "&lt;b&gt;Plain" in html


def test_marks_follow_the_folding(get):
    document(texts=["گزارش: نیروها از ولایت‌ها رفتند، كِتاب."])
    html = get(q="ولایتها")
    assert "<mark>ولایت‌ها</mark>" in html
    assert "<mark>كِتاب</mark>" in get(q="کتاب")


def test_pages_of_one_document_are_one_result(get):
    report = document(texts=["quiet one", "loud", "quiet two"])
    html = get(q="quiet")
    assert html.count("sv-result") == 2  # the list and its one entry
    assert "Also on page" in html
    assert f"/reports/{report.reference}/?file={report.attachments.get().sha256[:12]}&amp;at=3" in html


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_a_reference_opens_its_page(client, reader, typed):
    finding = factories.FindingFactory(accepted=True, reference="F-7K3Q9D")
    report = factories.ReportFactory(reference="R-7K3Q9D")
    duty = finding.commitment
    answers = {
        finding.reference.lower(): f"/findings/{finding.reference}/",
        report.reference: f"/reports/{report.reference}/",
        duty.code: f"/commitments/{duty.agreement.slug}/{duty.code}/",
    }
    for code, address in answers.items():
        assert client.get("/search/", {"q": typed.format(code)}).headers.get("Location") == address
    kept = client.get("/search/", {"q": report.reference, "as_of": "2020-07-01"})
    assert kept.headers["Location"] == f"/reports/{report.reference}/?as_of=2020-07-01"
    assert client.get("/search/", {"q": report.reference, "stay": "1"}).status_code == 200


def test_a_reference_out_of_sight_leads_nowhere(client, get):
    report = factories.ReportFactory(reference="R-7K3Q9E", marking=3)
    kept(report)
    assert "Nothing found" in get(q="R-7K3Q9E")
    draft = kept(factories.FindingFactory(reference="F-7K3Q9E"))
    assert draft.state == "draft"
    assert "Nothing found" in get(q="F-7K3Q9E")


def test_a_code_of_two_agreements_is_searched(get):
    for slug in ("one", "two"):
        agreement = factories.AgreementFactory(slug=slug)
        kept(factories.CommitmentFactory(agreement=agreement, code="TAL-03", title=f"Of {slug}"))
    html = get(q="TAL-03")
    assert "/commitments/one/TAL-03/" in html
    assert "/commitments/two/TAL-03/" in html


def test_filters(get):
    source = factories.SourceFactory(slug="times")
    here = document("Quiet A", ["quiet"], source=source, language="fa", published_on="2020-06-01")
    there = document("Quiet B", ["quiet"], published_on="2021-06-01")
    finding = kept(factories.FindingFactory(accepted=True, report=there, excerpt="quiet"))
    agreement = finding.commitment.agreement

    def shown(**asked):
        html = get(q="quiet", **asked)
        return {one.reference for one in (here, there, finding) if f"/{one.reference}/" in html}

    assert shown() == {here.reference, there.reference, finding.reference}
    assert shown(kind="finding") == {finding.reference}
    assert shown(source="times") == {here.reference}
    assert shown(language="fa") == {here.reference}
    assert shown(agreement=agreement.slug) == {there.reference, finding.reference}
    assert here.reference in shown(to="2020-06-01")
    assert there.reference not in shown(to="2020-06-01")
    assert shown(kind="report", **{"from": "2020-06-02"}) == {there.reference}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"kind": "x"}, "“x” is no kind"),
        ({"agreement": "x"}, "no agreement “x” that you may see"),
        ({"source": "x"}, "no source “x” that you may see"),
        ({"from": "2020-02-30"}, "no day “2020-02-30”"),
        ({"from": "2020-02-02", "to": "2020-02-01"}, "ends before it begins"),
    ],
)
def test_a_wrong_filter_is_refused_in_a_sentence(get, asked, says):
    assert says in get(400, q="quiet", **asked)


ODD = [
    "",
    "   ",
    "zzzzz",
    "%00",
    "\x00",
    "a" * 10_000,
    "a " * 5_000,
    "'; DROP TABLE x",
    "<script>x",
    '"',
    '""',
]
ODD += [
    '"a',
    'a"b"',
    "“a”",
    "(a OR",
    "a AND",
    "NOT",
    "NEAR(a b, 2)",
    "head : a",
    "^a",
    "a*b",
    "*",
    "-",
    "{a}",
    "a:b",
]
ODD += ["\\", "%", "_", "a' & 'b", "!!a", "a <-> b", ":*", "é", "\u0640", "字", "😀", "a\nb", "+", "\u202e"]


@pytest.mark.parametrize("words", ODD)
def test_anything_typed_is_answered(get, words):
    document(texts=["a b c"])
    html = get(q=words, stay="1")
    assert "<script>x" not in html
    assert "result" in html or "Nothing found" in html or "Type a code" in html


def test_results_are_paged_and_the_words_kept(get):
    for number in range(25):
        document(f"Quiet {number}", [])
    first = get(q="quiet", kind="report")
    assert "Page 1 of 2" in first
    assert 'name="q" value="quiet"' in first
    assert "Page 2 of 2" in get(q="quiet", kind="report", page="2")
    assert "Page 2 of 2" in get(q="quiet", kind="report", page="99")
    assert "Page 1 of 2" in get(q="quiet", kind="report", page="x")


def test_no_more_queries_for_twenty_results_than_for_one(client, reader, django_assert_max_num_queries):
    def add():
        finding = factories.FindingFactory(accepted=True, statement="Quiet")
        kept(finding)
        kept(finding.commitment)
        document("Quiet", ["quiet"])

    add()
    one = queries(client, django_assert_max_num_queries, "/search/?q=quiet")
    for _ in range(19):
        add()
    # Twenty reports may fill the page, and then no finding is read.
    assert queries(client, django_assert_max_num_queries, "/search/?q=quiet") <= one
    assert one <= 20
