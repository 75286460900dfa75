"""Status pages: opened, changed, closed and reopened by those who may, each with its entry."""

import pytest

from tests import factories
from tests.factories import NOW
from tests.services.evidence import analyst, manager
from tests.services.ledgered import actions, dies_with_its_entry, entries
from tracker.models import StatusPage
from tracker.services import status_pages
from tracker.services.refusals import Refused

pytestmark = pytest.mark.django_db


def opened(**more):
    said = {
        "title": "How it stands",
        "agreements": [factories.AgreementFactory()],
        "by": manager(),
        "at": NOW,
    }
    return status_pages.create(**said | more)


def changed(page, **more):
    said = {"title": page.title, "note": page.note, "listed": page.listed, "by": manager(), "at": NOW}
    return status_pages.edit(page=page, **{"agreements": list(page.agreements.all())} | said | more)


def test_an_address_that_nobody_can_guess_unless_one_is_given():
    page = opened()
    assert len(page.slug) >= 20
    assert opened().slug != page.slug
    assert opened(slug="Accord-2020").slug == "accord-2020"
    assert entries(page)[0].after["agreements"] == [page.agreements.get().slug]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"note": "x" * 1001}, "note"),
        ({"agreements": []}, "agreements"),
        ({"slug": "two words"}, "slug"),
        ({"slug": "x" * 61}, "slug"),
        ({"slug": "taken"}, "slug"),
    ],
)
def test_what_is_refused_and_at_which_field(said, field):
    factories.StatusPageFactory(slug="taken")
    with pytest.raises(Refused) as refusal:
        opened(**said)
    assert refusal.value.field == field
    assert StatusPage.objects.count() == 1


def test_not_more_agreements_than_a_page_can_carry(monkeypatch):
    monkeypatch.setattr(status_pages, "MOST_AGREEMENTS", 1)
    with pytest.raises(Refused, match="at most 1"):
        opened(agreements=factories.AgreementFactory.create_batch(2))


def test_only_managers_and_administrators():
    page = opened()
    for act in (
        lambda: opened(by=analyst()),
        lambda: changed(page, by=analyst()),
        lambda: status_pages.close(page=page, by=analyst(), at=NOW),
        lambda: status_pages.reopen(page=page, by=analyst(), at=NOW),
    ):
        with pytest.raises(Refused, match="Only managers"):
            act()
    opened(by=factories.UserFactory(roles=("admin",)))


def test_an_agreement_out_of_sight_is_neither_taken_nor_taken_out():
    hidden = factories.AgreementFactory(slug="hidden-pact", marking=3)
    open_one = factories.AgreementFactory()
    page = opened(agreements=[hidden, open_one], by=manager(level=4))
    changed(page, agreements=[open_one], by=manager(level=1), title="Another")
    assert set(page.agreements.all()) == {hidden, open_one}
    with pytest.raises(Refused):
        opened(agreements=[hidden], by=manager(level=1))
    assert "hidden-pact" not in str([(one.before, one.after) for one in entries(page)])
    assert entries(page)[0].after["closed"] == 1


def test_a_change_is_recorded_and_no_change_is_not():
    page = opened()
    changed(page)
    assert actions(page) == ["status_page.create"]
    changed(page, listed=True, note="Ask us.")
    page.refresh_from_db()
    assert (page.listed, page.note) == (True, "Ask us.")
    assert entries(page)[-1].after == {"listed": True, "note": "Ask us."}


def test_closed_and_opened_again_at_the_same_address():
    page = opened()
    with pytest.raises(Refused, match="open already"):
        status_pages.reopen(page=page, by=manager(), at=NOW)
    assert status_pages.close(page=page, by=manager(), at=NOW).closed_at == NOW
    with pytest.raises(Refused, match="closed already"):
        status_pages.close(page=page, by=manager(), at=NOW)
    assert status_pages.reopen(page=page, by=manager(), at=NOW).slug == page.slug
    assert actions(page) == ["status_page.create", "status_page.close", "status_page.reopen"]


def test_nothing_happens_without_its_entry(monkeypatch):
    page, by = opened(), manager()
    dies_with_its_entry(monkeypatch, opened)
    dies_with_its_entry(monkeypatch, lambda: changed(page, title="Another"))
    dies_with_its_entry(monkeypatch, lambda: status_pages.close(page=page, by=by, at=NOW))
    page.refresh_from_db()
    assert (page.title, page.closed_at) == ("How it stands", None)
