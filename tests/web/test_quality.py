"""How sure we are: the questions, the checks, the grades and the headline's variations, on their page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed
from tests.web.sight import assessed, queries, section
from tracker.models import CommitmentVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def judged(reader, status="COMPLIANT", *, origins=(1, 0), **made):
    result = {"origins_for": origins[0], "origins_against": origins[1], "used_for": ["F-1"] * origins[0]}
    return assessed(reader, status, result=result, **made).commitment


def groups(page, key):
    (answers,) = (answers for question, answers in page.context["questions"] if question.key == key)
    return {one.key.removeprefix(f"{key}-"): one.number for one in answers}


def check(page, name):
    return next(one for one in page.context["checks"] if one.key == name)


def test_nothing_to_ask_says_what_to_do(client, reader):
    assert "No duty to ask about" in text_of(client.get("/quality/"))


def test_statuses_by_the_origins_they_rest_on(client, reader):
    judged(reader, origins=(0, 0))
    one = judged(reader, origins=(1, 0))
    judged(reader, origins=(1, 1))
    judged(reader, origins=(3, 1))
    judged(reader, "PENDING", origins=(0, 0))
    page = client.get("/quality/")
    assert groups(page, "single") == {"none": 1, "one": 1, "two": 1, "more": 1}
    assert one.title in section(text_of(page), "q-single")


def test_old_and_contradicted_evidence(client, reader):
    old = judged(reader, "DISPUTED", origins=(1, 1))
    accepted(commitment=old, by=analyst(), report=filed(reader))
    page = client.get("/quality/")
    assert groups(page, "age")["older"] == 1
    assert groups(page, "age")["silent"] == 0
    unseen = judged(reader, "UNVERIFIED", origins=(0, 0))
    factories.CoverageFactory(commitment=unseen, outcome="denied_access")
    page = client.get("/quality/")
    assert groups(page, "unverified") == {"denied": 1, "unclear": 0, "nothing": 0, "findings": 0, "nobody": 0}


def test_checks_name_what_disagrees(client, reader):
    kept = judged(reader, "FULFILLED", origins=(0, 0), version__due_on=date(2020, 9, 1))
    CommitmentVersion.objects.filter(commitment=kept).update(deadline_rule="")
    kept.roles.all().delete()
    accepted(commitment=kept, by=analyst(), report=filed(reader), excerpt="", statement="Nobody came.")
    page = client.get("/quality/")
    for name in (
        *("kept_without_evidence", "kept_against_the_newest", "finding_without_passage"),
        *("deadline_without_rule", "obligor_without_party"),
    ):
        assert [row.commitment for row in check(page, name).rows] == [kept], name
    for name in ("rule_without_day", "broken_on_one_voice", "ruling_about_to_lapse", "essential_unseen"):
        assert check(page, name).number == 0, name


def test_a_ruling_that_lapses_soon_and_differs(client, reader):
    commitment = judged(reader)
    today = timezone.localdate()
    factories.RulingFactory(
        commitment=commitment,
        perspective=commitment.perspectives.get(),
        status="BREACHED",
        state="approved",
        effective_on=today - timedelta(days=100),
        lapses_on=today + timedelta(days=10),
        approved=True,
    )
    assert check(client.get("/quality/"), "ruling_about_to_lapse").number == 1


def test_grades_stand_against_the_rest(client, reader):
    commitment, author = judged(reader), analyst()
    for credibility in ("1", "1", "5"):
        by = author if credibility == "1" else analyst()
        accepted(commitment=commitment, by=by, credibility=credibility, report=filed(reader))
    page = client.get("/quality/")
    (_title, _page, rows) = page.context["graders"][1]
    assert next((one.name, one.findings, one.good_pm, rest) for one, _digits, rest in rows) == (
        author.username,
        2,
        1000,
        0,
    )


def test_filters_narrow_it(client, reader):
    one, other = judged(reader), judged(reader)
    party = factories.CommitmentPartyFactory(commitment=other, role="obligor").party
    page = client.get(f"/quality/?agreement={one.agreement.slug}")
    assert [row.commitment for row in page.context["basis"].rows] == [one]
    page = client.get(f"/quality/?party={party.slug}")
    assert [row.commitment for row in page.context["basis"].rows] == [other]
    assert client.get("/quality/?agreement=no-such&party=\x00").status_code == 200


def test_a_past_day_is_judged_anew(client, reader):
    commitment = judged(reader)
    page = client.get("/quality/?as_of=2020-06-01")
    assert page.context["basis"].rows[0].status == "UNVERIFIED"
    assert commitment.title in text_of(page)


def test_what_one_may_not_see_is_not_counted(client, reader):
    commitment = judged(reader)
    shown = client.get("/quality/").context["basis"].rows
    upper = analyst(level=3)
    accepted(commitment=commitment, by=upper, report=filed(upper, marking=3))
    factories.CoverageFactory(commitment=commitment, outcome="denied_access", marking=3, effective_marking=3)
    judged(upper, agreement=commitment.agreement, marking=3, effective_marking=3)
    page = client.get("/quality/")
    assert [(row.said, row.judged) for row in page.context["basis"].rows] == [
        (row.said, row.judged) for row in shown
    ]
    assert not page.context["basis"].rows[0].commitment.has_denied
    assert page.context["graders"][0][2] == []


def test_it_takes_at_most_twelve_queries(client, reader, django_assert_max_num_queries):
    def add():
        accepted(commitment=judged(reader), by=analyst(), report=filed(reader))

    add()
    days = ["", "?as_of=2020-07-01", "?as_of=2020-07-01&known_by=2020-08-01"]
    ones = [queries(client, django_assert_max_num_queries, f"/quality/{day}") for day in days]
    for _number in range(19):
        add()
    assert [queries(client, django_assert_max_num_queries, f"/quality/{day}") for day in days] == ones
    assert max(ones) <= 12


def test_a_headline_that_falls_with_one_origin(client, reader, django_assert_max_num_queries):
    commitment = duty(version__essential=True)
    source = factories.SourceFactory(reliability="B", name="Two voices")
    said = [
        accepted(commitment=commitment, credibility="2", by=analyst(), report=filed(reader, source=source))
        for _number in range(2)
    ]
    asked = f"/quality/robustness/?agreement={commitment.agreement.slug}"
    page = client.get(asked)
    tried = page.context["tried"]
    assert tried.roll_up.headline == "IN_BREACH"
    falling = {(one.kind, one.slug) for one in tried.falling}
    assert {("origin", one.origin.slug) for one in said} < falling
    assert ("source", source.slug) in falling
    assert ("no_closed", "") not in falling
    assert f"The headline stands under {tried.standing} of {len(tried.variations)} variations" in text_of(
        page
    )
    one = queries(client, django_assert_max_num_queries, asked)
    for _number in range(19):
        accepted(commitment=duty(agreement=commitment.agreement), by=analyst(), report=filed(reader))
    assert queries(client, django_assert_max_num_queries, asked) == one
    part = client.get(asked, headers={"HX-Request": "true"})
    assert "<html" not in text_of(part)


def test_robustness_of_a_hidden_agreement_is_not_found(client, reader):
    hidden = factories.AgreementFactory(marking=3, effective_marking=3)
    for slug in (hidden.slug, "no-such", ""):
        assert client.get("/quality/robustness/", {"agreement": slug}).status_code == 404
