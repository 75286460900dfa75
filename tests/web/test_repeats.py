"""Ten outlets repeat one report: the form says so before it is sent, the status stays, the page says why."""

from datetime import UTC, date, datetime

import pytest

from tests import factories
from tests.services.evidence import analyst, filed
from tests.web.proposals import form, new
from tracker.models import Finding
from tracker.services import findings

pytestmark = pytest.mark.django_db
DAY = "2020-07-14"
AT = datetime(2020, 7, 1, 9, tzinfo=UTC)


def text_of(response):
    return response.content.decode()


def test_ten_repeats_of_one_report_change_nothing_and_the_page_says_why(client):
    author = analyst(level=2)
    client.force_login(author)
    duty = factories.CommitmentFactory(
        code="TAL-03", version__kind="PROHIBITION", version__essential=True, version__weight=3
    )
    team = factories.OriginFactory(name="Monitoring Team")
    told = filed(title="The report itself", published_on=date(2020, 6, 1))
    factories.FindingFactory(
        report=told,
        commitment=duty,
        origin=team,
        stance="CONTRADICTS",
        reliability="B",
        credibility="2",
        observed_to=date(2020, 5, 15),
        backfilled=True,
    )
    address = f"/commitments/{duty.agreement.slug}/TAL-03/"
    before = client.get(address, {"as_of": DAY})
    standing = before.context["answer"].result
    (against, _for) = before.context["answer"].why.sides

    reviewer = analyst(level=2)
    for number in range(10):
        outlet = factories.SourceFactory(name=f"Outlet {number}")
        repeat = filed(title=f"It is said again, {number}", source=outlet, relays=told)
        chosen = {"commitment": f"{duty.agreement.slug}/TAL-03", "origin": "monitoring team"}
        warned = text_of(client.get(f"/reports/{repeat.reference}/findings/fit/", chosen))
        assert "the weight will not grow" in warned
        assert "counted once" in warned
        client.post(new(repeat), form(duty))
        findings.accept(finding=Finding.objects.get(report=repeat), by=reviewer, at=AT, backfill=True)

    after = client.get(address, {"as_of": DAY})
    again = after.context["answer"].result
    for name in ("status", "confidence", "p_pm", "for_mb", "against_mb"):
        assert getattr(again, name) == getattr(standing, name), name
    (more, _for) = after.context["answer"].why.sides
    assert (more.total_mb, len(more.origins)) == (against.total_mb, 1)
    shown = text_of(after)
    assert "11 findings, counted once" in shown
    assert shown.count("same origin") >= 10
