"""Agreements: the list with its filters, and the page: ledger, months, deadlines, links, text, anchors."""

from datetime import date, timedelta

import pytest

from tests import factories
from tests.factories.moments import SIGNED_ON, TODAY
from tests.web.sight import assessed, queries, section

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/agreements/", "/agreements/accord/"])
def test_anonymous_is_sent_to_the_login(client, address):
    assert client.get(address).status_code == 302


def test_the_list_shows_headline_and_score(get, reader, agreement):
    assessed(reader, agreement=agreement, version__essential=True)
    html = get("/agreements/")
    assert "The Accord" in html
    assert "In breach" in html
    assert "Northland and Southland, signed 29 Feb 2020" in html


def test_the_list_hides_what_the_reader_may_not_see(get):
    factories.AgreementFactory(title="Hidden pact", marking=3)
    assert "Hidden pact" not in get("/agreements/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [("?q=accord", True), ("?q=southland", True), ("?q=zzz", False), ("?kind=peace_agreement", True)]
    + [("?kind=treaty", False), ("?kind=nonsense", True), ("?sort=score&page=99", True)],
)
def test_filters(get, agreement, query, shown):
    html = get("/agreements/" + query)
    assert ("The Accord" in html) == shown
    assert ("Nothing matches" in html) != shown


@pytest.mark.parametrize("slug", ["nowhere", "secret"])
def test_unknown_and_invisible_are_alike(get, slug):
    factories.AgreementFactory(slug="secret", marking=3)
    get(f"/agreements/{slug}/", 404)


def test_an_empty_agreement_has_its_page(get, agreement):
    html = get("/agreements/accord/")
    assert "Nothing tracked yet" in html
    assert "There is no duty here to judge." in html
    assert "No part of the text has been entered yet." in get("/agreements/accord/text/")
    assert "No deadline has come by this day." in get("/agreements/accord/timeline/")
    assert "No duty of this agreement has a measured target." in get("/agreements/accord/figures/")
    get("/agreements/accord/duties/1/", 404)


def test_two_sides_face_each_other_grouped_by_exchange(get, reader, agreement, sides):
    left = assessed(reader, agreement=agreement, code="N-1", obligors=[sides[0]], theme="Troops")
    right = assessed(reader, agreement=agreement, code="S-1", obligors=[sides[1]], theme="Safety")
    assessed(reader, agreement=agreement, code="N-2", obligors=[sides[0]], theme="Troops")
    assessed(reader, agreement=agreement, code="N-3", obligors=[sides[0]], theme="Money")
    assessed(reader, agreement=agreement, code="B-1", obligors=list(sides))
    factories.CommitmentLinkFactory(
        commitment=left.commitment, other=right.commitment, note="Troops for safety"
    )
    ledger = section(get("/agreements/accord/"), "s-led")
    exchanged, rest = ledger.split("Troops for safety")[1].split("Money")[:2]
    for code in ("N-1", "S-1", "N-2"):
        assert code in exchanged
    assert "N-3" in rest
    assert "B-1" in rest.split("Owed together")[1]


def test_one_side_has_a_list(get, reader, agreement, sides):
    assessed(reader, agreement=agreement, code="S-1", obligors=[sides[1]])
    ledger = section(get("/agreements/accord/"), "s-led")
    assert "sv-ledger" not in ledger
    assert "S-1" in ledger


def test_months_as_runs_with_links_to_the_day(get, reader, agreement, sides):
    perspective = assessed(reader, "FULFILLED", agreement=agreement, code="N-1", obligors=[sides[0]])
    perspective.spans.all().delete()
    factories.StatusSpanFactory(perspective=perspective, status="PENDING", to_on=date(2020, 5, 9))
    factories.StatusSpanFactory(perspective=perspective, status="FULFILLED", from_on=date(2020, 5, 10))
    heat = section(get("/agreements/accord/"), "s-heat")
    assert 'class="st-pending" colspan="3"' in heat
    assert 'class="st-fulfilled" colspan="3"' in heat
    assert "/commitments/accord/N-1/?as_of=2020-05-31" in heat


def test_an_essential_duty_that_was_in_breach_is_named(get, reader, agreement):
    perspective = assessed(reader, "FULFILLED", agreement=agreement, code="N-1", version__essential=True)
    perspective.spans.all().delete()
    factories.StatusSpanFactory(perspective=perspective, status="BREACHED", to_on=date(2020, 5, 9))
    factories.StatusSpanFactory(perspective=perspective, status="FULFILLED", from_on=date(2020, 5, 10))
    assert "which is essential, was in breach from" in get("/agreements/accord/")


