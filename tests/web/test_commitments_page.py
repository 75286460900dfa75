"""The page of one commitment: what it says at a day, to whom, with which reasons, and what it refuses."""

from datetime import date

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return factories.UserFactory(roles=("analyst",), level=2)


@pytest.fixture
def page(client, reader):
    client.force_login(reader)

    def ask(commitment, **parameters):
        return client.get(f"/commitments/{commitment.agreement.slug}/{commitment.code}/", parameters)

    return ask


@pytest.fixture
def ban():
    """A prohibition that another commitment hangs together with."""
    doha = factories.AgreementFactory(slug="doha")
    taliban = factories.PartyFactory(name="Taliban")
    states = factories.PartyFactory(name="United States")
    return factories.CommitmentFactory(
        agreement=doha,
        code="TAL-03",
        title="Not allow anyone to use Afghan soil",
        obligors=[taliban],
        beneficiaries=[states],
        version__kind="PROHIBITION",
        version__essential=True,
        version__weight=3,
    )


def report_of(source_name="UN Monitoring Team", **made):
    made.setdefault("published_on", date(2020, 6, 1))
    return factories.ReportFactory(source=factories.SourceFactory(name=source_name), **made)


def evidence(commitment, **made):
    made.setdefault("report", report_of())
    made.setdefault("stance", "CONTRADICTS")
    made.setdefault("reliability", "A")
    made.setdefault("observed_to", date(2020, 5, 15))
    return factories.FindingFactory(backfilled=True, commitment=commitment, **made)


def text_of(response):
    return response.content.decode()


def test_it_keeps_status_likelihood_and_confidence_apart(page, ban):
    evidence(ban)
    shown = text_of(page(ban, as_of="2020-07-14"))
    for words in (
        "Not allow anyone to use Afghan soil",
        "Taliban owes this to United States.",
        "Prohibition since",
        "Essential",
        "Weight 3",
        "At risk",
        "Likelihood that the duty is kept",
        "Confidence in the judgement",
        "Why this status?",
        "What would change it?",
    ):
        assert words in shown


def test_without_evidence_it_says_so_and_gives_no_likelihood(page, ban):
    shown = text_of(page(ban, as_of="2020-07-14"))
    assert "Unverified" in shown
    assert "No confidence, so no likelihood." in shown
    assert "No finding about it yet" in shown


def test_one_origin_is_counted_once_and_all_its_findings_are_shown(page, ban):
    origin = factories.OriginFactory(name="UN team")
    first = evidence(ban, origin=origin, statement="close ties")
    second = evidence(ban, origin=origin, statement="400 to 600 operatives", credibility="3")
    response = page(ban, as_of="2020-07-14")
    shown = text_of(response)
    assert "2 findings, counted once" in shown
    assert "same origin" in shown
    for finding in (first, second):
        assert f'href="/findings/{finding.reference}/?as_of=2020-07-14"' in shown
    (against, _) = response.context["answer"].why.sides
    (row,) = against.origins
    assert [one.counts for one in row.findings] == [True, False]
    assert against.total_mb == row.share_mb


def test_what_does_not_count_is_shown_with_its_code_and_sentence(page, ban):
    evidence(ban, stance="NEUTRAL")
    evidence(ban, observed_to=date(2019, 1, 1))
    shown = text_of(page(ban, as_of="2020-07-14"))
    assert "NEUTRAL" in shown
    assert "BEFORE_START" in shown
    assert "It speaks about a time before the duty was in force." in shown


def test_a_finding_above_the_reader_is_neither_shown_nor_weighed(page, ban):
    secret = evidence(ban, marking=4)
    response = page(ban, as_of="2020-07-14")
    assert secret.reference not in text_of(response)
    assert response.context["answer"].why.explanation.visible == 0


def test_an_origin_merged_into_a_hidden_one_keeps_its_own_name(page, ban):
    hidden = factories.OriginFactory(slug="the-service", name="The service", marking=4)
    evidence(ban, origin=factories.OriginFactory(name="A newspaper", merged_into=hidden))
    shown = text_of(page(ban, as_of="2020-07-14"))
    assert "A newspaper" in shown
    assert "the-service" not in shown
    assert "The service" not in shown


def test_without_a_definition_there_is_nothing_to_judge(page):
    commitment = factories.CommitmentFactory()
    commitment.current = None
    commitment.save()
    commitment.versions.all().delete()
    assert "Nothing to judge yet" in text_of(page(commitment))


