"""Answers which people may read a thing and whom a text names with @; it must not tell anybody."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from tracker.models import Commitment, Finding, User
from tracker.models.choices import FindingState, Tlp
from tracker.models.marked import Marked

MOST_NAMED = 20  # in one text
MENTION = re.compile(r"(?<![\w@.+-])@([\w.@+-]+)")


def readers_of(thing: Marked, *, marking: int = 0) -> QuerySet[User]:
    """The people who may read a thing, and a remark on it with this marking; a draft only its author may."""
    needed = max(thing.effective_marking, marking)
    cleared = Q(audience__level__gte=needed)
    if needed == Tlp.CLEAR:
        cleared |= Q(audience__isnull=True)
    people = User.objects.filter(cleared, is_active=True)
    if thing.restricted:
        people = people.filter(audience__teams__in=thing.teams.all()).distinct()
    if isinstance(thing, Finding) and thing.state == FindingState.DRAFT:
        people = people.filter(pk=thing.author_id)
    return people.order_by("username")


def offered(thing: Marked, words: str, *, most: int = 8) -> list[User]:
    """Those of its readers whose name begins with, or holds, these words."""
    words = words.strip().lstrip("@")
    people = readers_of(thing)
    if words:
        people = people.filter(
            Q(username__icontains=words) | Q(first_name__icontains=words) | Q(last_name__icontains=words)
        )
    return list(people[:most])


def named_in(text: str, thing: Finding | Commitment, *, marking: int = 0) -> tuple[list[User], list[str]]:
    """The people a text names who may read it, and the names that are nobody's who may."""
    said = list(dict.fromkeys(MENTION.findall(text)))[:MOST_NAMED]
    if not said:
        return [], []
    asked = Q()
    for name in {form for one in said for form in _forms(one)}:
        asked |= Q(username__iexact=name)
    known = {one.username.casefold(): one for one in readers_of(thing, marking=marking).filter(asked)}
    found: dict[int, User] = {}
    unknown = []
    for one in said:
        person = next((known[form] for form in _forms(one.casefold()) if form in known), None)
        if person is None:
            unknown.append(_forms(one)[-1])
        else:
            found[person.pk] = person
    return list(found.values()), unknown


def _forms(name: str) -> list[str]:
    """As it stands, and without what may be the sentence's: a full stop or a dash after a name."""
    return [name, name.rstrip(".-+@") or name]
