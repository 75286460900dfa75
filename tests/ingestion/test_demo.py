"""The demonstration: loaded once for this file, compared with its documentation and with the method."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tracker.ingestion.demo import data, load
from tracker.ingestion.demo.evidence import QuoteNotFound, file_reports
from tracker.ingestion.demo.register import ACCOUNTS, PASSWORD, Registers
from tracker.models import (
    Agreement,
    Clause,
    Commitment,
    CommitmentLink,
    Finding,
    LedgerEntry,
    Origin,
    Party,
    Report,
    Ruling,
    Source,
    StatusSpan,
    User,
)
from tracker.models.choices import FindingState, LinkKind, Series
from tracker.models.states import RulingState

AT = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs" / "demonstration.md"
DAYS = (date(2020, 7, 14), date(2021, 5, 2), date(2025, 11, 20))
ROW = re.compile(r"^\| ((?:USG|TAL|ALL|BOTH)-\d\d) ", re.MULTILINE)


@pytest.fixture(scope="module", autouse=True)
def demonstration(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load it once; everything is rolled back when the file is done."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load(with_password=True, at=AT)
        yield
        transaction.set_rollback(True)


pytestmark = [pytest.mark.once, pytest.mark.django_db]


def documented() -> dict[str, list[str]]:
    """The method's statuses of the table, by code: one for each day."""
    rows: dict[str, list[str]] = {}
    for line in DOCS.read_text(encoding="utf-8").splitlines():
        if ROW.match(line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            rows[cells[0].split()[0]] = [cells[2], cells[4], cells[6]]
    return rows


def status_on(code: str, day: date) -> str:
    """What the stored diagonal says of a day."""
    span = StatusSpan.objects.filter(commitment__code=code, series=Series.DIAGONAL, from_on__lte=day).latest(
        "from_on"
    )
    return span.status + (" late" if span.late else "")


def test_the_table_of_the_documentation_is_what_is_computed() -> None:
    table = documented()
    assert len(table) == 22
    computed = {code: [status_on(code, day) for day in DAYS] for code in table}
    assert computed == table


def test_three_agreements_with_26_commitments() -> None:
    counts = {
        slug: Commitment.objects.filter(agreement__slug=slug).count()
        for slug in Agreement.objects.values_list("slug", flat=True)
    }
    assert counts == {"doha-2020": 22, "unscr-1988": 3, "rv-2020": 1}
    assert Clause.objects.filter(withheld=True, text="").count() == 2


def test_deadlines_are_computed_from_their_rules() -> None:
    due = dict(Commitment.objects.values_list("code", "current__due_on"))
    assert due["USG-02"] == date(2020, 7, 13)
    assert due["USG-01"] == date(2021, 4, 29)
    assert due["USG-07"] == date(2020, 6, 10)
    assert Commitment.objects.get(code="USG-01").current.agreed_due_on == date(2021, 5, 1)


def test_everything_accepted_is_a_declared_backfill() -> None:
    accepted = Finding.objects.filter(state=FindingState.ACCEPTED)
    assert accepted.count() == 101
    assert not accepted.exclude(backfill=True, accepted_on=None).exists()
    states = Finding.objects.exclude(state=FindingState.ACCEPTED).values_list("state", flat=True)
    assert sorted(states) == [FindingState.REJECTED, FindingState.SUBMITTED]


def test_excerpts_stand_in_the_rendition_they_cite() -> None:
    for finding in Finding.objects.select_related("page", "report"):
        assert finding.page is not None
        assert finding.page.text[finding.start_offset : finding.end_offset] == finding.excerpt
        assert finding.report.is_rendition
        assert finding.report.url.startswith("http")


def test_the_press_release_relays_the_report_and_has_its_origin() -> None:
    release = Report.objects.get(source__slug="cep")
    assert release.relays == Report.objects.get(source__slug="un-monitoring-team")
    waiting = Finding.objects.get(state=FindingState.SUBMITTED)
    assert waiting.report == release
    assert waiting.origin is not None
    assert waiting.origin.slug == "un-monitoring-team"


def test_references_are_the_same_at_every_load() -> None:
    assert Report.objects.filter(reference=data.fixed_reference("R", "s-2020-415")).exists()
    assert data.fixed_reference("R", "s-2020-415") == "R-7BFTDF"
    assert re.fullmatch(r"F-[0-9A-HJKMNP-TV-Z]{6}", Finding.objects.earliest("id").reference)


def test_troops_and_guarantees_hang_together() -> None:
    pairs = CommitmentLink.objects.filter(kind=LinkKind.RECIPROCAL).values_list(
        "commitment__code", "other__code"
    )
    assert {("USG-01", "TAL-03"), ("TAL-03", "USG-01")} <= set(pairs)


def test_the_ruling_stands_beside_the_computed_status() -> None:
    ruling = Ruling.objects.get()
    assert (ruling.commitment.code, ruling.status, ruling.state) == (
        "USG-03",
        "FULFILLED",
        RulingState.APPROVED,
    )
    assert status_on("USG-03", AT.date()) == "OVERDUE"


def test_accounts_can_sign_in_only_with_a_password_given() -> None:
    assert {user.username for user in User.objects.all()} == set(ACCOUNTS)
    assert all(user.check_password(PASSWORD) for user in User.objects.all())


def test_every_change_has_its_entry() -> None:
    accepted = LedgerEntry.objects.filter(action="finding.accept")
    assert accepted.count() == 101
    numbers = list(LedgerEntry.objects.order_by("seq").values_list("seq", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_it_is_never_mixed_with_other_work() -> None:
    with pytest.raises(CommandError, match="only into an empty one"):
        call_command("load_demo")


def test_a_quote_that_is_not_in_its_text_stops_the_load(monkeypatch: pytest.MonkeyPatch) -> None:
    item = {**data.reports()[1], "key": "other", "text": "Another text."}
    item.pop("relays", None)
    monkeypatch.setattr(data, "reports", lambda: [item])
    duties = {one.code: one for one in Commitment.objects.all()}
    with pytest.raises(QuoteNotFound, match="does not hold the quote"):
        file_reports(known(), duties, at=AT)


def known() -> Registers:
    """The registers as they were loaded."""
    return Registers(
        {user.username: user for user in User.objects.all()},
        {party.slug: party for party in Party.objects.all()},
        {source.slug: source for source in Source.objects.all()},
        {origin.slug: origin for origin in Origin.objects.all()},
    )
