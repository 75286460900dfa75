"""Templates in the administration are tried before they are kept; briefs are shown without their subject."""

import pytest

from tests import factories
from tracker.models import BriefTemplate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("brief_fonts")]
ADD = "/admin/tracker/brieftemplate/add/"
GOOD = '#import "parts.typ": *\n= #data.title\n'


def typed(**more):
    return {"slug": "house", "name": "House", "source": GOOD, "active": "on"} | more


def test_a_template_is_tried_and_kept(browser):
    agreement = factories.AgreementFactory()
    assert browser.post(ADD, typed(agreements=[agreement.pk])).status_code == 302
    row = BriefTemplate.objects.get()
    assert (row.slug, row.active, list(row.agreements.all())) == ("house", True, [agreement])


def test_a_new_one_begins_as_the_built_in_one(browser):
    assert "The template that ships with the product" in browser.get(ADD).content.decode()


def test_one_with_a_mistake_is_refused_with_its_line_and_keeps_what_was_typed(browser):
    response = browser.post(ADD, typed(source=GOOD + "#nothing"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "The template has a mistake in line 3" in page
    assert "#nothing" in page
    assert not BriefTemplate.objects.exists()


def test_a_change_is_tried_too(browser):
    browser.post(ADD, typed())
    row = BriefTemplate.objects.get()
    path = f"/admin/tracker/brieftemplate/{row.pk}/change/"
    form = browser.get(path).context["adminform"].form
    read = {f"initial-{name}": form[name].value() for name in ("name", "source")}
    kept = {"name": "Ours", "source": GOOD, "active": "on", "initial-active": "True"} | read
    assert "mistake in line 3" in browser.post(path, kept | {"source": GOOD + "#no"}).content.decode()
    browser.post(path, kept)
    row.refresh_from_db()
    assert (row.name, row.source.strip()) == ("Ours", GOOD.strip())


def test_briefs_are_listed_without_what_they_are_about(browser):
    row = factories.BriefFactory(agreement=factories.AgreementFactory(title="A secret pact"))
    assert row.reference in browser.get("/admin/tracker/brief/").content.decode()
    page = browser.get(f"/admin/tracker/brief/{row.pk}/change/").content.decode()
    assert row.reference in page
    assert "A secret pact" not in page
