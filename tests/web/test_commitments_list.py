"""The list of commitments: what it shows, how its address cuts it down, what it refuses, what it costs."""

from datetime import date

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return factories.UserFactory(roles=("analyst",), level=2)


@pytest.fixture
def page(client, reader):
    """Asks for the list as the reader and gives the response."""
    client.force_login(reader)

    def ask(headers=None, **parameters):
        return client.get("/commitments/", parameters, headers=headers)

    return ask


@pytest.fixture
def duty(reader):
    """Makes a commitment with a present status that the reader's audience sees."""

    def make(status="UNVERIFIED", confidence="NONE", span=None, **made):
        commitment = factories.CommitmentFactory(**made)
        perspective = factories.PerspectiveFactory(commitment=commitment)
        factories.PerspectiveAudienceFactory(perspective=perspective, audience=reader.audience)
        factories.CurrentAssessmentFactory(perspective=perspective, status=status, confidence=confidence)
        if span:
            factories.StatusSpanFactory(perspective=perspective, status=span)
        return commitment

    return make


def codes(response):
    return [row.record.code for row in response.context["list"].table.page.object_list]


def text_of(response):
    return response.content.decode()


def test_the_worst_comes_first_with_all_its_parts(page, duty):
    duty(
        status="FULFILLED",
        confidence="HIGH",
        code="A-1",
        version__kind="ACT",
        version__due_on=date(2020, 3, 10),
    )
    duty(status="BREACHED", confidence="LOW", code="B-1", title="Withdraw", version__essential=True)
    response = page()
    assert codes(response) == ["B-1", "A-1"]
    shown = text_of(response)
    for words in (
        "Breached",
        "Essential",
        "Withdraw",
        "One-off act",
        "10 Mar 2020",
        "no end",
        "2 commitments",
    ):
        assert words in shown


def test_without_confidence_no_likelihood_is_shown(page, duty):
    duty(confidence="NONE")
    assert "Roughly even chance" not in text_of(page())
    duty(confidence="LOW")
    assert "Roughly even chance" in text_of(page())


def test_nobody_reads_it_without_signing_in(client):
    assert client.get("/commitments/").status_code == 302


def test_what_is_marked_above_the_reader_is_not_there(page, duty):
    duty(code="OPEN")
    duty(code="SECRET", marking=3)
    response = page()
    assert codes(response) == ["OPEN"]
    assert "1 commitment" in text_of(response)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"status": "BREACHED"}, ["B-1"]),
        ({"status": ["BREACHED", "FULFILLED"]}, ["B-1", "A-1"]),
        ({"confidence": "HIGH"}, ["A-1"]),
        ({"kind": "ACT"}, ["A-1"]),
        ({"essential": "1"}, ["B-1"]),
        ({"essential": "0"}, ["C-1", "A-1"]),
        ({"due_from": "2020-03-01", "due_to": "2020-03-10"}, ["A-1"]),
        ({"due_to": "2020-03-09"}, []),
        ({"agreement": "doha"}, ["A-1"]),
        ({"obligor": "emirate"}, ["C-1"]),
        ({"q": "emir"}, ["C-1"]),
        ({"q": "b-1"}, ["B-1"]),
        ({"q": "talib"}, ["C-1"]),
        ({"sort": "-code"}, ["C-1", "B-1", "A-1"]),
    ],
)
def test_the_address_cuts_the_list_down(page, duty, asked, expected):
    doha = factories.AgreementFactory(slug="doha")
    emirate = factories.PartyFactory(slug="emirate", name="Emirate")
    factories.PartyAliasFactory(party=emirate, name="Taliban")
    duty(
        status="FULFILLED",
        confidence="HIGH",
        code="A-1",
        agreement=doha,
        version__kind="ACT",
        version__due_on=date(2020, 3, 10),
    )
    duty(status="BREACHED", confidence="LOW", code="B-1", version__essential=True)
    duty(code="C-1", obligors=[emirate])
    assert codes(page(**asked)) == expected


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"due_from": "2020-02-30"}, "not a day of the calendar"),
        ({"status": "SPLENDID"}, "not one of the available choices"),
        ({"agreement": "nowhere"}, "not one of the available choices"),
    ],
)
def test_a_filter_that_cannot_be_used_says_so(page, duty, asked, sentence):
    duty()
    response = page(**asked)
    assert response.status_code == 200
    assert sentence in text_of(response)


@pytest.mark.parametrize(
    "asked", [{"page": "-1"}, {"page": "99"}, {"page": "x"}, {"per_page": "0"}, {"sort": "p"}]
)
def test_nonsense_in_the_address_is_ignored(page, duty, asked):
    duty(code="A-1")
    assert codes(page(**asked)) == ["A-1"]


@pytest.mark.parametrize(
    "name", ["q", "agreement", "obligor", "status", "due_from", "sort", "column", "page"]
)
def test_a_nul_in_the_address_does_no_harm(page, duty, name):
    duty(code="A-1")
    assert page(**{name: "\x00"}).status_code == 200


def test_pages_are_as_long_as_chosen(page, duty):
    for number in range(27):
        duty(code=f"N-{number:02d}")
    assert len(codes(page())) == 25
    assert len(codes(page(per_page="50"))) == 27
    assert codes(page(page="2", sort="code")) == ["N-25", "N-26"]


