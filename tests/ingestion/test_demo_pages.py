"""What the dashboards say of the demonstration on its three days: status words, headlines, days late."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.web.sight import section
from tracker.ingestion.demo import load
from tracker.models import User

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
DOHA = "/agreements/doha-2020/"
Get = Callable[[str], str]


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load it once; everything is rolled back when the file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(with_password=True, at=AT)
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def get(client: Client) -> Get:
    """A page as the manager of the demonstration reads it, its white space made one."""
    client.force_login(User.objects.get(username="manager"))

    def fetch(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    return fetch


def row(html: str, code: str) -> str:
    """The row of the table of deadlines that is about a duty."""
    return html.split(f">{code}<", 1)[1].split("</tr>")[0]


@pytest.mark.parametrize(
    ("day", "headline", "lead", "score"),
    [
        ("2020-07-14", "Concerns", "Of 22 duties: 7 overdue and 3 at risk. No essential duty", ("24", "66")),
        ("2021-05-02", "In breach", "Of 22 duties: 4 breached, 5 overdue, and 4 at risk.", ("49", "72")),
        ("2021-09-01", "Concerns", "Of 22 duties: 1 breached, 5 overdue, and 4 at risk.", ("63", "72")),
    ],
)
def test_the_headline_of_each_day(
    get: Get, day: str, headline: str, lead: str, score: tuple[str, str]
) -> None:
    html = get(f"{DOHA}?as_of={day}")
    assert headline in html.split("sv-head", 1)[1].split("</p>")[0]
    assert lead in html
    assert f'<span class="big">{score[0]} %</span> done, of the <b>{score[1]} %</b>' in html.replace(
        "\u00a0", " "
    )


@pytest.mark.parametrize(
    ("day", "code", "status", "days"),
    [
        ("2020-07-14", "TAL-08", "Overdue", 126),
        ("2020-07-14", "USG-06", "Overdue", 126),
        ("2021-05-02", "USG-01", "Breached", 3),
        ("2021-05-02", "TAL-08", "Fulfilled", 186),
        ("2021-05-02", "USG-06", "Fulfilled", 177),
        ("2021-09-01", "USG-01", "Fulfilled", 123),
        ("2021-09-01", "USG-05", "Fulfilled", 123),
    ],
)
def test_the_timeline_says_how_late_each_was(get: Get, day: str, code: str, status: str, days: int) -> None:
    table = section(get(f"{DOHA}timeline/?as_of={day}"), "s-time").split("The same as a table")[1]
    assert status in row(table, code)
    assert f'<td class="sv-num">{days}</td>' in row(table, code)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2020-07-14", "Of 8 deadlines that have come, 0 met in time, 0 met late, 8 not established as met."),
        (
            "2021-05-02",
            "Of 12 deadlines that have come, 0 met in time, 3 met late, 9 not established as met.",
        ),
        (
            "2021-09-01",
            "Of 12 deadlines that have come, 0 met in time, 6 met late, 6 not established as met.",
        ),
    ],
)
def test_the_timeline_adds_up_the_deadlines(get: Get, day: str, says: str) -> None:
    assert says in get(f"{DOHA}timeline/?as_of={day}")


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2020-07-14", "8,600 US military personnel in Afghanistan on 13 Jul 2020 would meet the target"),
        ("2021-05-02", "5,000 Taliban prisoners released reached on 3 Sep 2020, 177 days late."),
        ("2021-09-01", "0 US military personnel in Afghanistan reached on 30 Aug 2021, 123 days late."),
    ],
)
def test_the_figures_tell_the_story_of_the_day(get: Get, day: str, says: str) -> None:
    assert says in get(f"{DOHA}figures/?as_of={day}")


def test_who_was_first_with_the_prisoners(get: Get) -> None:
    ledger = section(get(f"{DOHA}?as_of=2021-05-02"), "s-led")
    assert "Both sides on the same day" in ledger
    assert "Of the other side nothing is established as done." in ledger


def test_a_breach_allows_the_other_side_to_suspend(get: Get) -> None:
    before, after = (section(get(f"{DOHA}?as_of={day}"), "s-rec") for day in ("2020-07-14", "2021-05-02"))
    assert "could be" not in before
    assert "No duty is suspended. 2 could be, because of a material breach." in after


def test_the_ruling_stands_beside_the_computed_status(get: Get) -> None:
    ledger = section(get(f"{DOHA}?as_of=2026-01-20"), "s-led")
    assert "sv-ruling" in row(ledger, "USG-03")
    assert "sv-ruling" not in row(ledger, "USG-02")


@pytest.mark.parametrize(
    ("day", "party", "late"),
    [("2021-05-02", "taliban", "186 days late"), ("2021-09-01", "united-states", "123 days late")],
)
def test_the_record_of_a_party(get: Get, day: str, party: str, late: str) -> None:
    assert late in section(get(f"/parties/{party}/record/?as_of={day}"), "s-record")


def test_the_claim_of_july_2020_stands_beside_the_evidence(get: Get) -> None:
    says = section(get("/parties/united-states/?as_of=2020-07-14"), "s-says")
    assert "mid-8,000s" in says
    assert "The evidence does not establish it: only the obligor says so." in says
    assert "The evidence contradicts it." not in says


def test_the_same_duty_in_the_resolution(get: Get) -> None:
    same = section(get("/parties/taliban/?as_of=2021-09-01"), "s-same")
    assert "Security Council resolution 1988 (2011)" in same
