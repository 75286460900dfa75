"""Answers which statuses other numbers of the method would flip, and for whom; it writes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tracker import assessment as method
from tracker.models import Audience, Commitment, LedgerEntry, Parameters, Rehearsal, User
from tracker.selectors import days
from tracker.selectors.facts import Facts, facts_in
from tracker.selectors.imagined import Number, Scratch
from tracker.selectors.pairs import WEIGHED
from tracker.selectors.records import read_records
from tracker.selectors.scratch import judged_twice
from tracker.selectors.visibility import audience_of, visible_to

CHUNK = 200  # duties whose facts are read together

# {"duty": key, "before": status, "after": status, "audiences": ["1|", "3|north"]}: whoever reads so sees it.
Flip = dict[str, Any]
Numbers = Mapping[str, Number]


def digest(numbers: Numbers, at: datetime) -> str:
    """What a rehearsal of these numbers rests on: numbers, day, and all that a status may hang on."""
    last = LedgerEntry.objects.filter(object_type__in=WEIGHED).order_by("-seq").values_list("seq", flat=True)
    content = [
        sorted((name, value) for name, value in numbers.items()),
        str(days.latest_day(at)),
        last.first(),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:40]


def everything() -> list[int]:
    """The numbers of all duties, whoever may see them, in order."""
    return list(Commitment.objects.order_by("pk").values_list("pk", flat=True))


def flips(commitment_ids: Sequence[int], numbers: Numbers, at: datetime) -> list[Flip]:
    """The statuses of these duties that would be others today, whoever reads them, by duty."""
    zones = dict(Commitment.objects.filter(pk__in=commitment_ids).values_list("pk", "agreement__time_zone"))
    by_day: dict[date, list[int]] = {}
    for pk in commitment_ids:
        if pk in zones:
            by_day.setdefault(days.day_in(zones[pk], at), []).append(pk)
    audiences = list(Audience.objects.order_by("level", "team_key"))
    records = read_records(commitment_ids)
    scratch = Scratch(numbers=tuple(numbers.items()))
    found: dict[tuple[str, str, str], list[str]] = {}
    for today, pks in sorted(by_day.items()):
        known: list[tuple[Facts, list[tuple[str, str, str]]]] = []
        for audience in audiences:
            facts = facts_in(records, audience, pks, today)
            # Audiences that see the same are judged once.
            flipped = next((flipped for other, flipped in known if other == facts), None)
            if flipped is None:
                flipped = list(_flipped(facts, pks, scratch, today))
                known.append((facts, flipped))
            for flip in flipped:
                found.setdefault(flip, []).append(audience_name(audience))
    return [
        {"duty": duty, "before": before, "after": after, "audiences": names}
        for (duty, before, after), names in sorted(found.items())
    ]


def seal(found: Sequence[Flip]) -> str:
    """A digest of a list of flips: what somebody has seen, and what the ledger keeps of it."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def seen_by(reader: User, found: Iterable[Flip]) -> list[tuple[Commitment, method.Status, method.Status]]:
    """Those of the flips that the reader's own results have, on duties that they see; one query."""
    name = audience_name(audience_of(reader))
    own = {one["duty"]: one for one in found if name in one["audiences"]}
    slugs = {duty.partition("/")[0] for duty in own}
    rows = visible_to(reader, Commitment.objects.filter(agreement__slug__in=slugs))
    rows = rows.select_related("agreement").order_by("agreement__slug", "code")
    return [
        (row, method.Status(one["before"]), method.Status(one["after"]))
        for row in rows
        if (one := own.get(f"{row.agreement.slug}/{row.code}")) is not None
    ]


def asked(limit: int = 20) -> list[Rehearsal]:
    """The rehearsals that were asked for, latest first, without what they found; one query."""
    rows = Rehearsal.objects.defer("flips").select_related("asked_by")
    return list(rows.order_by("-asked_at", "-pk")[:limit])


def merged(numbers: Numbers, on: date) -> dict[str, Any]:
    """The numbers a new version holds: those of the version in use on a day, with these in their place."""
    row = Parameters.objects.filter(valid_from__lte=on).order_by("-valid_from").first()
    held = dict(row.values) if row else {}
    return {**held, **{key: list(one) if isinstance(one, tuple) else one for key, one in numbers.items()}}


def audience_name(audience: Audience) -> str:
    """An audience in a stored list: its level and its teams."""
    return f"{audience.level}|{audience.team_key}"


def _flipped(
    facts: Facts, pks: Sequence[int], scratch: Scratch, today: date
) -> Iterator[tuple[str, str, str]]:
    keys = [key for pk in pks if (key := facts.keys.get(pk)) is not None and key in facts.findings]
    before, after = judged_twice(facts, facts.findings, scratch, (today, today), keys)
    for key in keys:
        if before[key].status is not after[key].status:
            yield key, before[key].status.value, after[key].status.value
