"""Reads all that the page of one commitment shows at a pair of days, in two statements; it judges nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from tracker.models import (
    Commitment,
    CommitmentParty,
    CommitmentVersion,
    Coverage,
    Finding,
    Origin,
    Position,
    Ruling,
    StatusChange,
    User,
)
from tracker.selectors import changes, hindsight, particulars
from tracker.selectors.at_once import at_once
from tracker.selectors.facts import Facts, facts_in
from tracker.selectors.hindsight import Misread
from tracker.selectors.records import Records, beyond_links, records_of, weighed_links
from tracker.selectors.standings import Source, Standing, source_for, standings, standings_in, stored_rows
from tracker.selectors.visibility import audience_of, visible_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: the days as a page keeps them (none in the present), from which month on changes are
    counted, and whether what was put away is wanted too."""

    as_of: date | None
    known_by: date | None
    today: date
    months_from: date
    removed: bool

    @property
    def day(self) -> date:
        """The day spoken of."""
        return self.as_of or self.today

    @property
    def known_day(self) -> date:
        """The day whose knowledge counts."""
        return self.known_by or self.day

    @property
    def is_old(self) -> bool:
        """Whether later knowledge is left out."""
        return self.as_of is not None and self.known_day < self.today


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The rows, each as its own selector answers it: see `particulars`, `hindsight` and `changes`.

    `backfills` and `corrections` are empty where nothing later is left out.
    """

    records: Records
    findings: Mapping[str, Finding]
    origins: Mapping[str, str]
    version: CommitmentVersion | None
    versions: Sequence[CommitmentVersion]
    links: Sequence[particulars.Linked]
    standings: Mapping[int, Standing]
    roles: Sequence[CommitmentParty]
    coverage: Sequence[Coverage]
    positions: Sequence[Position]
    changes: Sequence[StatusChange]
    rulings: Sequence[Ruling]
    misread: Sequence[Misread]
    backfills: Sequence[Finding]
    corrections: Sequence[CommitmentVersion]
    removed: Mapping[str, Sequence[Any]]
    months: Mapping[date, int]
    waiting: int

    def facts(self, reader: User, commitment: Commitment, known_by: date) -> Facts:
        """The method's input at a known-by day, as `facts_for` answers it."""
        return facts_in(self.records, audience_of(reader), [commitment.pk], known_by)


def read(reader: User, commitment: Commitment, asked: Asked) -> Dossier:
    """Everything about a commitment the reader may see. Another pair of days that nobody had computed takes
    four statements: the duties it hangs together with are then judged."""
    first = _beside(reader, commitment, asked)
    found = dict(zip(first, at_once(*first.values()), strict=True))
    links, feeding = particulars.linked_by(found["links"], commitment), found["weighed"]
    others = [one.commitment for one in links]
    source = source_for(asked.as_of, asked.known_by, asked.today)
    second = beyond_links([commitment.pk], feeding)
    stored = Commitment.objects.filter(pk__in=[one.pk for one in others])
    judged: Mapping[int, Standing] = {}
    if source is Source.COMPUTED:
        judged = _judged(reader, others, asked) if others else {}
        stored, source = stored.none(), Source.PRESENT
    *answers, names, rows = at_once(
        *second,
        _origins(reader, [commitment.pk, *(link.other_id for link in feeding)]),
        stored_rows(audience_of(reader), stored, asked.as_of, source),
    )
    versions = found["versions"]
    return Dossier(
        records=records_of([commitment.pk], feeding, answers),
        findings={one.reference: one for one in found["findings"]},
        origins=dict(names),
        version=commitment.current if asked.known_by is None else next(iter(versions), None),
        versions=versions,
        links=links,
        standings={**judged, **standings_in(rows, asked.as_of, source)},
        roles=found["roles"],
        coverage=found["coverage"],
        positions=found["positions"],
        changes=found["changes"],
        rulings=particulars.in_force_first(found["rulings"]),
        misread=hindsight.apart(found["then"], found["now"], asked.day),
        backfills=found.get("backfills", ()),
        corrections=found.get("corrections", ()),
        removed={name: found[f"removed {name}"] for name in ("positions", "coverage") if asked.removed},
        months=changes.by_month(found["months"]),
        waiting=len(found["waiting"]),
    )


def _beside(reader: User, commitment: Commitment, asked: Asked) -> dict[str, QuerySet[Any]]:
    """What can be asked at once, nothing else being known."""
    day, known_day, agreement = asked.day, asked.known_day, commitment.agreement
    then, now = hindsight.both_histories(reader, [commitment.pk], day)
    found: dict[str, QuerySet[Any]] = {
        "weighed": weighed_links([commitment.pk]),
        "links": particulars.link_rows(reader, commitment, asked.known_by),
        "findings": particulars.finding_rows(reader, commitment),
        "versions": particulars.versions_of(commitment, asked.known_by),
        "roles": commitment.roles.select_related("party").order_by("id"),
        "coverage": particulars.coverage_of(reader, commitment, known_day),
        "positions": particulars.positions_of(reader, commitment, known_day),
        "changes": particulars.changes_of(reader, commitment, day),
        "rulings": particulars.ruling_rows(reader, commitment, day),
        "waiting": particulars.waiting_findings(reader, commitment).values_list("pk"),
        "then": then,
        "now": now,
        "months": changes.per_day(reader, asked.months_from, asked.today, agreement=agreement),
    }
    if asked.is_old:
        zone = agreement.time_zone
        found["backfills"] = hindsight.backfills(reader, [commitment], known_day, zone)
        found["corrections"] = hindsight.corrections(commitment, known_day)
    if asked.removed:
        put_away = particulars.removed_beside(reader, commitment)
        found |= {f"removed {name}": rows for name, rows in put_away.items()}
    return found


def _judged(reader: User, others: Sequence[Commitment], asked: Asked) -> Mapping[int, Standing]:
    return standings(reader, others, as_of=asked.as_of, known_by=asked.known_by, today=asked.today)


def _origins(reader: User, commitment_ids: Sequence[int]) -> QuerySet[Any]:
    """Slug and name of the origins that may speak of these duties: those their findings name, and those that
    others were merged into; one the reader may not see is left out."""
    named = Finding.objects.filter(commitment__in=commitment_ids, origin=OuterRef("pk"))
    merged = Origin.objects.filter(merged_into=OuterRef("pk"))
    rows = visible_to(reader, Origin.objects.filter(Exists(named) | Exists(merged)))
    return rows.values_list("slug", "name")
