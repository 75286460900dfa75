"""Findings: the form beside the text, what it answers, drafts, one finding with its acts; what is refused."""

import pytest

from tests import factories
from tests.services.evidence import (
    AT,
    PASSAGE,
    TEXT,
    accepted,
    analyst,
    drafted,
    duty,
    filed,
    submitted,
)
from tests.web.proposals import form, new
from tracker.models import Finding, Origin
from tracker.publishing import typed_figures as readings
from tracker.selectors.reports import page_name
from tracker.services import findings

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def reader(client):
    user = analyst(level=2)
    client.force_login(user)
    return user


@pytest.fixture
def origin():
    return factories.OriginFactory(name="Monitoring Team")


def text_of(response):
    return response.content.decode()


def test_a_passage_becomes_a_finding_that_waits_for_review(client, reader, origin):
    report, commitment = filed(), duty(code="TAL-03")
    page = report.attachments.get().pages.get()
    start = TEXT.index(PASSAGE)
    place = {"page": page_name(page), "start": start, "end": start + len(PASSAGE)}
    response = client.post(new(report), form(commitment, **place), follow=True)
    finding = Finding.objects.get()
    assert f"{finding.reference} waits for review." in text_of(response)
    assert (finding.state, finding.page, finding.start_offset, finding.excerpt) == (
        "submitted",
        page,
        start,
        PASSAGE,
    )
    assert (finding.origin, finding.commitment, finding.author) == (origin, commitment, reader)


def test_a_draft_is_kept_and_a_script_is_sent_back_to_the_text(client, reader, origin):
    report = filed()
    response = client.post(new(report), form(duty(), action="draft"), headers=SCRIPT)
    finding = Finding.objects.get()
    assert finding.state == "draft"
    assert (
        response["HX-Redirect"]
        == f"/reports/{report.reference}/?said={finding.reference}#{finding.reference}"
    )


def test_without_a_script_the_form_is_a_page_with_the_text(client, reader):
    page = text_of(client.get(new(filed())))
    assert "New finding" in page
    assert PASSAGE in page
    for label in ("Value", "Day of the event", "It undoes an earlier performance", "How far?"):
        assert label in page
    beside = text_of(client.get(new(Finding.objects.first() or filed()), headers=SCRIPT))
    assert "<html" not in beside


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"commitment": "", "duty": "NO-99"}, "No duty has the code “NO-99”"),
        ({"commitment": ""}, "Choose the duty it bears on."),
        ({"observed_to": "2020-02-30"}, "That is not a day of the calendar"),
        ({"observed_to": ""}, "This field is required"),
        ({"observed_to": "2999-01-01"}, "ends in the future"),
        ({"observed_from": "2020-06-01"}, "ends before it begins"),
        ({"stance": "PARTIAL"}, "needs an extent"),
        ({"stance": "MAYBE"}, "Select a valid choice"),
        ({"credibility": ""}, "This field is required"),
        ({"origin": "Nobody we know"}, "“Nobody we know” is not in the register"),
        ({"origin": ""}, "Say who knows this first-hand"),
        ({"reliability": "A"}, "Say why this reliability"),
        ({"page": "000000000000-9", "start": "1", "end": "5"}, "The marked page is not in this report"),
        ({"quote": "x" * 5500}, "at most 5000 can be cited"),
        ({"quote": "", "statement": ""}, "Mark the passage, or say in short"),
        ({"event_on": "2020-13-01"}, "That is not a day of the calendar"),
    ],
)
def test_a_refused_form_says_why_and_keeps_what_was_typed(client, reader, origin, fields, sentence):
    report = filed()
    sent = form(duty(), place="typed with care") | fields
    for headers in ({}, SCRIPT):
        response = client.post(new(report), sent, headers=headers)
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "typed with care" in text_of(response)
    assert not Finding.objects.exists()


def test_a_code_that_several_agreements_use_must_be_said_in_full(client, reader, origin):
    one, other = duty(code="A-01"), duty(code="A-01")
    response = client.post(new(filed()), form(one, commitment="", duty="a-01"))
    assert "Several duties have this code" in text_of(response)
    client.post(new(filed()), form(one, commitment="", duty=f"{other.agreement.slug}/a-01"))
    assert Finding.objects.get().commitment == other


def test_a_duty_one_may_not_see_is_unknown(client, reader, origin):
    hidden = duty(code="SECRET-1", marking=4, effective_marking=4)
    response = client.post(new(filed()), form(hidden))
    assert "No duty has the code" in text_of(response)


def test_a_new_origin_is_entered_with_the_finding_or_not_at_all(client, reader):
    report, commitment = filed(), duty()
    named = {"origin": "کمیسیون مستقل", "new_origin": "on"}
    client.post(new(report), form(commitment, **named, observed_to="2020-02-30"))
    client.post(new(report), form(commitment, **named, stance="PARTIAL"))
    assert not Origin.objects.exists()
    client.post(new(report), form(commitment, **named))
    assert Finding.objects.get().origin.name == "کمیسیون مستقل"