def test_deadlines_with_the_day_done(get, reader, agreement):
    due = TODAY - timedelta(days=30)
    assessed(
        reader,
        "FULFILLED",
        agreement=agreement,
        code="N-1",
        version__kind="ACT",
        version__due_on=due,
        fulfilled_on=due + timedelta(days=12),
    )
    table = section(get("/agreements/accord/timeline/"), "s-time")
    assert '<td class="sv-num">12</td>' in table
    assert 'data-chart="timeline"' in table
    assert "Of one deadline that has come, 0 met in time, 1 met late, 0 not established as met." in table


def test_the_text_as_a_tree_with_withheld_parts(get, reader, agreement):
    part = factories.ClauseFactory(agreement=agreement, reference="Part One", text="All leave.")
    below = factories.ClauseFactory(agreement=agreement, reference="Part One, 1", parent=part)
    factories.ClauseFactory(agreement=agreement, reference="Annex", text="", withheld=True)
    factories.ClauseFactory(agreement=agreement, reference="Closed part", marking=3)
    assessed(reader, agreement=agreement, code="N-1", clause=below)
    text = section(get("/agreements/accord/text/"), "s-text")
    assert text.index("Part One") < text.index("Part One, 1") < text.index("N-1") < text.index("Annex")
    assert "withheld: the text is secret" in text
    assert "Closed part" not in text


def test_anchors_name_the_duties_that_hang_on_them(get, reader, agreement):
    factories.AnchorFactory(agreement=agreement, code="signature", label="Signing day")
    factories.AnchorFactory(agreement=agreement, code="talks", label="Talks begin", happened_on=None)
    assessed(
        reader,
        agreement=agreement,
        code="N-1",
        version__deadline_rule="signature + 135 days",
        version__kind="ACT",
        version__due_on=SIGNED_ON + timedelta(days=135),
    )
    days = section(get("/agreements/accord/text/"), "s-days")
    signing, talks = days.split("Talks begin")
    assert "N-1" in signing
    assert "not yet" in talks


def test_relations_are_said_from_this_side(get, agreement):
    other = factories.AgreementFactory(title="Resolution 9")
    hidden = factories.AgreementFactory(title="Hidden pact", marking=3)
    factories.AgreementRelationFactory(agreement=other, other=agreement, kind="endorses")
    factories.AgreementRelationFactory(agreement=agreement, other=hidden, kind="implements")
    html = section(get("/agreements/accord/text/"), "s-rel")
    assert "Resolution 9</bdi></a> endorses this agreement" in " ".join(html.split())
    assert "Hidden pact" not in html


def test_a_link_to_an_invisible_duty_is_not_shown(get, reader, agreement):
    seen = assessed(reader, agreement=agreement, code="N-1").commitment
    hidden = factories.CommitmentFactory(agreement=agreement, title="Hidden duty", marking=3)
    factories.CommitmentLinkFactory(commitment=seen, other=hidden)
    assert "Hidden duty" not in get("/agreements/accord/")


def test_presets_are_the_agreements_events(get, agreement):
    factories.AnchorFactory(agreement=agreement, code="signature", happened_on=SIGNED_ON)
    assert "?as_of=2020-02-29" in get("/agreements/accord/")


@pytest.mark.parametrize("day", ["2020-02-30", "2021-01-01", "x"])
def test_a_bad_day_is_refused_in_a_sentence(get, agreement, day):
    for address in ("/agreements/", "/agreements/accord/"):
        assert "the present is shown." in get(f"{address}?as_of={day}", 400)


@pytest.mark.parametrize("query", ["", "?as_of=2020-06-01"])
def test_as_many_queries_for_one_row_as_for_twenty(
    client, reader, agreement, sides, query, django_assert_max_num_queries
):
    client.force_login(reader)

    def add():
        finding = factories.FindingFactory(
            accepted=True, commitment=factories.CommitmentFactory(agreement=agreement, obligors=[sides[0]])
        )
        perspective = assessed(reader, commitment=finding.commitment)
        factories.StatusChangeFactory(
            perspective=perspective, cause=finding.reference, effective_on=SIGNED_ON
        )

    add()
    client.get("/agreements/accord/")  # the first look of a session notes it
    own = "/agreements/accord/"
    parts = [f"{own}{part}/" for part in ("timeline", "figures", "text")]
    for address, most in (("/agreements/", 14), *((one, 12) for one in (own, *parts))):
        one = queries(client, django_assert_max_num_queries, address + query)
        for _ in range(10):
            add()
        assert queries(client, django_assert_max_num_queries, address + query) == one
        assert one <= most


@pytest.mark.parametrize(
    "query",
    ["per_page=0", "per_page=-5", "per_page=9999999999", "page=-1", "page=abc", "page=99999999999999999999"]
    + ["sort=nonsense", "sort=-headline", "q=%00", "kind=%00"],
)
def test_nonsense_in_the_address_of_the_list_is_answered(get, agreement, query):
    get("/agreements/?" + query)
