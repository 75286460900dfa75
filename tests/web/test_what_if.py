"""The scratch copy in an address: what it shows, what it refuses, what it never betrays."""

from datetime import date
from urllib.parse import urlencode

import pytest

from tests import factories
from tests.services.evidence import accepted, analyst, duty, filed
from tests.web.sight import queries
from tracker.models import Finding, LedgerEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    user = analyst(level=1)
    client.force_login(user)
    return user


def text_of(response):
    return response.content.decode()


def breached(by, **fields):
    """A duty that two independent voices say is broken."""
    commitment = duty(**fields)
    said = [
        accepted(
            commitment=commitment,
            credibility="2",
            by=analyst(),
            report=filed(by, source=factories.SourceFactory(reliability="B")),
        )
        for _number in range(2)
    ]
    return commitment, said


def address(commitment, **more):
    scope = {"agreement": commitment.agreement.slug, "duty": f"{commitment.agreement.slug}/{commitment.code}"}
    return "/what-if/?" + urlencode({**scope, **more}, doseq=True)


def test_without_a_finding_the_status_flips_and_nothing_is_written(client, reader):
    commitment, said = breached(reader)
    entries = LedgerEntry.objects.count()
    page = client.get(address(commitment, v="1", out=said[0].reference))
    shown = text_of(page)
    assert "1 status would change" in shown
    assert page.context["comparison"].flips[0].before.status == "BREACHED"
    assert said[0].reference in shown
    assert LedgerEntry.objects.count() == entries
    assert Finding.objects.filter(state="accepted").count() == 2


def test_a_form_leads_to_the_address_of_the_copy(client, reader):
    commitment, said = breached(reader)
    sent = {"do": "regrade", "finding": said[0].reference, "letter": "E", "digit": "5"}
    answer = client.get(address(commitment, **sent))
    assert answer.status_code == 302
    assert f"grade={said[0].reference}~E5" in answer.url
    assert "1 status would change" in text_of(client.get(answer.url))
    imagined = {
        "do": "imagine",
        "i-stance": "SUPPORTS",
        "i-letter": "A",
        "i-digit": "1",
        "i-origin": "*1",
        "i-interest": "IND",
        "i-observed_on": "2020-06-01",
    }
    answer = client.get(address(commitment, **imagined))
    assert answer.status_code == 302
    shown = text_of(client.get(answer.url))
    assert "an origin not seen before, no. 1" in shown
    answer = client.get(address(commitment, **{"do": "renumber", "n-name": "gate_origins", "n-value": "3"}))
    shown = text_of(client.get(answer.url))
    assert "gate_origins: 2 → 3" in shown
    assert "1 status would change" in shown


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"out": "'; DROP"}, "is no reference of a finding"),
        ({"grade": "F-1~Z9"}, "is no grade"),
        ({"add": "S~B2"}, "is written with 7 fields"),
        ({"add": "S~B2~*1~IND~2020-02-30~~x1s2~doha/1"}, "is not a day"),
        ({"number": "gate_origins~-1"}, "lies between"),
        ({"number": "pi~3"}, "has no number"),
        ({"number": "half_lives_act~1"}, "has the form of"),
        ({"out": "F-1", "v": "9"}, "another version"),
        ({"out": ["F-1"] * 41}, "holds too much"),
        ({"do": "imagine", "i-stance": "SUPPORTS"}, "required"),
        ({"do": "renumber", "n-name": "gate_origins", "n-value": "many"}, "Write whole numbers"),
    ],
)
def test_what_cannot_be_read_is_said(client, reader, sent, words):
    commitment, _said = breached(reader)
    page = client.get(address(commitment, **sent))
    assert page.status_code == 400
    assert words in text_of(page)


def test_the_days_asked_for_are_those_judged(client, reader):
    commitment, said = breached(reader)
    past = client.get(address(commitment, as_of="2020-05-01", v="1", out=said[0].reference))
    assert past.context["comparison"].before.counts.keys() == {"UNVERIFIED"}
    assert "as_of=2020-05-01" in text_of(past)


def test_an_address_with_hidden_things_says_the_same_as_without_them(client):
    lower, upper = analyst(level=1), analyst(level=3)
    commitment, said = breached(lower)
    link = address(commitment, v="1", out=[said[0].reference, "F-SECRET"])
    hidden_origin = f"S~A1~whisperer~IND~2020-06-01~~x1s2~{commitment.agreement.slug}/{commitment.code}"
    hidden_duty = f"S~A1~*1~IND~2020-06-01~~x1s2~{commitment.agreement.slug}/HID-1"
    link += "&" + urlencode({"add": [hidden_origin, hidden_duty]}, doseq=True)
    client.force_login(lower)
    without = client.get(link)
    secret = accepted(
        commitment=commitment,
        by=upper,
        report=filed(upper, marking=3),
        origin=factories.OriginFactory(slug="whisperer", marking=3, effective_marking=3),
    )
    Finding.objects.filter(pk=secret.pk).update(reference="F-SECRET")
    factories.CommitmentFactory(agreement=commitment.agreement, code="HID-1", marking=3, effective_marking=3)
    again = client.get(link)
    assert secret.effective_marking == 3
    assert without.status_code == again.status_code == 200
    assert stripped(without) == stripped(again)
    client.force_login(upper)
    assert client.get(link).context["absent"] == 0


def stripped(response):
    """A page without what differs at each request."""
    lines = text_of(response).splitlines()
    return [line for line in lines if "csrf" not in line.lower()]


def test_a_hidden_agreement_is_not_found(client, reader):
    hidden = factories.AgreementFactory(marking=3, effective_marking=3)
    assert client.get(f"/what-if/?agreement={hidden.slug}").status_code == 404
    assert client.get("/what-if/?agreement=no-such").status_code == 404


def test_it_takes_the_same_queries_for_one_duty_and_for_twenty(client, reader, django_assert_max_num_queries):
    commitment, said = breached(reader)
    asked = address(commitment, v="1", out=said[0].reference)
    one = queries(client, django_assert_max_num_queries, asked)
    for _number in range(19):
        other = duty(agreement=commitment.agreement)
        accepted(commitment=other, by=analyst(), report=filed(reader))
    assert queries(client, django_assert_max_num_queries, asked) <= one
    assert one <= 12


def test_chosen_duties_of_two_agreements(client, reader):
    one, said = breached(reader)
    other, _said = breached(reader)
    names = [f"{row.agreement.slug}/{row.code}" for row in (one, other)]
    page = client.get(
        "/what-if/?" + urlencode({"commitment": names, "out": said[0].reference, "v": 1}, doseq=True)
    )
    assert len(page.context["comparison"].lines) == 2
    assert [line.commitment for line in page.context["comparison"].flips] == [one]
    assert date(2020, 1, 1) < page.context["time"].day
