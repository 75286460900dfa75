"""Reads from an address which duties a scratch copy is about and on which days; it judges none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from tracker.models import Agreement, Commitment, User
from tracker.selectors import days
from tracker.selectors.visibility import visible_to
from tracker.web.time_machine import Time, read_time

MOST_CHOSEN = 100  # duties named one by one


@dataclass(frozen=True)
class Scope:
    """The duties: those of one agreement, or chosen ones; `duty` is the one whose evidence is looked at."""

    agreement: Agreement | None
    chosen: Sequence[str]
    duties: Sequence[Commitment]
    duty: Commitment | None
    time: Time
    absent: int = 0

    def days(self, at: datetime) -> dict[int, tuple[date, date]]:
        """Each duty's as-of and known-by: those asked for, else its own agreement's today."""
        if self.time.as_of is not None:
            return {one.pk: (self.time.day, self.time.known_day) for one in self.duties}
        today = {one.pk: days.day_in(one.agreement.time_zone, at) for one in self.duties}
        return {pk: (day, day) for pk, day in today.items()}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The scope and its days as parameters of an address."""
        found = [("agreement", self.agreement.slug)] if self.agreement else []
        found += [("commitment", name) for name in self.chosen]
        if self.duty is not None:
            found.append(("duty", name_of(self.duty)))
        asked = [("as_of", self.time.as_of), ("known_by", self.time.known_by)]
        return [*found, *((name, day.isoformat()) for name, day in asked if day is not None)]


def read_scope(request: HttpRequest, reader: User) -> Scope:
    """The scope an address asks for; an agreement out of sight is a 404, a duty out of sight is left out."""
    agreement = None
    chosen = list(dict.fromkeys(request.GET.getlist("commitment")))[:MOST_CHOSEN]
    slug = request.GET.get("agreement", "")
    if slug and not chosen:
        agreement = visible_to(reader, Agreement.objects.all()).filter(slug=slug).first()
        if agreement is None:
            raise Http404(_("There is no agreement of this name that you may see."))
    time = read_time(request, agreement=agreement)
    rows = visible_to(reader, Commitment.objects.select_related("agreement", "current"))
    rows = rows.order_by("agreement__slug", "code")
    duties: list[Commitment] = []
    if agreement is not None:
        duties = list(rows.filter(agreement=agreement))
    elif chosen:
        duties = chosen_from(rows.filter(agreement__slug__in={_slug(one) for one in chosen}), chosen)
    named = request.GET.get("duty", "")
    duty = next((one for one in duties if name_of(one) == named), None)
    if agreement is None and len(duties) == 1:
        duty = duties[0]
    return Scope(
        agreement=agreement,
        chosen=chosen,
        duties=duties,
        duty=duty,
        time=time,
        absent=len(chosen) - len(duties) if chosen else 0,
    )


def chosen_from(rows: Iterable[Commitment], chosen: Sequence[str]) -> list[Commitment]:
    """Those of the duties that were chosen by name, in the order in which they were."""
    known = {name_of(one): one for one in rows}
    return [known[name] for name in chosen if name in known]


def name_of(commitment: Commitment) -> str:
    """A duty's name in an address, such as `doha-2020/USG-01`."""
    return f"{commitment.agreement.slug}/{commitment.code}"


def _slug(name: str) -> str:
    return name.partition("/")[0]
