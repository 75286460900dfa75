"""Answers what a reviewer should look at twice in a finding; it refuses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.models import Finding, User
from tracker.models.choices import Precision
from tracker.publishing import figures
from tracker.selectors import days, register
from tracker.selectors.findings import seen

DIGITS = re.compile(r"\d[\d,.\u00a0\u202f ’']*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: in order, or worth a second look."""

    good: bool
    sentence: str


def checks(reader: User, finding: Finding) -> list[Check]:
    """What was looked at, in the order of the form."""
    found = [_quote(finding), *_value(finding), _others(reader, finding), *_period(finding)]
    if not finding.reliability:
        letter = register.letter_on(finding.report.source, finding.report.published_on)
        if letter == "F":
            found.append(
                Check(good=False, sentence=_("The source cannot be judged (F): its word weighs little."))
            )
    return found


def blind_checks(finding: Finding) -> list[Check]:
    """What can be looked at without telling what the first grade is."""
    return [_quote(finding)]


def _quote(finding: Finding) -> Check:
    if finding.page is not None and finding.start_offset is not None:
        number = figures.number(finding.page.number)
        return Check(
            good=True, sentence=_("The quote stands in the document, page %(number)s.") % {"number": number}
        )
    if not finding.excerpt:
        return Check(good=False, sentence=_("No passage is quoted."))
    return Check(good=False, sentence=_("The quote was not found in the text that could be read."))


def _value(finding: Finding) -> list[Check]:
    if not finding.bound or finding.commitment.current is None:
        return []
    scale = 10**finding.commitment.current.decimals
    told = {re.sub(r"\D", "", number) for number in DIGITS.findall(finding.excerpt)}
    asked = [value for value in (finding.value_low, finding.value_high) if value is not None]
    there = all({str(abs(value) // scale), str(abs(value))} & told for value in asked)
    if there:
        return [Check(good=True, sentence=_("The figures stand in the quote."))]
    return [Check(good=False, sentence=_("The figures do not stand in the quote as digits."))]


def _others(reader: User, finding: Finding) -> Check:
    same = (
        seen(reader).filter(report=finding.report, state__in=["submitted", "accepted"]).exclude(pk=finding.pk)
    )
    if finding.page_id is not None and finding.start_offset is not None:
        same = same.filter(
            page=finding.page, start_offset__lt=finding.end_offset, end_offset__gt=finding.start_offset
        )
    else:
        same = same.filter(excerpt=finding.excerpt)
    count = same.count()
    if not count:
        return Check(good=True, sentence=_("The same passage is cited by no other finding."))
    words = ngettext(
        "%(count)s other finding cites the same passage.",
        "%(count)s other findings cite the same passage.",
        count,
    )
    return Check(good=False, sentence=words % {"count": figures.number(count)})


def _period(finding: Finding) -> list[Check]:
    found = []
    report, version = finding.report, finding.commitment.current
    told = days.last_day(report.published_on, report.published_precision)
    if finding.observed_to > told and report.published_precision != Precision.ABOUT:
        found.append(Check(good=False, sentence=_("The period ends after the report was published.")))
    if version is not None and finding.observed_to < version.starts_on:
        found.append(
            Check(
                good=False,
                sentence=_("It speaks of days before the duty began: it will be shown, not counted."),
            )
        )
    elif version is not None and finding.observed_from and finding.observed_from < version.starts_on:
        found.append(
            Check(
                good=False,
                sentence=_("The period begins before the duty did; for a lasting duty it weighs half."),
            )
        )
    return found
