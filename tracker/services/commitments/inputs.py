"""Checks what the method is to be given about a commitment, and dates it; it stores nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tracker import assessment
from tracker.models import Agreement, CommitmentVersion
from tracker.selectors import days
from tracker.services import deadlines, rows
from tracker.services.refusals import Refused

INPUTS = (
    "kind",
    "starts_on",
    "starts_precision",
    "deadline_rule",
    "agreed_due_on",
    "grace_days",
    "essential",
    "humanitarian",
    "weight",
    "unit",
    "decimals",
    "baseline",
    "target",
    "tolerance_pm",
    "profile",
    "sustain",
    "prior_mb",
    "half_life_for_days",
    "half_life_against_days",
    "suspension_invoked_on",
    "closed_on",
    "closed_reason",
)
# Where the method calls an input otherwise than the form does.
FORM_FIELDS = {"due_on": "deadline_rule", "half_life_days": "half_life_for_days"}


def anchors_of(agreement: Agreement) -> dict[str, date | None]:
    """The agreement's anchors by code, each on the last day it may have happened."""
    return {
        anchor.code: anchor.happened_on and days.last_day(anchor.happened_on, anchor.precision)
        for anchor in agreement.anchors.all()
    }


def apply(version: CommitmentVersion, inputs: Mapping[str, Any]) -> None:
    """Set inputs on a version. Refused for a name that is not one of INPUTS."""
    for name, value in inputs.items():
        if name == "due_on":
            raise Refused(
                _("The due day follows from the deadline rule. Write the day itself as the rule."),
                field="deadline_rule",
            )
        if name not in INPUTS:
            raise Refused(_("“%(name)s” is not an input of the method.") % {"name": name}, field=name)
        setattr(version, name, value)


def settle(version: CommitmentVersion, agreement: Agreement) -> None:
    """Compute the due day from the rule and check the whole. Raises Refused with the field."""
    rows.clean(version)
    _check_measure(version)
    rule = deadlines.parse(version.deadline_rule)
    version.due_on = deadlines.resolve(rule, anchors_of(agreement))
    if version.due_on is not None and version.due_on < version.starts_on:
        raise Refused(
            _("Due on %(due)s, before it starts on %(start)s. Correct the start or the deadline rule.")
            % {"due": version.due_on.isoformat(), "start": version.starts_on.isoformat()},
            field="deadline_rule",
        )
    if version.closed_on is not None and not version.closed_reason:
        raise Refused(_("Say why it is closed."), field="closed_reason")
    if version.closed_reason and version.closed_on is None:
        raise Refused(_("Give the day on which it was closed."), field="closed_on")
    if (version.half_life_for_days is None) != (version.half_life_against_days is None):
        missing = "half_life_for_days" if version.half_life_for_days is None else "half_life_against_days"
        raise Refused(
            _("Half-lives come in pairs: give the one for and the one against, or neither."), field=missing
        )
    _check_with_the_method(version)


def _check_measure(version: CommitmentVersion) -> None:
    if version.kind == assessment.Kind.METRIC:
        for name in ("baseline", "target"):
            if getattr(version, name) is None:
                raise Refused(
                    _("A measured target needs a baseline and a target: give both as numbers."), field=name
                )
        return
    for name in ("baseline", "target"):
        if getattr(version, name) is not None:
            raise Refused(
                _("Only a measured target has a baseline and a target: empty them, or change the kind."),
                field=name,
            )
    if version.sustain:
        raise Refused(_("Only a measured target is kept up. Take the mark away."), field="sustain")
    if version.grace_days and version.kind != assessment.Kind.ACT:
        raise Refused(
            _("Only one-off acts and measured targets have days of grace. Set them to 0."),
            field="grace_days",
        )


def _check_with_the_method(version: CommitmentVersion) -> None:
    """What is stored can be assessed: the method itself checks the rest, such as ranges."""
    pair = (version.half_life_for_days, version.half_life_against_days)
    try:
        assessment.Commitment(
            id="checked",
            kind=assessment.Kind(version.kind),
            obligors=(),
            starts_on=version.starts_on,
            due_on=version.due_on,
            grace_days=version.grace_days,
            weight=version.weight,
            baseline=version.baseline,
            target=version.target,
            tolerance_pm=version.tolerance_pm,
            profile=assessment.Profile(version.profile),
            prior_mb=version.prior_mb,
            half_life_days=None if pair[0] is None or pair[1] is None else (pair[0], pair[1]),
        )
    except assessment.InvalidInput as error:
        field = FORM_FIELDS.get(error.field, error.field)
        raise Refused(f"{error.field} {error.reason}.", field=field) from error