def test_the_interest_is_proposed_unless_chosen(client, reader):
    party = factories.PartyFactory()
    commitment = duty(obligors=[party])
    factories.OriginFactory(name="Monitoring Team", party=party)
    client.post(new(filed()), form(commitment))
    client.post(new(filed()), form(commitment, interest="IND"))
    assert list(Finding.objects.order_by("id").values_list("interest", flat=True)) == ["OBL", "IND"]


def test_figures_are_kept_in_the_measure_of_the_duty_and_only_there(client, reader, origin):
    measured = duty("METRIC", version__decimals=1)
    client.post(new(filed()), form(measured, bound="range", value_low="8,600", value_high="۸۷۰۰٫۵"))
    finding = Finding.objects.get()
    assert (finding.bound, finding.value_low, finding.value_high) == ("range", 86000, 87005)
    bad = client.post(new(filed()), form(measured, value_low="about 9"))
    assert "“about 9” is not a figure" in text_of(bad)
    bad = client.post(new(filed()), form(measured, value_low="9.55"))
    assert "kept with 1 decimals" in text_of(bad)
    client.post(new(filed()), form(duty(), bound="range", value_low="400", value_high="nonsense"))
    assert Finding.objects.latest("id").value_low is None


@pytest.mark.parametrize(
    ("typed", "decimals", "stored"),
    [
        ("", 0, None),
        ("8 600", 0, 8600),
        ("−3", 0, -3),
        ("1’000.50", 2, 100050),
        ("٤٥", 0, 45),
        ("12.0", 0, 12),
    ],
)
def test_figures_as_people_type_them(typed, decimals, stored):
    assert readings.parse(typed, decimals) == stored


@pytest.mark.parametrize("typed", ["x", "1.5", "1e99999999", "NaN", "Infinity", "9" * 50, "1-2", "²³x"])
def test_what_is_no_figure_is_refused(typed):
    with pytest.raises(readings.BadFigure):
        readings.parse(typed, 0)


def test_the_form_follows_duty_stance_and_origin(client, reader):
    old = accepted(commitment=duty("ACT", code="A-01"))
    report = filed()
    chosen = {"commitment": f"{old.commitment.agreement.slug}/A-01", "origin": old.origin.name}
    address = f"/reports/{report.reference}/findings/fit/"
    page = text_of(client.get(address, chosen | {"stance": "CONTRADICTS", "place": "kept"}))
    assert "has spoken on A-01 already: the weight will not grow" in page
    assert "It undoes an earlier performance" in page
    assert "Value" not in page
    page = text_of(client.get(address, chosen | {"stance": "SUPPORTS"}))
    assert "It undoes an earlier performance" not in page
    page = text_of(client.get(address, {"origin": "Unheard of"}))
    assert "This name is not in the register." in page


def test_duties_are_suggested_by_the_passage_and_by_search(client, reader):
    commitment = duty(code="TAL-03", title="No armed operatives on the soil")
    duty(code="TAL-99", title="Something else")
    report = filed()
    address = f"/reports/{report.reference}/findings/duties/"
    page = text_of(client.get(address, {"quote": PASSAGE}))
    assert "TAL-03" in page
    assert "<b><bdi>armed</bdi></b>" in page
    assert "TAL-99" not in page
    page = text_of(client.get(address, {"duty": "something"}))
    assert "TAL-99" in page
    assert "No duty matches" in text_of(client.get(address, {"duty": "zzz"}))
    assert commitment.code == "TAL-03"


# Drafts


def test_a_stale_draft_shows_both_texts_and_can_be_saved_again(client, reader, origin):
    finding = drafted(reader, origin=origin)
    address = f"/findings/{finding.reference}/edit/"
    assert PASSAGE in text_of(client.get(address))
    sent = form(finding.commitment, statement="mine", action="draft")
    findings.edit(finding=finding, version=1, changes={"statement": "theirs"}, by=reader, at=AT)
    stale = client.post(address, sent | {"version": "1"})
    assert stale.status_code == 409
    for words in ("Saved meanwhile", "theirs", "mine", 'name="version" value="2"'):
        assert words in text_of(stale)
    assert client.post(address, sent | {"version": "2"}).status_code == 302
    assert Finding.objects.get().statement == "mine"


def test_somebody_elses_finding_or_one_that_waits_is_not_changed(client, reader):
    waiting = submitted(reader)
    response = client.get(f"/findings/{waiting.reference}/edit/", follow=True)
    assert "Take it back first" in text_of(response)
    other = submitted()
    response = client.post(f"/findings/{other.reference}/edit/", form(other.commitment), follow=True)
    assert "Only its author" in text_of(response)


# One finding
