"""Answers what our statuses are called on other scales; shown beside a status, never instead of it."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tracker.assessment.enums import Status

Words = str | Promise


class OtherScales(NamedTuple):
    """One row of the crosswalk: some of our statuses, and the same on five other scales."""

    statuses: tuple[Status, ...]
    peace_accords_matrix: Words
    open_government: Words
    human_rights_committee: Words
    summits: Words
    promise_meter: Words


CROSSWALK: tuple[OtherScales, ...] = (
    OtherScales((Status.FULFILLED, Status.COMPLIANT), "3", _("Complete"), "A", "+1", _("Kept")),
    OtherScales(
        (Status.ON_TRACK,),
        _("1 or 2, by progress"),
        _("Limited or Substantial"),
        "B",
        "0",
        _("In the works"),
    ),
    OtherScales((Status.AT_RISK,), _("0 to 2, by progress"), _("Limited"), "B / C", "0", _("Stalled")),
    OtherScales(
        (Status.OVERDUE,), _("0 to 2, by progress"), _("Not started or Limited"), "C", "0", _("Stalled")
    ),
    OtherScales((Status.DISPUTED,), _("1, for lasting duties"), _("Limited"), "C", "0", _("Stalled")),
    OtherScales(
        (Status.BREACHED, Status.REVERSED),
        _("0, or by progress"),
        _("Not started"),
        _("C; E if repudiated"),
        "−1",
        _("Broken"),
    ),
    OtherScales(
        (Status.UNVERIFIED,),
        _("none"),
        _("No evidence available"),
        _("D if the party does not reply"),
        _("not scored"),
        _("Not yet rated"),
    ),
    OtherScales(
        (Status.PENDING, Status.SUSPENDED, Status.CLOSED),
        _("none"),
        _("not scored"),
        _("not scored"),
        _("not scored"),
        _("Not yet rated"),
    ),
)


def other_scales(status: Status | str) -> OtherScales:
    """The row of the crosswalk that holds a status; ValueError if the status is unknown."""
    known = Status(status)
    return next(row for row in CROSSWALK if known in row.statuses)