def test_a_past_day_says_what_was_known_later(page, ban):
    evidence(ban, report=report_of(published_on=date(2021, 6, 15)), observed_to=date(2020, 5, 15))
    response = page(ban, as_of="2020-07-14")
    assert response.context["answer"].later.findings == 1
    assert "Known later" in text_of(response)
    assert "1 finding about this time was filed after this day." in text_of(response)


def test_nothing_is_known_later_when_nothing_came(page, ban):
    assert page(ban, as_of="2020-07-14").context["answer"].later is None


def test_what_would_change_it_names_the_origin_that_carries_it(page, ban):
    evidence(ban, origin=factories.OriginFactory(name="UN team"))
    rows = page(ban, as_of="2020-07-14").context["answer"].prospects.rows
    spoken = {row.supposed: row for row in rows}
    assert spoken["UN team is left out"].changes
    assert "nothing new is filed for a year" in spoken


def test_a_measure_is_drawn_against_its_target_and_told_in_a_table(page):
    commitment = factories.CommitmentFactory(
        version__kind="METRIC",
        version__baseline=13000,
        version__target=8600,
        version__unit="persons",
        version__due_on=date(2020, 7, 13),
        version__agreed_due_on=date(2020, 7, 15),
        version__deadline_rule="signature + 135 days",
    )
    evidence(
        commitment,
        stance="SUPPORTS",
        bound="range",
        value_low=8600,
        value_high=9000,
        observed_to=date(2020, 5, 15),
    )
    response = page(commitment, as_of="2020-07-10")
    chart = response.context["answer"].chart
    assert chart.figures["path"] == [["2020-02-29", 13000], ["2020-07-13", 8600]]
    (reading,) = chart.figures["readings"]
    assert (reading["value"], reading["low"], reading["high"]) == (9000, 8600, 9000)
    shown = text_of(response)
    for words in (
        "Last reported: 9,000 persons on 15 May 2020; 8,600 persons is due by 13 Jul 2020.",
        "between 8,600 and 9,000 persons",
        "The same as a table",
        "signature + 135 days",
        "The parties say",
    ):
        assert words in shown


def test_links_carry_their_status_and_hidden_ones_are_left_out(page, ban, reader):
    other = factories.CommitmentFactory(agreement=ban.agreement, code="USG-01")
    hidden = factories.CommitmentFactory(agreement=ban.agreement, code="USG-99", marking=4)
    perspective = factories.PerspectiveFactory(commitment=other)
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=reader.audience)
    factories.CurrentAssessmentFactory(perspective=perspective, status="BREACHED")
    for one in (other, hidden):
        factories.CommitmentLinkFactory(commitment=ban, other=one)
        factories.CommitmentLinkFactory(commitment=one, other=ban)
    response = page(ban)
    (row,) = response.context["beside"].links
    assert (row.linked.commitment.code, row.standing.status) == ("USG-01", "BREACHED")
    assert "USG-99" not in text_of(response)


def test_what_stands_beside_is_shown(page, ban, reader):
    factories.PositionFactory(commitment=ban, party=factories.PartyFactory(name="Emirate"))
    factories.CoverageFactory(commitment=ban, source=factories.SourceFactory(name="UNAMA"))
    perspective = factories.PerspectiveFactory(commitment=ban)
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=reader.audience)
    factories.StatusChangeFactory(
        perspective=perspective,
        from_status="",
        to_status="UNVERIFIED",
        effective_on=SIGNED_ON,
        reasons=[["NO_EFFECTIVE_EVIDENCE"]],
    )
    ruling = factories.RulingFactory(
        approved=True, perspective=perspective, effective_on=SIGNED_ON, lapses_on=date(2021, 1, 1)
    )
    shown = text_of(page(ban, as_of="2020-07-14"))
    for words in (
        "Emirate",
        "claims compliance",
        "UNAMA",
        "Looked and found nothing",
        "No finding carries enough weight to judge.",
        ruling.reference,
        "In other scales",
        "1 version",
    ):
        assert words in shown


def test_another_audience_s_changes_and_rulings_are_not_shown(page, ban):
    perspective = factories.PerspectiveFactory(commitment=ban)
    factories.PerspectiveAudienceFactory(perspective=perspective, audience=factories.AudienceFactory(level=4))
    factories.StatusChangeFactory(perspective=perspective)
    ruling = factories.RulingFactory(approved=True, perspective=perspective, lapses_on=date(2999, 1, 1))
    response = page(ban)
    assert ruling.reference not in text_of(response)
    assert response.context["answer"].changes == []
