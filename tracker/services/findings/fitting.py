"""Answers what of a finding fits its duty's kind, and refuses what cannot be; it must not store anything."""

from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tracker.assessment.enums import Bound, Credibility, Interest, Kind, Reliability, Stance
from tracker.models import Commitment, Finding
from tracker.models.choices import Precision, Tlp
from tracker.selectors import days
from tracker.services.findings import passages
from tracker.services.refusals import Refused
from tracker.services.wording import one_line

LARGEST = 2**63 - 1  # what the databases hold
USES_LOW = (Bound.EXACT, Bound.ABOUT, Bound.AT_LEAST, Bound.RANGE)
USES_HIGH = (Bound.AT_MOST, Bound.RANGE)
DATED_KINDS = (Kind.ACT, Kind.METRIC)  # the only ones whose method asks on which day it happened


def fit(finding: Finding, at: datetime) -> None:
    """Put a finding in order, keeping only what fits the kind of its duty. Refused with the field."""
    kind = kind_of(finding.commitment)
    _check_words(finding)
    _check_choices(finding)
    _fit_days(finding, kind, at)
    _fit_value(finding, kind)
    _fit_stance(finding, kind)


def kind_of(commitment: Commitment) -> Kind:
    """The kind of a duty as it is defined now. Refused when nothing is defined yet."""
    if commitment.current is None:
        raise Refused(
            _("%(code)s has no definition yet, so nothing can be said about it.") % {"code": commitment.code},
            field="commitment",
        )
    return Kind(commitment.current.kind)


def _check_words(finding: Finding) -> None:
    finding.statement = one_line(finding.statement, field="statement", name=_("In short"), most=300)
    finding.place = one_line(finding.place, field="place", name=_("Place"), most=200)
    finding.reliability_reason = one_line(
        finding.reliability_reason, field="reliability_reason", name=_("Why overridden"), most=300
    )
    finding.excerpt, finding.page, finding.start_offset, finding.end_offset = passages.placed(
        report=finding.report,
        excerpt=finding.excerpt,
        page=finding.page,
        start=finding.start_offset,
        end=finding.end_offset,
    )


def _check_choices(finding: Finding) -> None:
    _one_of(finding.stance, Stance, "stance", _("what it says of the duty"))
    _one_of(finding.credibility, Credibility, "credibility", _("credibility"))
    _one_of(finding.interest, Interest, "interest", _("interest"))
    _one_of(finding.observed_precision, Precision, "observed_precision", _("precision"))
    if finding.severity not in (1, 2):
        raise Refused(_("Choose a severity: minor or serious."), field="severity")
    if finding.marking not in Tlp.values:
        raise Refused(_("This marking is not one of TLP 2.0."), field="marking")
    if not finding.reliability:
        finding.reliability_reason = ""
        return
    _one_of(finding.reliability, Reliability, "reliability", _("reliability"))
    if not finding.reliability_reason:
        raise Refused(
            _("Say why this reliability is not the one of the source, or leave it to the source."),
            field="reliability_reason",
        )


def _one_of(value: str, allowed: type, field: str, name: str | Promise) -> None:
    try:
        allowed(value)
    except ValueError:
        raise Refused(_("Choose one of the list: %(name)s.") % {"name": name}, field=field) from None


def _fit_days(finding: Finding, kind: Kind, at: datetime) -> None:
    today = days.day_in(finding.commitment.agreement.time_zone, at)
    _not_future(finding.observed_to, at, "observed_to")
    # The span of an inexact day ends today at the latest: nobody has observed tomorrow.
    finding.observed_to = max(
        finding.observed_to, min(days.last_day(finding.observed_to, finding.observed_precision), today)
    )
    if finding.observed_from is not None:
        finding.observed_from = days.first_day(finding.observed_from, finding.observed_precision)
        if finding.observed_from > finding.observed_to:
            raise Refused(_("The period ends before it begins. Check the two days."), field="observed_from")
    if kind not in DATED_KINDS:
        finding.event_on = None
    if finding.event_on is not None and finding.event_on > finding.observed_to:
        raise Refused(
            _("The event lies after the observed period; nobody can have seen it then."), field="event_on"
        )


def _not_future(day: date, at: datetime, field: str) -> None:
    if day > days.latest_day(at):
        raise Refused(_("The observed period ends in the future; nobody has seen that yet."), field=field)


def _fit_value(finding: Finding, kind: Kind) -> None:
    low, high = finding.value_low, finding.value_high
    if kind is not Kind.METRIC or (low is None and high is None):
        finding.bound, finding.value_low, finding.value_high = "", None, None
        return
    for value, field in ((low, "value_low"), (high, "value_high")):
        if value is not None and abs(value) > LARGEST:
            raise Refused(_("This figure is too large to be kept."), field=field)
    finding.bound = finding.bound or Bound.EXACT
    _one_of(finding.bound, Bound, "bound", _("how the figure is meant"))
    bound = Bound(finding.bound)
    if bound is Bound.AT_MOST and high is None:
        low, high = None, low  # one field is enough to say "at most"
    if (bound in USES_LOW and low is None) or (bound in USES_HIGH and high is None):
        field = "value_low" if bound in USES_LOW and low is None else "value_high"
        raise Refused(_("The figure is missing: this reading needs it."), field=field)
    finding.value_low = low if bound in USES_LOW else None
    finding.value_high = high if bound in USES_HIGH else None
    if bound is Bound.RANGE and finding.value_low > finding.value_high:  # type: ignore[operator]
        raise Refused(_("The low end is above the high end. Check the two figures."), field="value_low")


def _fit_stance(finding: Finding, kind: Kind) -> None:
    if finding.stance == Stance.PARTIAL:
        if finding.extent not in (1, 2):
            raise Refused(_("“Partly” needs an extent: minimum or intermediate."), field="extent")
    else:
        finding.extent = None
    if kind is not Kind.ACT or finding.stance != Stance.CONTRADICTS:
        finding.reversal = finding.repudiation = False