def test_only_the_chosen_columns_are_drawn(page, duty):
    duty(version__weight=7)
    headings = [column.name for column in page(column=["weight", "theme"]).context["list"].table.columns]
    assert headings == ["code", "title", "status", "theme", "weight"]


def test_a_past_day_is_read_from_the_history(page, duty):
    duty(status="BREACHED", span="ON_TRACK", code="A-1")
    assert "On track" in text_of(page(as_of=TODAY.isoformat()))
    assert codes(page(as_of=TODAY.isoformat(), status="ON_TRACK")) == ["A-1"]
    assert codes(page(as_of=TODAY.isoformat(), status="BREACHED")) == []
    assert "as_of=2020-07-14" in text_of(page(as_of=TODAY.isoformat()))


def test_a_past_day_uses_the_definition_of_then(page, duty):
    commitment = duty(span="PENDING", code="A-1", version__kind="ACT", version__due_on=date(2020, 8, 1))
    later = factories.CommitmentVersionFactory(
        commitment=commitment, kind="ACT", due_on=date(2021, 5, 1), recorded_on=date(2021, 1, 1)
    )
    commitment.current = later
    commitment.save()
    assert "1 Aug 2020" in text_of(page(as_of="2020-07-14"))
    assert "1 May 2021" in text_of(page(as_of="2021-01-01"))
    assert "1 May 2021" in text_of(page())


@pytest.mark.parametrize("day", ["2020-02-30", "yesterday", "2999-01-01"])
def test_a_day_that_cannot_be_shown_gets_a_sentence(page, duty, day):
    duty(code="A-1")
    response = page(as_of=day)
    assert response.status_code == 400
    assert "That day cannot be shown" in text_of(response)
    assert codes(response) == ["A-1"]


def test_a_ruling_stands_beside_the_computed_status(page, duty, reader):
    commitment = duty(status="OVERDUE", confidence="NONE")
    factories.RulingFactory(
        approved=True,
        commitment=commitment,
        perspective=commitment.perspectives.get(),
        status="FULFILLED",
        effective_on=SIGNED_ON,
        lapses_on=date(2999, 1, 1),
    )
    shown = text_of(page())
    assert "sv-ruling" in shown
    assert "Overdue" in shown


def test_counts_leave_out_what_the_reader_may_not_see(page, duty):
    commitment = duty(code="A-1")
    origin = factories.OriginFactory()
    for marking in (0, 0, 4):
        factories.FindingFactory(accepted=True, commitment=commitment, origin=origin, marking=marking)
    record = page().context["list"].table.page.object_list[0].record
    assert (record.finding_count, record.origin_count) == (2, 1)


def test_a_team_sees_what_is_restricted_to_it_and_nobody_else_does(client, page, duty):
    team = factories.TeamFactory()
    duty(code="OPEN")
    secret = duty(code="TEAM", restricted=True)
    secret.teams.add(team)
    assert codes(page()) == ["OPEN"]
    member = factories.UserFactory(audience=factories.AudienceFactory(level=2, teams=[team]))
    client.force_login(member)
    assert sorted(codes(client.get("/commitments/"))) == ["OPEN", "TEAM"]
    assert client.get(f"/commitments/{secret.agreement.slug}/TEAM/").status_code == 200


def test_empty_lists_say_what_to_do(page, duty):
    assert "No commitments yet" in text_of(page())
    duty()
    assert "Nothing matches" in text_of(page(q="nothing of the kind"))


def test_htmx_gets_only_the_region(page, duty):
    duty(code="A-1")
    shown = text_of(page(headers={"HX-Request": "true", "HX-Target": "commitments"}))
    assert shown.lstrip().startswith('<div id="commitments"')
    assert "<html" not in shown
    assert "A-1" in shown


@pytest.mark.parametrize(("asked", "queries"), [({}, 12), ({"as_of": "2020-07-14"}, 13)])
def test_it_costs_the_same_for_one_row_and_for_twenty(page, duty, asked, queries, django_assert_num_queries):
    duty(span="PENDING")
    page(**asked)
    with django_assert_num_queries(queries):
        page(**asked)
    for _ in range(19):
        duty(span="PENDING")
    with django_assert_num_queries(queries):
        assert len(codes(page(**asked))) == 20


def test_columns_that_are_not_shown_are_not_read(page, duty, django_assert_num_queries):
    duty()
    page(column="theme")
    with django_assert_num_queries(10):
        page(column="theme")


def test_a_pair_of_days_without_a_history_is_computed_for_the_rows_shown(page, duty):
    commitment = duty(code="A-1")
    report = factories.ReportFactory(published_on=date(2020, 6, 1))
    factories.FindingFactory(
        backfilled=True, commitment=commitment, report=report, stance="CONTRADICTS", observed_to=SIGNED_ON
    )
    before = page(as_of="2020-03-01", known_by="2020-05-01")
    assert "No history is kept for this pair of days" in text_of(before)
    assert "Unverified" in text_of(before)
    after = page(as_of="2020-03-01", known_by="2020-07-01", status="BREACHED", sort="status")
    assert [row.record.standing.status for row in after.context["list"].table.page.object_list] == ["AT_RISK"]
