"""Reads what narrows a search from its address, each mistake with its sentence; it must not search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from tracker.models import Agreement, Report, Source, User
from tracker.models.choices import SearchKind
from tracker.selectors.search.sight import Narrowing
from tracker.selectors.visibility import visible_to
from tracker.web.time_machine import read_day

NAMES = ("kind", "agreement", "source", "language", "from", "to")
MOST_LANGUAGES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the form offers, what was chosen, and what is wrong with it."""

    narrowing: Narrowing
    chosen: dict[str, str]
    problems: list[str]
    kinds: list[tuple[str, str]]
    agreements: list[Agreement]
    sources: list[Source]
    languages: list[str]

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen."""
        return any(self.chosen.values())


def read(reader: User, sent: QueryDict, today: date) -> Filters:
    """The filters of an address; only what the reader may see is offered, and known by name."""
    chosen = {name: sent.get(name, "").strip()[:100] for name in NAMES}
    problems: list[str] = []
    agreements = list(visible_to(reader, Agreement.objects.only("pk", "slug", "title")).order_by("title"))
    sources = list(visible_to(reader, Source.objects.only("pk", "slug", "name")).order_by("name"))
    languages = visible_to(reader, Report.objects.exclude(language="")).order_by("language")
    known = list(languages.values_list("language", flat=True).distinct()[:MOST_LANGUAGES])
    agreement = next((one for one in agreements if one.slug == chosen["agreement"]), None)
    source = next((one for one in sources if one.slug == chosen["source"]), None)
    if chosen["kind"] and chosen["kind"] not in SearchKind.values:
        problems.append(_("“%(kind)s” is no kind of thing that can be found.") % {"kind": chosen["kind"]})
    if chosen["agreement"] and agreement is None:
        problems.append(
            _("There is no agreement “%(slug)s” that you may see.") % {"slug": chosen["agreement"]}
        )
    if chosen["source"] and source is None:
        problems.append(_("There is no source “%(slug)s” that you may see.") % {"slug": chosen["source"]})
    days = []
    for name in ("from", "to"):
        day, problem = read_day(chosen[name], today)
        days.append(day)
        if problem:
            problems.append(problem)
    if days[0] and days[1] and days[1] < days[0]:
        problems.append(_("The period ends before it begins. Correct one of the two days."))
    narrowing = Narrowing(
        kind=chosen["kind"],
        agreement=agreement,
        source=source,
        language=chosen["language"],
        from_on=days[0],
        to_on=days[1],
    )
    return Filters(
        narrowing=narrowing,
        chosen=chosen,
        problems=problems,
        kinds=[(value, str(label)) for value, label in SearchKind.choices],
        agreements=agreements,
        sources=sources,
        languages=known,
    )
