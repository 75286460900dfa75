"""Every model is administered: its list, its form and its rows open, at the same cost for 1 and 20 rows."""

import pytest
from django.apps import apps
from django.contrib import admin as administration
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.architecture.test_every_model import FACTORIES

MODELS = sorted(
    (model for model in apps.get_app_config("tracker").get_models()), key=lambda model: model.__name__
)
MOST_QUERIES = 40
ONE_ROW = {"LedgerHead"}

pytestmark = pytest.mark.django_db


def address(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:tracker_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_it_is_registered_under_a_theme(model: type[models.Model]) -> None:
    from tracker.config.administration import THEMES

    assert model in administration.site._registry
    assert [name for name, models_ in THEMES.values() if model.__name__ in models_], "under no theme"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_its_pages_open_and_its_list_costs_the_same_for_1_and_20_rows(
    model: type[models.Model], browser: Client
) -> None:
    row = make(model)
    costs = [cost(browser, address(model, "changelist"))]
    for _ in range(19):
        if model.__name__ not in ONE_ROW:
            make(model)
    costs.append(cost(browser, address(model, "changelist")))
    assert costs[0] == costs[1]
    for page in ("change", "history"):
        assert cost(browser, address(model, page, row.pk)) <= MOST_QUERIES
    export = browser.get(address(model, "export"))
    assert export.status_code == 200
    added = browser.get(address(model, "add"))
    may_add = administration.site._registry[model].has_add_permission(added.wsgi_request)
    assert added.status_code == (200 if may_add else 403)


def make(model: type[models.Model]) -> models.Model:
    """A row; teams of audiences and persons differ by themselves."""
    if model.__name__ == "Audience":
        return factories.AudienceFactory(teams=[factories.TeamFactory()])
    row: models.Model = FACTORIES[model]()
    return row


def cost(browser: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = browser.get(path)
    assert response.status_code == 200, path
    return len(queries)
