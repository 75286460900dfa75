"""Publishes dated versions of the method's numbers; it must not know what they do to any commitment."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tracker import assessment
from tracker.models import Commitment, Parameters, User
from tracker.selectors import rehearsing
from tracker.services import assessments, ledger, policies, rows
from tracker.services.refusals import Refused

NUMBERS = {
    field.name: getattr(assessment.DEFAULT, field.name)
    for field in fields(assessment.Parameters)
    if field.name != "name"
}
ASCENDING = ("band_limits_pm", "partial_progress_pm")
# The most a number may be, by the unit its name ends with.
MOST = {"_pm": 1000, "_ppm": 1_000_000, "_mb": 10_000, "_ub": 10_000_000, "_days": 36_500}


def publish(
    *,
    name: str,
    values: Mapping[str, Any],
    valid_from: date,
    reason: str,
    by: User,
    at: datetime,
    flips: Sequence[Mapping[str, Any]] = (),
) -> Parameters:
    """Publish numbers that differ from the method's own, used from a day on; everything is reassessed.

    `flips` is the list of changed statuses that was shown before; the ledger keeps its digest, since it
    may name what not everybody sees. Refused without the role, for a number the method does not have, one
    of another shape, or a day that is past.
    """
    policies.check_can_publish_parameters(by)
    if not values:
        raise Refused(_("No number is another one, so there is nothing to publish."), field="values")
    for key, value in values.items():
        check(key, value)
    if valid_from < at.date():
        raise Refused(
            _("Numbers are used from today on at the earliest: results of past days are kept as they were."),
            field="valid_from",
        )
    row = Parameters(
        name=name,
        values=dict(values),
        valid_from=valid_from,
        reason=reason,
        flips=list(flips),
        recorded_at=at,
        recorded_by=by,
    )
    with transaction.atomic():
        rows.clean(row)
        rows.store(row)
        after = {
            "name": row.name,
            "values": row.values,
            "valid_from": row.valid_from.isoformat(),
            "flips_sha256": rehearsing.seal(row.flips),
        }
        ledger.record(action="parameters.publish", thing=row, by=by, at=at, after=after, reason=reason)
        numbers = Commitment.objects.values_list("pk", flat=True)
        assessments.request(commitments=numbers, at=at, cause="parameters.publish")
    return row


def check(key: str, value: Any) -> None:
    """Raises Refused unless the method has this number, in this form, and can be computed with it."""
    if key not in NUMBERS:
        raise Refused(
            _("The method has no number “%(name)s”. It has: %(known)s.")
            % {"name": key[:40], "known": ", ".join(sorted(NUMBERS))},
            field="values",
        )
    if _shape(value) != _shape(NUMBERS[key]):
        raise Refused(
            _("“%(name)s” has the form of %(wanted)s, not of %(sent)s.")
            % {"name": key, "wanted": _as_list(NUMBERS[key]), "sent": _as_list(value)},
            field="values",
        )
    figures = list(value) if isinstance(value, (list, tuple)) else [value]
    least, most = limits(key)
    if not all(least <= one <= most for one in figures):
        raise Refused(
            _("“%(name)s” lies between %(least)s and %(most)s.")
            % {"name": key, "least": least, "most": most},
            field="values",
        )
    if key in ASCENDING and figures != sorted(figures):
        raise Refused(_("The figures of “%(name)s” ascend.") % {"name": key}, field="values")


def limits(key: str) -> tuple[int, int]:
    """Between which figures a number of the method lies, told from its unit."""
    if key == "probability_digits":
        return 20, 100
    if key.startswith("half_lives_"):
        return 0, 36_500
    return 0, next((most for ending, most in MOST.items() if key.endswith(ending)), 100)


def _shape(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_shape(one) for one in value]
    return type(value)


def _as_list(value: Any) -> Any:
    return [_as_list(one) for one in value] if isinstance(value, (list, tuple)) else value
