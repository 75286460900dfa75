"""What is known now and was not then: on a duty, on its agreement; and the bar that plays."""

import json
from datetime import timedelta

import pytest
import time_machine as clock
from lxml import html

from tests import factories
from tests.services.reassessing import START, accepted, duty, noon, reassessed
from tests.web.lists_told import as_file, spaced
from tracker.models.choices import STATUSES
from tracker.publishing import figures

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SEEN, LEARNED, TODAY = START + 5 * DAY, START + 20 * DAY, START + 60 * DAY
BREACH = {"stance": "CONTRADICTS", "severity": 2, "credibility": "1", "reliability": "A"}


@pytest.fixture(autouse=True)
def _today():
    with clock.travel(noon(TODAY), tick=False):
        yield


@pytest.fixture
def late(client):
    client.force_login(factories.UserFactory(level=1, time_zone="UTC"))
    commitment = duty(kind="PROHIBITION")
    for _ in range(2):
        accepted(commitment, SEEN, accepted_on=LEARNED, accepted_at=noon(LEARNED), **BREACH)
    reassessed(commitment, TODAY)
    return commitment


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_duty_lists_the_days_that_read_differently_with_their_lesson(client, late):
    page = text_of(client, f"/commitments/{late.agreement.slug}/{late.code}/")
    later = page.split("Days that read differently now")[1].split("</section>")[0]
    assert f'href="?as_of={SEEN}"' in later
    assert f'href="?as_of={SEEN}&amp;known_by={TODAY}"' in later
    assert f"?as_of={SEEN}&amp;known_by={LEARNED}" in later.replace("&known_by", "&amp;known_by")
    for finding in late.findings.all():
        assert finding.reference in later


def test_before_those_days_it_lists_none(client, late):
    page = text_of(client, f"/commitments/{late.agreement.slug}/{late.code}/?as_of={SEEN - DAY}")
    assert "Days that read differently now" not in page


def test_what_was_declared_later_stands_on_the_page_of_the_day(client, late):
    then = f"/commitments/{late.agreement.slug}/{late.code}/?as_of={SEEN + DAY}"
    assert "Declared later" not in text_of(client, then)
    row = accepted(late, SEEN, accepted_on=None, accepted_at=noon(TODAY), **BREACH)
    page = text_of(client, then)
    assert row.reference in page.split("Declared later to have been known already")[1]
    whole = text_of(client, f"/agreements/{late.agreement.slug}/hindsight/?as_of={SEEN + DAY}")
    assert row.reference in whole.split("Declared later to have been known already")[1]


def test_the_page_of_an_agreement_lists_all_and_cuts_down_to_one(client, late):
    other = factories.CommitmentFactory(agreement=late.agreement)
    page = f"/agreements/{late.agreement.slug}/hindsight/"
    assert "1 stretch of days" in text_of(client, page)
    assert late.title in text_of(client, f"{page}?commitment={late.code}")
    assert "reads today as it did then" in text_of(client, f"{page}?commitment={other.code}")
    assert "reads today as it did then" in text_of(client, f"{page}?as_of={SEEN - DAY}")


def test_an_agreement_out_of_sight_has_no_such_page(client, late):
    hidden = factories.AgreementFactory(marking=3)
    assert client.get(f"/agreements/{hidden.slug}/hindsight/").status_code == 404


def test_the_bar_steps_from_month_to_month_without_a_script(client, late):
    page = text_of(client, f"/agreements/{late.agreement.slug}/?as_of={START + 40 * DAY}")
    bar = page.split('id="play"')[1].split("</div>")[0]
    assert 'rel="prev"' in bar
    assert "as_of=2020-03-31" in bar.split('rel="prev"')[1]
    assert "as_of=2020-04-30" in bar.split('rel="next"')[1]


def test_the_file_says_what_the_page_says(client, late):
    address = f"/agreements/{late.agreement.slug}/hindsight/"
    page = html.fromstring(client.get(address).content)
    shown = [
        [spaced(cell.text_content()) for cell in row.xpath("./*")]
        for row in page.xpath("//table[contains(@class, 'sv-stack')]/tbody/tr")
    ]
    assert page.xpath("//a[contains(@href, 'format=csv')]")
    told = json.loads(as_file(client, f"agreements/{late.agreement.slug}/hindsight", "json", {}))
    assert told["total"] == len(told["rows"]) == len(shown) == 1
    row, cells = told["rows"][0], shown[0]
    assert cells[0] == f"{row['code']} {row['title']}"
    assert cells[1] == f"{figures.day(SEEN)} to {figures.day(LEARNED - DAY)}"
    assert (row["from"], row["to"]) == (SEEN.isoformat(), (LEARNED - DAY).isoformat())
    assert [cells[2], cells[3]] == [str(dict(STATUSES)[row[key]]) for key in ("believed", "known")]
    assert row["learned"] == LEARNED.isoformat()
    assert all(reference in cells[4] for reference in row["findings"].split(", "))
