"""The parts of an agreement's page that come after it: timeline, figures, text, folded duties."""

from datetime import timedelta

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY
from tests.web.sight import assessed, section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("part", ["timeline", "figures", "text"])
def test_a_part_comes_bare_for_a_script_and_whole_for_a_person(client, get, agreement, part):
    assert "<html" in get(f"/agreements/accord/{part}/")
    bare = client.get(f"/agreements/accord/{part}/", headers={"HX-Request": "true"})
    assert "<html" not in bare.content.decode()
    assert "HX-Request" in bare.headers["Vary"]


@pytest.mark.parametrize("part", ["timeline", "figures", "text", "duties/1"])
def test_a_part_of_an_invisible_agreement_is_not_found(get, part):
    factories.AgreementFactory(slug="secret", marking=3)
    get(f"/agreements/secret/{part}/", 404)


def test_the_page_asks_for_its_parts_at_the_day_it_looks_at(get, reader, agreement):
    assessed(reader, agreement=agreement)
    html = get("/agreements/accord/?as_of=2020-06-01")
    for part in ("timeline", "figures", "text"):
        assert f'hx-get="/agreements/accord/{part}/?as_of=2020-06-01"' in html
        assert f'<a href="/agreements/accord/{part}/?as_of=2020-06-01">' in html


def test_the_timeline_has_slips_findings_and_changes_with_their_links(get, reader, agreement):
    perspective = assessed(
        reader, "OVERDUE", agreement=agreement, code="N-1", version__kind="ACT", version__due_on=SIGNED_ON
    )
    duty = perspective.commitment
    moved = factories.CommitmentVersionFactory(
        commitment=duty,
        number=2,
        kind="ACT",
        due_on=SIGNED_ON + timedelta(days=30),
        recorded_on=TODAY - timedelta(days=9),
        reason="Both sides asked for it",
    )
    duty.current = moved
    duty.save()
    finding = factories.FindingFactory(accepted=True, commitment=duty, statement="nothing was done")
    factories.FindingFactory(accepted=True, commitment=duty, statement="hidden words", marking=3)
    timeline = section(get("/agreements/accord/timeline/"), "s-time")
    assert "The deadline was moved from" in timeline
    assert "Both sides asked for it" in timeline
    assert f"/findings/{finding.reference}/" in timeline
    assert "Nothing was done" in timeline
    assert "idden words" not in timeline
    assert f"/commitments/accord/N-1/?as_of={SIGNED_ON}" in timeline


def test_a_measured_duty_has_its_values_with_ranges_against_the_path(get, reader, agreement):
    duty = assessed(
        reader,
        "AT_RISK",
        agreement=agreement,
        version__kind="METRIC",
        version__baseline=100,
        version__target=0,
        version__unit="posts",
        version__due_on=TODAY + timedelta(days=60),
    ).commitment
    factories.FindingFactory(
        accepted=True, commitment=duty, bound="range", value_low=40, value_high=60, observed_to=SIGNED_ON
    )
    figures = section(get("/agreements/accord/figures/"), "s-figures")
    assert "60 posts on 29 Feb 2020; 0 posts is due by" in figures
    assert "between 40 and 60 posts" in figures
    assert "&quot;low&quot;:40.0,&quot;high&quot;:60.0" in figures


def test_a_measured_duty_without_a_value_says_so(get, reader, agreement):
    assessed(reader, agreement=agreement, version__kind="METRIC", version__baseline=9, version__target=0)
    figures = section(get("/agreements/accord/figures/"), "s-figures")
    assert "No value is reported against the target" in figures
    assert "data-figures" not in figures


@pytest.mark.parametrize(
    ("one", "other", "humanitarian", "says"),
    [
        ("SUSPENDED", "BREACHED", False, "is suspended because of a material breach of"),
        ("AT_RISK", "BREACHED", False, "nobody has invoked that"),
        ("AT_RISK", "BREACHED", True, "is a humanitarian duty and may not be suspended"),
        ("FULFILLED", "BREACHED", False, "which no longer suspends"),
        ("AT_RISK", "FULFILLED", False, "there is none"),
    ],
)
def test_what_a_breach_does_to_a_reciprocal_duty(get, reader, agreement, one, other, humanitarian, says):
    held = assessed(reader, one, agreement=agreement, version__humanitarian=humanitarian).commitment
    broken = assessed(reader, other, agreement=agreement)
    broken.current.material = other == "BREACHED"
    broken.current.save()
    factories.CommitmentLinkFactory(commitment=held, other=broken.commitment, kind="reciprocal")
    assert says in section(get("/agreements/accord/"), "s-rec")


def test_sixty_one_duties_are_folded_into_sections_that_hold_them_all(get, reader, agreement, sides):
    for place in range(61):
        assessed(reader, agreement=agreement, code=f"N-{place:02}", obligors=[sides[place % 2]], theme="Land")
    page = section(get("/agreements/accord/"), "s-led")
    assert "61 duties in 2 sections" in " ".join(page.split())
    assert "sv-ledger" not in page
    held = [get(f"/agreements/accord/duties/{number}/") for number in (1, 2)]
    assert "sv-heat" in held[0]
    assert all(sum(f">N-{place:02}<" in one for one in held) == 1 for place in range(61))
    get("/agreements/accord/duties/3/", 404)
