"""Saved views: from the page itself, opened, renamed, deleted; only one's own, and only pages of ours."""

import pytest

from tests import factories
from tests.web.sight import queries
from tracker.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = factories.UserFactory(level=1, roles=("manager",))
    client.force_login(person)
    return person


def save(client, name="Late ones", path="/commitments/", query="status=OVERDUE&as_of=2020-07-14"):
    return client.post("/saved-views/", {"name": name, "path": path, "query": query})


def test_a_page_is_saved_from_itself_with_its_filters_and_days(client, reader):
    html = client.get("/commitments/?status=OVERDUE&as_of=2020-07-14").content.decode()
    assert 'name="query" value="status=OVERDUE&amp;as_of=2020-07-14"' in html
    answer = save(client)
    assert answer.url == "/commitments/?status=OVERDUE&as_of=2020-07-14"
    for page in ("/saved-views/", "/saved-views/menu/"):
        html = client.get(page).content.decode()
        assert "Late ones" in html
        assert 'href="/commitments/?status=OVERDUE&amp;as_of=2020-07-14"' in html


def test_a_page_of_a_list_and_the_form_of_a_file_are_left_out(client, reader):
    save(client, query="page=3&format=csv&q=forces")
    assert SavedView.objects.get().query == "q=forces"


def test_pages_that_write_cannot_be_saved(client, reader):
    assert "save-as" not in client.get("/vocabulary/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/logout/",
        "/reports/new/",
        "/admin/",
        "/saved-views/",
        "/nowhere/",
        "commitments/",
        "",
        "/commitments/?q=a",
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(client, reader, path):
    answer = save(client, name="Kept as typed", path=path)
    assert answer.status_code == 422
    assert "Kept as typed" in answer.content.decode()
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_a_name_that_is_none_is_refused(client, reader, name):
    assert save(client, name=name).status_code == 422


def test_a_name_is_given_once(client, reader):
    save(client)
    answer = save(client, path="/parties/")
    assert answer.status_code == 422
    assert "already" in answer.content.decode()
    assert SavedView.objects.get().path == "/commitments/"


def test_rename_and_delete(client, reader):
    save(client)
    client.post("/saved-views/rename/", {"view": "Late ones", "name": "Overdue"})
    assert SavedView.objects.get().name == "Overdue"
    client.post("/saved-views/delete/", {"view": "Overdue"})
    assert not SavedView.objects.exists()
    assert "No view is saved yet" in client.get("/saved-views/").content.decode()


def test_another_persons_views_are_theirs(client, reader):
    factories.SavedViewFactory(name="Theirs")
    assert "Theirs" not in client.get("/saved-views/").content.decode()
    for verb in ("rename", "delete"):
        answer = client.post(f"/saved-views/{verb}/", {"view": "Theirs", "name": "Mine"})
        assert answer.status_code == 404
    assert SavedView.objects.get().name == "Theirs"


def test_a_view_that_opens_no_longer_says_so(client, reader):
    seen, secret = factories.AgreementFactory(), factories.AgreementFactory()
    for number, agreement in enumerate((seen, secret)):
        save(client, name=f"View {number}", path=f"/agreements/{agreement.slug}/", query="")
    secret.marking = secret.effective_marking = 3
    secret.save()
    factories.SavedViewFactory(user=reader, name="Gone", path="/was-once-here/")
    for page in ("/saved-views/", "/saved-views/menu/"):
        html = client.get(page).content.decode()
        assert f'href="/agreements/{seen.slug}/"' in html
        assert f'href="/agreements/{secret.slug}/"' not in html
        assert "you may no longer see it" in html
        assert "This page is there no longer" in html


def test_as_many_queries_for_one_view_as_for_twenty(client, reader, django_assert_max_num_queries):
    def add(number):
        path = f"/agreements/{factories.AgreementFactory().slug}/"
        factories.SavedViewFactory(user=reader, name=f"View {number}", path=path)

    add(0)
    one = queries(client, django_assert_max_num_queries, "/saved-views/")
    for number in range(1, 20):
        add(number)
    assert queries(client, django_assert_max_num_queries, "/saved-views/") == one
    assert one <= 6
