"""Answers how closed a row is: the strictest of its own marking and its parents'; it knows no reader."""

from collections.abc import Iterable, Iterator

from django.db import models

from tracker.models import Commitment, Team
from tracker.models.marked import Marked

# From a marked row to the marked rows it belongs to; a row is never more open than any of these.
PARENTS: dict[str, tuple[str, ...]] = {
    "Agreement": (),
    "Attachment": ("report",),
    "Clause": ("agreement", "parent"),
    "Comment": ("finding", "commitment"),
    "Commitment": ("agreement", "clause"),
    "Coverage": ("commitment", "source", "report"),
    "Feed": ("source",),
    "Finding": ("report", "commitment", "origin"),
    "InboxEntry": ("feed",),
    "Origin": ("source",),
    "Position": ("commitment", "report"),
    "Report": ("source",),
    "Ruling": ("commitment",),
    "Source": ("parent",),
}


def settle(thing: Marked, *, teams: Iterable[Team] | None = None) -> bool:
    """Set what follows from the row's own marking and its parents', before it is saved; True when it moved.

    `teams` are those it is about to name; without them, those it names already count.
    """
    parents = list(_parents(thing))
    if teams is None:
        teams = thing.teams.all() if thing.pk is not None else ()
    settled = (
        max([thing.marking, *(parent.effective_marking for parent in parents)]),
        any(True for _ in teams) or any(parent.restricted for parent in parents),
    )
    moved = settled != (thing.effective_marking, thing.restricted)
    thing.effective_marking, thing.restricted = settled
    return moved


def spread(thing: Marked) -> set[int]:
    """Carry a row's settled marking to all that belongs to it.

    Answers the numbers of the commitments whose evidence may look different to somebody now.
    Call it in the transaction of the change, after the row was saved.
    """
    touched = _commitments_of(thing)
    for child in _children(thing):
        if settle(child):
            child.save(update_fields=["effective_marking", "restricted"])
            touched |= spread(child)
    return touched


def _parents(thing: Marked) -> Iterator[Marked]:
    for name in PARENTS[type(thing).__name__]:
        parent = getattr(thing, name)
        if parent is not None:
            yield parent


def _children(thing: Marked) -> Iterator[Marked]:
    for child in marked_models():
        for name in PARENTS[child.__name__]:
            if child._meta.get_field(name).related_model is type(thing):
                yield from child._default_manager.filter(**{name: thing})


def marked_models() -> list[type[Marked]]:
    """Every model whose rows are marked."""

    def below(base: type[models.Model]) -> Iterator[type[models.Model]]:
        for model in base.__subclasses__():
            yield model
            yield from below(model)

    return [model for model in below(Marked) if not model._meta.abstract]  # type: ignore[misc]


def _commitments_of(thing: Marked) -> set[int]:
    if isinstance(thing, Commitment):
        return {thing.pk}
    number = getattr(thing, "commitment_id", None)
    return set() if number is None else {number}
