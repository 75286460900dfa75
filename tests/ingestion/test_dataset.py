"""The same seed makes the same portfolio, another seed another; sizes are kept and skewed."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from tracker.ingestion.dataset.evidence import evidence
from tracker.ingestion.dataset.register import register, skewed
from tracker.models import User

pytestmark = pytest.mark.once
FIRST, LAST = date(2021, 1, 1), date(2021, 3, 1)
AT = datetime(2021, 3, 1, tzinfo=UTC)
AUTHOR, REVIEWER = User(username="author"), User(username="reviewer")


def portfolio(seed: int) -> list[tuple[Any, ...]]:
    """All that is told of a made-up portfolio."""
    random = Random(seed)
    made = register(random, agreements=4, commitments=40, first_on=FIRST, by=AUTHOR, at=AT)
    told = evidence(random, made, findings=200, first_on=FIRST, last_on=LAST, people=(AUTHOR, REVIEWER))
    return [
        *((one.slug, one.title, one.marking) for one in made.agreements),
        *((one.commitment.code, one.kind, one.due_on, one.baseline) for one in made.versions),
        *(
            (report.reference, finding.reference, finding.stance, finding.excerpt, finding.value_low)
            for report, findings in told
            for finding in findings
        ),
    ]


def test_a_seed_fixes_everything():
    assert portfolio(1) == portfolio(1)
    assert portfolio(1) != portfolio(2)
    assert len(portfolio(1)) == 4 + 40 + 200


@pytest.mark.parametrize(("total", "among"), [(40, 4), (4, 4), (3, 5), (1000, 30)])
def test_shares_add_up_and_are_skewed(total: int, among: int):
    shares = skewed(Random(1), total, among)
    assert sum(shares) == total
    assert len(shares) == among
    assert min(shares) >= (1 if total >= among else 0)
    if total > 100 * among // 5:
        assert shares[0] > 2 * shares[-1]
