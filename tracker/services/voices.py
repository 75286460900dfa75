"""Joins origins that are one voice and parts those that are not; what that changes can be seen before."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.models import Finding, Origin, OriginAlias, User
from tracker.models.choices import FindingState
from tracker.selectors import supposing
from tracker.services import assessments, findings, ledger, policies, rows
from tracker.services.findings.replacing import Proposed, kept_reliability, propose_in_place
from tracker.services.refusals import Refused

Plan = dict[str, dict[str, str]]


def plan_merge(reader: User, origin: Origin, into: Origin) -> Plan:
    """What the reader's findings of an origin, and of those merged into it, would be: words of another."""
    spoken = supposing.in_force(reader).filter(origin__in=[origin, *origin.merged.all()])
    return {reference: {"origin": into.slug} for reference in spoken.values_list("reference", flat=True)}


def plan_part(reader: User, origin: Origin) -> Plan:
    """What the reader's findings of a merged origin would be if it spoke for itself again."""
    spoken = supposing.in_force(reader).filter(origin=origin)
    return {reference: {"origin": origin.slug} for reference in spoken.values_list("reference", flat=True)}


def plan_move(chosen: Iterable[Finding], to: Origin) -> Plan:
    """What these accepted findings would be as words of another origin: its slug, and whose side it is on."""
    proposed: dict[tuple[str, int], str] = {}
    return {
        one.reference: {"origin": to.slug, "interest": _interest(one, to, proposed)}
        for one in chosen
        if one.commitment.current is not None
    }


def rests_on(reader: User, plan: supposing.Changes, at: datetime, *origins: Origin) -> str:
    """The digest of what a preview of this plan rests on; the service refuses when it is another by then."""
    duties = supposing.duties_touched(reader, plan)
    return supposing.digest(reader, duties, plan, at, *[f"{one.slug} {one.version}" for one in origins])


def merge(
    *, origin: Origin, into: Origin, reason: str, by: User | None, at: datetime, seen: str | None = None
) -> Origin:
    """Say that two entries are one body: from now on `origin` speaks with the voice of `into`.

    What was merged into it before follows, so that nothing is ever merged twice over. `seen` is what the
    preview rested on. Refused without a reason, into itself, into something merged away, or a second time.
    """
    _check(by, reason)
    with transaction.atomic():
        row, target = rows.locked(origin), rows.locked(into)
        _check_can_merge(row, target)
        followers = list(row.merged.select_for_update())
        numbers = Finding.objects.filter(origin__in=[row, *followers]).values_list("commitment", flat=True)
        _reassess(numbers, at=at, cause=f"origin.merge {row.slug}")
        if by is not None and seen is not None:
            _check_seen(seen, rests_on(by, plan_merge(by, row, target), at, row, target))
        for merged in (row, *followers):
            _point(merged, target, action="origin.merge", reason=reason, by=by, at=at)
    return row


def part(*, origin: Origin, reason: str, by: User | None, at: datetime, seen: str | None = None) -> Origin:
    """Undo a merge: the origin speaks for itself again, on past days too. Refused when it is not merged."""
    _check(by, reason)
    with transaction.atomic():
        row = rows.locked(origin)
        if row.merged_into is None:
            raise Refused(
                _("“%(name)s” is not merged into another, so it speaks for itself.") % {"name": row}
            )
        numbers = Finding.objects.filter(origin=row).values_list("commitment", flat=True)
        _reassess(numbers, at=at, cause=f"origin.part {row.slug}")
        if by is not None and seen is not None:
            _check_seen(seen, rests_on(by, plan_part(by, row), at, row))
        _point(row, None, action="origin.part", reason=reason, by=by, at=at)
    return row


