"""Answers what a reader may see: the one place that knows clearances and teams."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tracker.models import Audience, User
from tracker.models.choices import Tlp
from tracker.models.marked import Removable

ModelT = TypeVar("ModelT", bound=Model)

# From a row without a marking of its own, the way to the marked row it belongs to.
MARKED_THROUGH = {
    "AgreementParty": "agreement__",
    "AgreementRelation": "agreement__",
    "Anchor": "agreement__",
    "CommitmentLink": "commitment__",
    "CommitmentParty": "commitment__",
    "CommitmentVersion": "commitment__",
    "CurrentAssessment": "commitment__",
    "Assessment": "commitment__",
    "Perspective": "commitment__",
    "StatusChange": "commitment__",
    "StatusSpan": "commitment__",
    "TextPage": "attachment__",
}


def audience_of(reader: User) -> Audience:
    """The reader's audience; somebody without one reads as TLP:CLEAR."""
    if reader.audience is not None:
        return reader.audience
    return Audience.objects.get(level=Tlp.CLEAR, team_key="")


def permitted(audience: Audience, prefix: str = "") -> Q:
    """The condition on a marked row, reached through `prefix`, under which the audience may see it."""
    cleared = Q(**{f"{prefix}effective_marking__lte": audience.level})
    if not audience.team_key:
        return cleared & Q(**{f"{prefix}restricted": False})
    slugs = audience.team_key.split(",")
    return cleared & (Q(**{f"{prefix}restricted": False}) | Q(**{f"{prefix}teams__slug__in": slugs}))


def visible_to(reader: User, rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Those of the rows that the reader may see; KeyError for a model that carries no marking."""
    return visible_to_audience(audience_of(reader), rows)


def visible_to_audience(audience: Audience, rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Those of the rows that the audience may see; KeyError for a model that carries no marking."""
    model = rows.model
    prefix = "" if hasattr(model, "effective_marking") else MARKED_THROUGH[model.__name__]
    rows = rows.filter(permitted(audience, prefix))
    if issubclass(model, Removable):
        rows = rows.filter(removed_at__isnull=True)
    return rows.distinct() if audience.team_key else rows
