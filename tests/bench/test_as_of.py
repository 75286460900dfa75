"""How much longer a page takes on a past day than in the present, and what another pair of days costs."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.bench.figures import write_down
from tests.bench.portfolio import Portfolio
from tracker.models import Commitment, Party, PortfolioDay
from tracker.services import portfolios

pytestmark = pytest.mark.django_db

AGREEMENTS, COMMITMENTS, FINDINGS = 30, 1200, 12_000
ROUNDS = 15
MOST_TIMES = 2  # the present
MOST_PAIR_MS = 300  # one commitment at another pair of days, p95


def worked(client: Client, addresses: dict[str, str]) -> dict[str, list[float]]:
    """The processor's time of each page in ms, sorted; the pages take turns: all meet the same machine."""
    took: dict[str, list[float]] = {name: [] for name in addresses}
    for turn in range(ROUNDS + 1):
        for name, address in addresses.items():
            spent = time.process_time()
            assert client.get(address).status_code == 200, address
            if turn:  # the first warms up
                took[name].append((time.process_time() - spent) * 1000)
    return {name: sorted(times) for name, times in took.items()}


def computed_in_a_job(reader, days) -> float:
    """Seconds until the whole portfolio of a pair of days is ready, worked in this process."""
    row = portfolios.ask(**days, today=timezone.now().date(), by=reader, at=timezone.now())
    began = time.perf_counter()
    while portfolios.compute(
        portfolio=portfolios.claim(portfolio_id=row.pk, at=timezone.now()), at=timezone.now()
    ):
        pass
    assert PortfolioDay.objects.get().state == "ready"
    return time.perf_counter() - began


def test_a_past_day_takes_less_than_twice_the_present(client: Client) -> None:
    today = timezone.now().date()
    Portfolio(agreements=AGREEMENTS, commitments=COMMITMENTS, findings=FINDINGS, today=today).store()
    reader = factories.UserFactory(level=2, roles=("manager",))
    client.force_login(reader)
    past = today - timedelta(days=400)
    duty = Commitment.objects.select_related("agreement").order_by("pk").first()
    pages = {
        "a commitment": f"/commitments/{duty.agreement.slug}/{duty.code}/",
        "an agreement": f"/agreements/{duty.agreement.slug}/",
        "the commitments": "/commitments/",
        "the agreements": "/agreements/",
        "a party": f"/parties/{Party.objects.order_by('pk').first().slug}/",
        "the overview": "/",
        "the changes": "/changes/",
    }
    days = {"": "", "as known then": f"?as_of={past}", "with hindsight": f"?as_of={past}&known_by={today}"}
    asked = {f"{page}|{how}": pages[page] + query for page in pages for how, query in days.items()}
    pair = {"as_of": past, "known_by": today - timedelta(days=200)}
    query = f"?as_of={pair['as_of']}&known_by={pair['known_by']}"
    asked["a commitment|another pair"] = pages["a commitment"] + query
    took = worked(client, asked)
    seconds = computed_in_a_job(reader, pair)
    later = worked(client, {"listed": "/commitments/" + query, "overview": "/" + query})
    middle = {name: times[ROUNDS // 2] for name, times in took.items()}
    ratios = {
        name: middle[name] / middle[f"{name.partition('|')[0]}|"]
        for name in middle
        if name.partition("|")[2] in ("as known then", "with hindsight")
    }
    one = took["a commitment|another pair"]
    lines = [
        f"{page[0].upper()}{page[1:]}: {middle[f'{page}|']:.0f} ms now, "
        f"{ratios[f'{page}|as known then']:.2f} times as known then, "
        f"{ratios[f'{page}|with hindsight']:.2f} times with hindsight."
        for page in pages
    ]
    lines += [
        f"One commitment at another pair of days: p95 {one[int(ROUNDS * 0.95)]:.0f} ms.",
        f"The portfolio of another pair: {seconds:.1f} s in the background, "
        f"{COMMITMENTS / seconds:.0f} commitments a second; then the list takes "
        f"{later['listed'][ROUNDS // 2]:.0f} ms and the overview {later['overview'][ROUNDS // 2]:.0f} ms.",
    ]
    print("\n" + "\n".join(lines))
    write_down(
        f"Past days on {connection.vendor}",
        f"{AGREEMENTS} agreements, {COMMITMENTS:,} commitments, {FINDINGS:,} findings; the processor's time\n"
        f"of the server, median of {ROUNDS} rounds in which the pages take turns. The target is less than\n"
        f"{MOST_TIMES} times the present on any page, and {MOST_PAIR_MS} ms for one commitment at another\n"
        "pair of days.",
        "\n".join(lines),
    )
    assert {name: ratio for name, ratio in ratios.items() if ratio >= MOST_TIMES} == {}
    assert one[int(ROUNDS * 0.95)] <= MOST_PAIR_MS