def move(
    *,
    origin: Origin,
    to: Origin,
    chosen: Collection[Finding],
    aliases: Collection[OriginAlias] = (),
    reason: str,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Proposed:
    """Say that some of an origin's words and names belong to another one.

    Names move at once: they weigh nothing. An accepted finding is immutable, so each is proposed anew in its
    own place, and counts for the other origin once somebody else has accepted that.
    """
    _check(by, reason)
    if not chosen and not aliases:
        raise Refused(_("Choose at least one finding or name to move."), field="findings")
    with transaction.atomic():
        row, target = rows.locked(origin), rows.locked(to)
        if row.pk == target.pk:
            raise Refused(_("They belong to this origin already. Choose another."), field="to")
        if target.merged_into is not None:
            raise Refused(
                _("“%(name)s” was itself merged into “%(other)s”. Choose that one.")
                % {"name": target, "other": target.merged_into},
                field="to",
            )
        _check_chosen(row, chosen)
        plan = plan_move(chosen, target)
        if seen is not None:
            _check_seen(seen, rests_on(by, plan, at, row))
        for alias in aliases:
            _move_alias(alias, row, target, reason=reason, by=by, at=at)
        changes = [
            (one, {"origin": target, "interest": plan[one.reference]["interest"], **kept_reliability(one)})
            for one in chosen
            if one.reference in plan
        ]
        return propose_in_place(changes=changes, reason=reason, by=by, at=at)


def _interest(finding: Finding, to: Origin, proposed: dict[tuple[str, int], str]) -> str:
    """Proposed anew from the other origin, unless an analyst had chosen another than was proposed."""

    def proposal(origin: Origin) -> str:
        key = (origin.slug, finding.commitment_id)
        if key not in proposed:
            proposed[key] = findings.propose_interest(origin, finding.commitment)
        return proposed[key]

    had = finding.origin
    return proposal(to) if had is not None and proposal(had) == finding.interest else finding.interest


def _check(by: User | None, reason: str) -> None:
    if by is not None:
        policies.check_can_register(by)
    if not reason.strip():
        raise Refused(_("Say why: the reason stays in the history."), field="reason")


def _check_seen(seen: str, now: str) -> None:
    if seen != now:
        raise Refused(
            _(
                "Somebody changed what this rests on since you looked, so nothing was done. "
                "The statuses below are worked out anew: look again, then confirm."
            ),
            field="seen",
        )


def _check_can_merge(row: Origin, target: Origin) -> None:
    if row.pk == target.pk:
        raise Refused(_("An origin cannot be merged into itself. Choose another."), field="merged_into")
    if row.merged_into is not None:
        raise Refused(
            _("“%(name)s” was merged into “%(other)s” already.") % {"name": row, "other": row.merged_into},
            field="merged_into",
        )
    if target.merged_into is not None:
        raise Refused(
            _("“%(name)s” was itself merged into “%(other)s”. Merge into that one.")
            % {"name": target, "other": target.merged_into},
            field="merged_into",
        )


def _check_chosen(row: Origin, chosen: Iterable[Finding]) -> None:
    for one in chosen:
        if one.origin_id != row.pk or one.state != FindingState.ACCEPTED:
            raise Refused(
                _("%(reference)s is no longer an accepted finding of this origin. Look again.")
                % {"reference": one.reference},
                field="findings",
            )


def _point(
    row: Origin, target: Origin | None, *, action: str, reason: str, by: User | None, at: datetime
) -> None:
    before = ledger.reference_of(row.merged_into) if row.merged_into else ""
    row.merged_into = target
    row.version += 1
    rows.store(row)
    ledger.record(
        action=action,
        thing=row,
        by=by,
        at=at,
        before={"merged_into": before},
        after={"merged_into": target.slug if target else ""},
        reason=reason,
    )


def _move_alias(
    alias: OriginAlias, row: Origin, target: Origin, *, reason: str, by: User, at: datetime
) -> None:
    fresh = rows.locked(alias)
    if fresh.origin_id != row.pk:
        raise Refused(_("“%(name)s” is no longer a name of this origin. Look again.") % {"name": fresh.name})
    fresh.origin = target
    rows.store(fresh)
    for thing in (row, target):
        ledger.record(
            action="origin.move_alias",
            thing=thing,
            by=by,
            at=at,
            before={"alias": fresh.name, "origin": row.slug},
            after={"alias": fresh.name, "origin": target.slug},
            reason=reason,
        )


def _reassess(numbers: Iterable[int], *, at: datetime, cause: str) -> None:
    # What was one voice (or two) all along changes past days too: a declared backfill. Asking first holds
    # the requests, so that a finding accepted meanwhile is either seen by the check or waits for us.
    assessments.request(commitments=set(numbers), at=at, cause=cause, backfill=True)
