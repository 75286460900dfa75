"""Shows a scratch copy: what is other in it and which statuses flip; it writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tracker import assessment
from tracker.models import Agreement, Finding, Origin, Parameters, User
from tracker.selectors import origins, particulars, scratch
from tracker.selectors.at_once import at_once
from tracker.selectors.facts import parameters_in_use
from tracker.selectors.imagined import Scratch
from tracker.selectors.visibility import visible_to
from tracker.services import policies
from tracker.web.access import BAD_REQUEST, reader_of, signed_in
from tracker.web.shell import shell_of
from tracker.web.what_if import address
from tracker.web.what_if.changed import changed
from tracker.web.what_if.forms import ImagineForm, NumberForm
from tracker.web.what_if.scope import Scope, name_of, read_scope

MOST_ORIGINS = 300
MOST_FINDINGS = 200  # of the duty looked at
IMAGINE, REGRADE, NUMBER = "imagine", "regrade", "renumber"


@require_safe
@signed_in
def what_if(request: HttpRequest) -> HttpResponse:
    """The scratch copy an address holds: what is other, which statuses flip, and forms to go on.

    A form sends what it asks for beside the copy; the answer is the address of the copy with that in it.
    """
    reader, at = reader_of(request), timezone.now()
    scope = read_scope(request, reader)
    copy, problems = address.read(request.GET)
    policies.remember_roles(reader, shell_of(request, reader).roles)
    numbers, agreements = at_once(
        Parameters.objects.order_by("valid_from"),
        visible_to(reader, Agreement.objects.all()).order_by("title", "pk"),
    )
    used = parameters_in_use(numbers, scope.time.known_day)
    forms = _forms(request, reader, scope, used)
    asked = _asked(request, scope, copy, forms)
    if asked is not None:
        if address.fits(asked):
            return redirect(f"{reverse('what-if')}?{address.query(asked, *scope.pairs)}")
        problems.append(_("This copy holds as much as an address carries: take something back first."))
    context: dict[str, Any] = {
        "time": scope.time,
        "scope": scope,
        "copy": copy,
        "problems": problems,
        "kept": [*scope.pairs, *address.pairs(copy)],
        "numbers_query": address.query(Scratch(numbers=copy.numbers)),
        "without": address.query(Scratch(), *scope.pairs),
        "agreements": agreements,
        "can_publish": policies.can_publish_parameters(reader),
        "crumbs": [(_("Overview"), "/"), (_("What if?"), "")],
        **forms,
    }
    if scope.duties:
        context |= _answer(reader, scope, copy, at, used)
    bad = bool(problems) or any(form.is_bound and not form.is_valid() for form in forms.values())
    status = BAD_REQUEST if bad else scope.time.status
    return render(request, "what_if/page.html", context, status=status)


def _answer(
    reader: User, scope: Scope, copy: Scratch, at: datetime, used: assessment.Parameters
) -> dict[str, Any]:
    """What the copy comes to, and the evidence of the duty looked at."""
    pairs = scope.days(at)
    comparison = scratch.compare(reader, scope.duties, copy, pairs)
    answer: dict[str, Any] = {
        "comparison": comparison,
        "changes": changed(reader, copy, scope, used),
        "absent": comparison.absent + scope.absent,
        "at_most": scratch.AT_MOST,
    }
    if scope.duty is not None:
        as_of, known_by = pairs[scope.duty.pk]
        rows = particulars.findings_of(reader, scope.duty).values()
        seen = [one for one in rows if _counts(one, as_of, known_by)]
        grades = dict(copy.regraded)
        answer["evidence"] = [
            Evidence(one, one.reference in copy.removed, grades.get(one.reference, ""), scope, copy)
            for one in seen[:MOST_FINDINGS]
        ]
        answer["evidence_left"] = max(len(seen) - MOST_FINDINGS, 0)
        answer["letters"], answer["digits"] = list(assessment.Reliability), list(assessment.Credibility)
    return answer


def _counts(one: Finding, as_of: Any, known_by: Any) -> bool:
    """Whether a finding is there on these days."""
    if one.published_on is None or one.observed_to > as_of:
        return False
    known_on = max(one.published_on, one.accepted_on or one.published_on)
    return known_on <= known_by and not (one.superseded_on and one.superseded_on <= known_by)


def _forms(request: HttpRequest, reader: User, scope: Scope, used: assessment.Parameters) -> dict[str, Any]:
    """The forms of the page; the one that was sent is filled."""
    sent = request.GET if request.GET.get("do") == NUMBER else None
    forms: dict[str, Any] = {"number_form": NumberForm(sent, used=used)}
    if scope.duty is not None:
        voices: list[Origin] = list(origins.seen(reader)[:MOST_ORIGINS])
        sent = request.GET if request.GET.get("do") == IMAGINE else None
        initial = {"observed_on": scope.time.day, "origin": "*1", "bound": "exact"}
        forms["imagine_form"] = ImagineForm(sent, duty=scope.duty, origins=voices, initial=initial)
    return forms


def _asked(request: HttpRequest, scope: Scope, copy: Scratch, forms: Mapping[str, Any]) -> Scratch | None:
    """The copy with what a form asks for in it; None where none was sent, or it holds mistakes."""
    asked = request.GET.get("do")
    if asked == IMAGINE and scope.duty is not None and forms["imagine_form"].is_valid():
        return replace(copy, added=(*copy.added, forms["imagine_form"].imagined(name_of(scope.duty))))
    if asked == NUMBER and forms["number_form"].is_valid():
        name, value = forms["number_form"].cleaned_data["number"]
        kept = tuple(pair for pair in copy.numbers if pair[0] != name)
        return replace(copy, numbers=(*kept, (name, value)))
    if asked == REGRADE:
        reference = request.GET.get("finding", "")
        grade = request.GET.get("letter", "") + request.GET.get("digit", "")
        if address.REFERENCE.fullmatch(reference) and address.GRADE.fullmatch(grade):
            grades = tuple(pair for pair in copy.regraded if pair[0] != reference)
            return replace(
                copy,
                regraded=(*grades, (reference, grade)),
                removed=tuple(one for one in copy.removed if one != reference),
            )
    return None


class Evidence:
    """One finding on the duty looked at, as it is in the copy, with the addresses that change it."""

    def __init__(self, finding: Finding, is_out: bool, grade: str, scope: Scope, copy: Scratch) -> None:
        self.finding, self.is_out = finding, is_out
        self.letter, self.digit = (
            (grade[0], grade[1]) if grade else (finding.reliability, finding.credibility)
        )
        self.is_regraded = bool(grade)
        kept = tuple(pair for pair in copy.regraded if pair[0] != finding.reference)
        out = tuple(one for one in copy.removed if one != finding.reference)
        self.back = address.query(replace(copy, removed=out, regraded=kept), *scope.pairs)
        without = replace(copy, removed=(*out, finding.reference), regraded=kept)
        self.without = address.query(without, *scope.pairs)
