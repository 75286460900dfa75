"""No model without a factory, and no factory that builds an invalid row."""

import factory
import pytest
from django.apps import apps
from django.db import models

from tests import factories

MODELS = sorted(
    (model for model in apps.get_app_config("tracker").get_models() if not model._meta.auto_created),
    key=lambda model: model.__name__,
)
FACTORIES = {
    candidate._meta.model: candidate
    for candidate in vars(factories).values()
    if isinstance(candidate, type) and issubclass(candidate, factory.django.DjangoModelFactory)
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory_of_its_name(model: type[models.Model]) -> None:
    assert FACTORIES[model].__name__ == f"{model.__name__}Factory"


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_a_factory_builds_a_row_its_own_constraints_accept(model: type[models.Model]) -> None:
    row = FACTORIES[model]()
    row.refresh_from_db()
    row.validate_constraints()
    row.clean_fields(
        exclude=[f.name for f in model._meta.fields if f.null or f.get_internal_type() == "JSONField"]
    )
    assert model._default_manager.filter(pk=row.pk).exists()


STATES = (
    [
        (factories.FindingFactory, trait)
        for trait in ("submitted", "accepted", "backfilled", "rejected", "superseded")
    ]
    + [(factories.RulingFactory, trait) for trait in ("approved", "refused", "withdrawn", "lapsed")]
    + [
        (factories.CommitmentVersionFactory, "metric"),
        (factories.ReassessmentRequestFactory, "parked"),
        (factories.LetterFactory, "sent"),
        (factories.LetterFactory, "parked"),
        (factories.JobRunFactory, "ended"),
        (factories.JobRunFactory, "failed"),
    ]
)


@pytest.mark.django_db
@pytest.mark.parametrize(("maker", "trait"), STATES, ids=lambda value: getattr(value, "__name__", value))
def test_a_trait_builds_a_row_its_own_constraints_accept(maker: type, trait: str) -> None:
    row = maker(**{trait: True})
    row.validate_constraints()
    assert row.pk
